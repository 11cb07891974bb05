const token = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[\p{L}_$][\p{L}\p{N}_$]*|\d[\w.]*|[-+*/%&|^!=<>?]=?=?|\S/gu;

/** Words, numbers, strings and operators of Python and JavaScript text, without blanks. Rough on purpose: it only compares texts. */
export function tokens(text: string): readonly string[] {
  return text.match(token) ?? [];
}
