import { escapeRegExp } from '../escapeRegExp';
import type { Parameter } from '../model/focalFunction';
import { bracketEnd, splitArguments, stringEnd, valueEnd } from './exampleText';

export interface ProseExample {
  readonly call: string;
  /** Source of the value, or the name of the exception it promises. */
  readonly expected: string;
  readonly throws?: true;
}

/** Signs and words between a call and its value. Signs may stand at the head of the next line; `=` and words on the same line only. */
const sign = String.raw`-->|==>|->|=>|➞|→|⇒|↦|===|==`;
const separators: readonly RegExp[] = [
  new RegExp(String.raw`\s*(?:(?:#|\/\/)[ \t]*)?(?:${sign})`, 'uy'),
  /[ \t]*=(?!=|>)/y,
  /[ \t]*[;,]?[ \t]*(?:(?:#|\/\/)[ \t]*)?(?:(?:should|must|will|would)[ \t]+)?(?:returns?|gives?|yields?|outputs?|evaluates[ \t]+to|equals?|be|results?[ \t]+in|is[ \t]+equal[ \t]+to)(?=[ \t]*[:\s])[ \t]*:?/iy,
  /[ \t]*;?[ \t]*(?:#|\/\/)(?!>)/y,
  /[ \t]*\n[ \t]*(?:#|\/\/|\*)?[ \t]*(?:output|returns|result|expected(?:[ \t]+(?:output|result|value))?)[ \t]*[:=]/iy,
];
/** What may follow the value: the end of the sentence, a remark, or the next example. Anything else makes the reading doubtful. */
const ending =
  /[ \t]*(?:["'`]*[.;!]?[ \t]*(?:\n|$)|[.;][ \t]|[`)]|#|\/\/|--? |—|–|\*\/|[([]|,?[ \t]*(?:because|since|as|but|where|while|when|i\.e\.|and|or|if|for)\b)/uy;

/** Examples written as `name(…) -> value` and its kin. */
export function readProse(text: string, name: string): readonly ProseExample[] {
  const found: ProseExample[] = [];
  // `t(n) = t(n - 1) + 1` defines: then `t(1) = 3` beside it is a step of the definition, not an example.
  const defines = new RegExp(
    String.raw`(?<![\p{L}\p{N}_$])${escapeRegExp(name)}\(\s*[\p{L}_][^()"'\n]*\)\s*=(?![=>])`,
    'u',
  ).test(text);
  const pattern = new RegExp(String.raw`(?<![\p{L}\p{N}_$])${escapeRegExp(name)}\s?\(`, 'gu');
  for (const match of text.matchAll(pattern)) {
    const open = match.index + match[0].length - 1;
    const end = chainEnd(text, bracketEnd(text, open));
    if (end === -1) continue;
    const start = expressionStart(text, match.index);
    const call = text.slice(start, end);
    const printed = /(?:\bprint|\bconsole\.log)\(\s*$/.test(text.slice(0, start)) && text[end] === ')';
    const thrown = thrownAfter(text, end);
    if (thrown !== undefined) {
      found.push({ call, expected: thrown, throws: true });
      continue;
    }
    if (defines && /^[ \t]*=(?![=>])/.test(text.slice(end, end + 20))) continue;
    const expected = valueAfter(
      text,
      /^[`'"]\s?(?:#|\/\/|[-=]|\s|returns|➞|→)/.test(text.slice(end)) ? end + 1 : end + (printed ? 1 : 0),
    );
    if (expected !== undefined) found.push({ call, expected });
  }
  return found;
}

const throwing =
  /[ \t]*;?[ \t]*(?:(?:#|\/\/|->|=>|→|➞)[ \t]*)*(?:(?:should|must|will|would)[ \t]+)?(?:throws?|raises?)[ \t]+(?:an?[ \t]+)?`?((?:[\p{L}_][\p{L}\p{N}_]*\.)*[\p{L}_][\p{L}\p{N}_]*(?:Error|Exception|Exit|Iteration))\b/uy;

/** Name of the exception that is promised behind a call. */
function thrownAfter(text: string, end: number): string | undefined {
  throwing.lastIndex = end;
  return throwing.exec(text)?.[1]?.split('.').pop();
}

/** The value promised after a call that ends at `end`; undefined when no separator or no clear value follows. */
export function valueAfter(text: string, end: number): string | undefined {
  for (const separator of separators) {
    separator.lastIndex = end;
    const match = separator.exec(text);
    if (!match) continue;
    return clearValue(text, end + match[0].length);
  }
  return undefined;
}

/** The value that begins at `at` on this line, when nothing doubtful follows it. */
function clearValue(text: string, at: number): string | undefined {
  let start = at;
  const filler = /[ \t]*(?:(?:#|\/\/)[ \t]*)?(?:(?:->|=>|returns?\b|➞|→|:)[ \t]*)?`?/y;
  filler.lastIndex = at;
  start += filler.exec(text)?.[0].length ?? 0;
  const end = valueEnd(text, start);
  if (end === -1) return undefined;
  ending.lastIndex = end;
  const value = text.slice(start, end).trim();
  return ending.test(text) && value !== '' ? value : undefined;
}

/** Calls chained behind a call belong to it: `make(2).total()`, `rows(3)[0]`. */
function chainEnd(text: string, at: number): number {
  let end = at;
  while (end !== -1) {
    const more = /^\.[\p{L}_$][\p{L}\p{N}_$]*/u.exec(text.slice(end, end + 80));
    if (text[end] === '[' || text[end] === '(') end = bracketEnd(text, end);
    else if (more && /^[([.\s]|$/.test(text.slice(end + more[0].length, end + more[0].length + 1)))
      end += more[0].length;
    else return end;
  }
  return -1;
}

/** Where the expression begins that ends in the name at `at`: receivers, `new`, `await` before it. */
function expressionStart(text: string, at: number): number {
  let start = at;
  while (text[start - 1] === '.') {
    let receiver = start - 1;
    while (/[)\]]/.test(text[receiver - 1] ?? '')) {
      const open = openingOf(text, receiver - 1);
      if (open === -1) return at;
      receiver = open;
    }
    while (/[\p{L}\p{N}_$]/u.test(text[receiver - 1] ?? '')) receiver--;
    if (receiver === start - 1) return at;
    start = receiver;
  }
  const before = /(?:\bnew\s+|\bawait\s+)+$/.exec(text.slice(Math.max(0, start - 20), start));
  return start - (before?.[0].length ?? 0);
}

function openingOf(text: string, close: number): number {
  const line = text.lastIndexOf('\n', close) + 1;
  for (let open = close - 1; open >= line; open--) {
    if ((text[open] === '(' || text[open] === '[') && bracketEnd(text, open) === close + 1) return open;
  }
  return -1;
}

const promised =
  /(?:[,;.]?\s*(?:then\s+)?(?:the\s+)?(?:(?:expected\s+)?(?:output|result|answer)|return(?:ed)?(?:\s+value)?|function|it|we)?\s*(?:(?:should|must|will|would)\s+)?(?:be|returns?|equals?|is|are|gives?)\b\s*:?|\s*(?:->|=>|➞|→)|\s*\n\s*(?:output|returns|result|expected(?:\s+output)?)\s*[:=])\s*/iy;

/** Examples that name every parameter: `For low = 1, high = 3, the output should be 6`, `Input: n = 4` above `Output: 10`. */
export function readNamed(text: string, name: string, parameters: readonly Parameter[]): readonly ProseExample[] {
  const required = parameters.filter((p) => p.name !== 'self' && p.name !== 'cls');
  if (required.length === 0 || required.some((p) => p.kind !== 'plain')) return [];
  const found: ProseExample[] = [];
  for (const match of text.matchAll(/\b(?:for|given|with|when|if|inputs?|example(?:\s+\d+)?)\b\s*[:=]?\s*/giu)) {
    const from = match.index + match[0].length;
    const input = /inputs?/i.test(match[0]);
    const read = assignments(text, from) ?? (input ? positional(text, from, required.length) : undefined);
    if (!read) continue;
    const { names } = read;
    const args = names ? required.map((p) => read.values[names.indexOf(p.name)]) : read.values;
    const complete = args.length === required.length && read.values.length === required.length;
    if (!complete || args.some((value) => value === undefined)) continue;
    const expected = promisedValue(text, read.end);
    if (expected !== undefined) found.push({ call: `${name}(${args.join(', ')})`, expected });
  }
  return found;
}

/** The value promised for the inputs before `at`: right behind them, or after `the output should be` later in the sentence. */
function promisedValue(text: string, at: number): string | undefined {
  promised.lastIndex = at;
  const link = promised.exec(text);
  const near = link && link[0].trim() !== '' ? clearValue(text, at + link[0].length) : undefined;
  const later = /^[^\n]{1,100}?\bthe (?:output|result|answer) (?:should|must|will) be\b:?\s*/i.exec(
    text.slice(at, at + 140),
  );
  return near ?? (later ? clearValue(text, at + later[0].length) : undefined);
}

interface NamedInput {
  readonly names?: readonly string[];
  readonly values: readonly string[];
  readonly end: number;
}

/** `name = value` pairs joined by commas, blanks, new lines or `and`. */
function assignments(text: string, from: number): NamedInput | undefined {
  const names: string[] = [];
  const values: string[] = [];
  let at = from;
  for (;;) {
    const head = /^(?:\s*(?:,|;|and\b|&)\s*(?:and\s+)?|\s*)([\p{L}_$][\p{L}\p{N}_$]*)\s*(?:=|:|is)\s*/u.exec(
      text.slice(at, at + 200),
    );
    if (!head?.[1] || /^(?:output|result|returns|expected|explanation|example)$/i.test(head[1])) break;
    const start = at + head[0].length;
    const end = valueEnd(text, start);
    if (end === -1) break;
    names.push(head[1]);
    values.push(text.slice(start, end).trim());
    at = end;
  }
  return names.length > 0 && new Set(names).size === names.length ? { names, values, end: at } : undefined;
}

/** Bare values after `Input:`, up to the end of the line. */
function positional(text: string, from: number, count: number): NamedInput | undefined {
  let end = from;
  for (; end < text.length && text[end] !== '\n'; end++) {
    const c = text[end] ?? '';
    const after = /["']/.test(c) ? stringEnd(text, end) : /[([{]/.test(c) ? bracketEnd(text, end) : end + 1;
    if (after === -1) return undefined;
    end = after - 1;
  }
  const values = splitArguments(text.slice(from, end));
  const whole = values.every((value) => valueEnd(value, 0) === value.length);
  return whole && values.length === count ? { values, end } : undefined;
}
