import type { Basis } from '../../model/generation';

/** One generated test as it is written: its marker and its lines, without the indentation of where it goes. */
export interface Block {
  readonly name: string;
  readonly basis: Basis;
  readonly lines: readonly string[];
}

/** A generated test found in a file. `last` is its last line; `edited` when it no longer is what was written. */
export interface FoundBlock {
  readonly focal: string;
  readonly first: number;
  readonly last: number;
  /** A person said so: generating tests anew leaves it alone. */
  readonly answer: boolean;
  readonly edited: boolean;
  /** Name of the test: of the Python function, or the text of the JavaScript one. */
  readonly name: string;
}

const basisWords: Readonly<Record<Basis, string>> = {
  docstring: 'docstring example',
  specification: 'docstring as a model reads it',
  property: 'property',
  observation: 'present behaviour',
  answer: 'your answer',
};

const marker =
  /^(\s*)(?:#|\/\/) Eider: (.+), (docstring example|docstring as a model reads it|property|present behaviour|your answer), ([\da-f]{8})$/;

/** The block with its marker in front. A later run replaces the test while its text still has the marker's hash, and leaves it alone else. */
export function marked(block: Block, focal: string, comment: '#' | '//'): readonly string[] {
  return [`${comment} Eider: ${focal}, ${basisWords[block.basis]}, ${hashOf(block.lines)}`, ...block.lines];
}

/** Generated tests of all functions in a file, in order. */
export function findBlocks(lines: readonly string[]): readonly FoundBlock[] {
  return lines.flatMap((line, at): FoundBlock[] => {
    const found = marker.exec(line);
    if (!found) return [];
    const [, indent = '', focal = '', words = '', hash = ''] = found;
    const last = endOf(lines, at + 1, indent);
    const body = lines.slice(at + 1, last + 1);
    const answer = words === basisWords.answer;
    return [{ focal, first: at, last, answer, edited: hashOf(body) !== hash, name: nameIn(body) }];
  });
}

/** The last line of the test that starts at `from`, maybe with decorators: deeper lines belong to it, and a line that only closes brackets. */
function endOf(lines: readonly string[], from: number, indent: string): number {
  let last = from;
  while (lines[last]?.startsWith(`${indent}@`) === true) last++;
  for (let i = last + 1; i < lines.length; i++) {
    const line = lines[i] ?? '';
    if (line.trim() === '') continue;
    const deeper = line.startsWith(indent) && /^\s/.test(line.slice(indent.length));
    if (deeper) last = i;
    else return line.startsWith(indent) && /^[)}\]]+;?$/.test(line.trim()) ? i : last;
  }
  return last;
}

function nameIn(body: readonly string[]): string {
  const text = body.join('\n');
  return /\bdef (\w+)/.exec(text)?.[1] ?? /\b(?:it|test)\(\s*(['"`])((?:\\.|(?!\1).)*)\1/.exec(text)?.[2] ?? '';
}

/** FNV-1a over the text as a formatter cannot change it: without blanks, quote signs, semicolons, trailing commas and brackets for wrapping. */
export function hashOf(lines: readonly string[]): string {
  const text = lines
    .join('\n')
    .replace(/["'`]/g, "'")
    .replace(/[\s;]/g, '')
    .replace(/,(?=[)\]}])/g, '');
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** What a marker line says its test rests on. */
export function basisIn(line: string): Basis | undefined {
  const words = marker.exec(line)?.[3];
  return bases.find((basis) => basisWords[basis] === words);
}

const bases: readonly Basis[] = ['docstring', 'specification', 'property', 'observation', 'answer'];
