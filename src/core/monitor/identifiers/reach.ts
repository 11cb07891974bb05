import type { SyntaxNode } from '../../capture/syntax';
import { difference, type TextRange } from '../../model/text';

/** A function body that can be emptied. */
interface Body {
  readonly range: TextRange;
  /** It stays where one of these names is mentioned: it says what their types are. */
  readonly gives: readonly string[];
}

/** A body not much longer than what it is emptied to. */
const SHORT = 40;

/**
 * The Python file of a function with most other functions emptied. A checker walks through every body of a text, and few have a
 * say in the one function: those of functions it mentions that do not declare what they return, and those that assign to
 * attributes it mentions or to globals. Offsets stay as they are. What a checker refuses in such a text is to be asked about
 * in the whole one.
 */
export class Reach {
  readonly #text: string;
  readonly #bodies: readonly Body[];
  readonly #words: readonly string[];

  constructor(root: SyntaxNode, text: string, focal: TextRange) {
    this.#text = text;
    const classes = root.descendantsOfType('class_definition');
    const classAround = ({ startIndex, endIndex }: SyntaxNode): string[] =>
      classes.filter((c) => c.startIndex < startIndex && endIndex <= c.endIndex).map((c) => nameOf(c));
    const bodies: Body[] = [];
    const words: string[] = [];
    for (const node of outermost(root.descendantsOfType('function_definition'))) {
      const body = node.childForFieldName('body');
      if (!body) continue;
      const own = text.slice(body.startIndex, body.endIndex);
      if (node.startIndex < focal.end && focal.start < node.endIndex) {
        words.push(...wordsOf(text.slice(node.startIndex, node.endIndex)), ...classAround(node));
        continue;
      }
      // Emptied, it would bind no global names.
      if (own.length < SHORT || /^[ \t]*global\b/m.test(own)) continue;
      const name = nameOf(node);
      const declared = node.childForFieldName('return_type') !== null;
      // What operators and loops do with an object nobody calls by name.
      const special = /^__\w+__$/.test(name) && name !== '__init__' ? classAround(node) : [];
      bodies.push({
        range: { start: body.startIndex, end: body.endIndex },
        gives: [...(declared ? [] : [name, ...special]), ...assigned(own)],
      });
    }
    this.#bodies = bodies;
    this.#words = words;
  }

  /** `candidate` is the file with the function written in another way; what lies between several changes stays as it is. */
  narrow(candidate: string): string {
    const { range: changed, text } = difference(this.#text, candidate);
    const moved = candidate.length - this.#text.length;
    const words = new Set([...this.#words, ...wordsOf(text)]);
    let result = '';
    let at = 0;
    for (const { range, gives } of this.#bodies) {
      if ((range.end > changed.start && range.start < changed.end) || gives.some((name) => words.has(name))) continue;
      const shift = range.end > changed.start ? moved : 0;
      const [start, end] = [range.start + shift, range.end + shift];
      result += `${candidate.slice(at, start)}pass${candidate.slice(start + 4, end).replace(/[^\r\n]/g, ' ')}`;
      at = end;
    }
    return result + candidate.slice(at);
  }
}

/** Functions that lie in no other, in the order of the text. */
function outermost(functions: readonly SyntaxNode[]): SyntaxNode[] {
  let end = -1;
  return functions.filter((node) => {
    if (node.startIndex < end) return false;
    end = node.endIndex;
    return true;
  });
}

const nameOf = (node: SyntaxNode): string => node.childForFieldName('name')?.text ?? '';

/** Attributes that a body gives values to; rather one too many. */
function assigned(body: string): string[] {
  const found: string[] = [];
  const targets =
    /^[ \t]*((?:[^=#\n'"]*[^=!<>#\n'"]=(?!=))+)|^[ \t]*(\w+\.\w+[ \t]*):|\bfor\s+([^\n]*?)\s+in\b|\bas\s+([^\n:]+)/gm;
  for (const [, ...parts] of body.matchAll(targets))
    for (const [, name = ''] of (parts.find((part) => part) ?? '').matchAll(/\.\s*(\w+)/g)) found.push(name);
  return found;
}

/** Without what stands in strings and comments, which is prose. */
function wordsOf(text: string): string[] {
  const code = text.replace(/"""[^]*?"""|'''[^]*?'''|"[^"\n]*"|'[^'\n]*'|#[^\n]*/g, ' ');
  return [...new Set(code.match(/[A-Za-z_]\w*/g))];
}
