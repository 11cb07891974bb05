/** Splits the text of a type at a separator outside of brackets. */
export function splitTop(text: string, separator: string): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  let at = '';
  for (const char of text) {
    if ('[(<{'.includes(char)) depth++;
    else if ('])}'.includes(char) || (char === '>' && !at.endsWith('='))) depth--;
    if (char === separator && depth === 0) {
      found.push(at);
      at = '';
    } else at += char;
  }
  return [...found, at];
}
