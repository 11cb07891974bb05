import { escapeRegExp } from '../escapeRegExp';
import { diffLines } from 'diff';
import { captureWith } from '../capture/capture';
import type { CaptureTools } from '../capture/outline';
import type { FocalFunction } from '../model/focalFunction';
import { applyEdits, type TextEdit } from '../model/text';
import { applyHunks, looksLikeDiff, readJson, splitBlocks, unfenced, type Block } from './blocks';
import { dedent } from './facts';

/** A candidate as the model wrote it, in its place. */
export interface Program {
  readonly kind: 'program';
  readonly edits: readonly TextEdit[];
  /** The whole file. */
  readonly source: string;
  /** The function alone, as a prompt shows it. */
  readonly code: string;
  readonly explanation: string;
  /** It brings functions of its own along. */
  readonly helpers: boolean;
}

/** What an answer turned out to be. Anything but a program costs nothing further. */
export type Reply =
  | Program
  /** The code that was asked about, unchanged; or one that was read before. */
  | { readonly kind: 'unchanged' | 'duplicate'; readonly explanation: string }
  /** Cut off inside the code. */
  | { readonly kind: 'truncated'; readonly explanation: string }
  /** Words only. */
  | { readonly kind: 'commentary'; readonly explanation: string }
  | { readonly kind: 'wrongFunction'; readonly found: readonly string[]; readonly explanation: string }
  | { readonly kind: 'editsTests'; readonly explanation: string }
  /** Code that is no function of the language. */
  | { readonly kind: 'broken'; readonly explanation: string }
  | { readonly kind: 'filtered'; readonly explanation: string };

export interface ReplyReader {
  readonly focal: FocalFunction;
  readonly tools: CaptureTools;
  /** Sources read so far: added to. */
  readonly seen: Set<string>;
}

/** Reads one answer. Never throws, whatever stands in it. */
export function readReply(text: string, end: 'stop' | 'length' | 'filter', reader: ReplyReader): Reply {
  const split = splitBlocks(text);
  const json = readJson(text) ?? split.blocks.map((b) => readJson(b.text)).find((found) => found !== undefined);
  const bare = split.blocks.length === 0 && !json ? unfenced(text) : undefined;
  const blocks: readonly Block[] = json
    ? codeBlocks(json.code)
    : bare
      ? [{ text: bare.code, label: '', open: end === 'length' }]
      : split.blocks;
  const explanation = (json?.prose ?? bare?.prose ?? split.prose).slice(0, 1500);
  const results = [...blocks].reverse().map((block) => readBlock(block, explanation, reader));
  const program = results.find((r) => r.kind === 'program');
  if (program) return program;
  const order = ['truncated', 'unchanged', 'duplicate', 'editsTests', 'wrongFunction', 'broken'] as const;
  for (const kind of order) {
    const found = results.find((r) => r.kind === kind);
    if (found) return found;
  }
  if (end === 'filter') return { kind: 'filtered', explanation };
  return { kind: end === 'length' && json ? 'truncated' : 'commentary', explanation };
}

/** Code inside JSON may be fenced once more. */
function codeBlocks(code: string): readonly Block[] {
  const { blocks } = splitBlocks(code);
  return blocks.length > 0 ? blocks : [{ text: code, label: '', open: false }];
}

const testFile = /^(?:---|\+\+\+) \S*(?:test|spec)\S*/im;
const testCode = /^\s*(?:assert\b|(?:async\s+)?def\s+test\w*\s*\(|(?:describe|it|test|expect)\s*\(|class\s+Test\w*)/m;

function readBlock(block: Block, explanation: string, reader: ReplyReader): Reply {
  const { focal } = reader;
  if (looksLikeDiff(block)) {
    if (testFile.test(block.text)) return { kind: 'editsTests', explanation };
    const { text } = focal.file;
    const whole = applyHunks(text, block.text);
    const { start, end } = focal.range;
    const kept = whole?.startsWith(text.slice(0, start)) === true && whole.endsWith(text.slice(end));
    const alone = kept
      ? whole.slice(start, whole.length - (text.length - end))
      : applyHunks(dedent(text, start, end), block.text);
    if (alone === undefined) return block.open ? { kind: 'truncated', explanation } : { kind: 'broken', explanation };
    const margin = kept ? columnOf(text, start) : 0;
    return readCode({ ...block, text: `${' '.repeat(margin)}${alone}` }, explanation, reader);
  }
  return readCode(block, explanation, reader);
}

function readCode(block: Block, explanation: string, reader: ReplyReader): Reply {
  const { focal, tools } = reader;
  const code = block.text;
  const found = functionsIn(code, focal, tools);
  const mine =
    found.findLast((f) => f.qualifiedName === focal.qualifiedName) ?? found.findLast((f) => f.name === focal.name);
  if (!mine) {
    if (block.open) return { kind: 'truncated', explanation };
    if (testCode.test(code)) return { kind: 'editsTests', explanation };
    const names = found.map((f) => f.qualifiedName);
    return names.length > 0 ? { kind: 'wrongFunction', found: names, explanation } : { kind: 'broken', explanation };
  }
  const rest = mine.file.text.slice(mine.range.end);
  if (block.open && rest.trim() === '') return { kind: 'truncated', explanation };
  if (mine.syntaxErrors.length > 0) return { kind: 'broken', explanation };
  return place(mine, found, explanation, reader);
}

/** Functions of a piece of code; a bare method is read inside a class of its own. */
function functionsIn(code: string, focal: FocalFunction, tools: CaptureTools): readonly FocalFunction[] {
  const capture = (text: string): readonly FocalFunction[] => {
    try {
      return captureWith(tools, { ...focal.file, text });
    } catch {
      // A parser that fails on an answer has nothing to say about it.
      return [];
    }
  };
  const flat = dedentAll(code);
  const found = capture(flat);
  if (found.some((f) => f.name === focal.name) || focal.className === undefined) return found;
  const wrapped = capture(`class ${focal.className} {\n${flat}\n}\n`);
  return wrapped.some((f) => f.name === focal.name) ? wrapped : found;
}

function dedentAll(code: string): string {
  const margins = code
    .split('\n')
    .filter((l) => l.trim() !== '')
    .map((l) => /^[ \t]*/.exec(l)?.[0].length ?? 0);
  const margin = Math.min(...margins);
  return margin > 0 && Number.isFinite(margin)
    ? code
        .split('\n')
        .map((l) => l.slice(margin))
        .join('\n')
    : code;
}

/** Puts the function where the focal function stands, with what the answer left out: decorators, `export`, docstring, margin. */
function place(mine: FocalFunction, found: readonly FocalFunction[], explanation: string, reader: ReplyReader): Reply {
  const { focal, tools, seen } = reader;
  const { text } = focal.file;
  const documented = withDocstring(mine, focal);
  const head = text.slice(focal.range.start, focal.nodeRange.start);
  const sameKind =
    tools.definition.id === 'python' ||
    mine.kind === focal.kind ||
    (mine.kind === 'function' && focal.kind === 'method');
  const column = columnOf(text, focal.range.start);
  const margin = ' '.repeat(column);
  const tail = text.slice(focal.nodeRange.end, focal.range.end);
  const body =
    sameKind && head.trim() !== ''
      ? dedent(' '.repeat(column) + head, column, column + head.length) + documented.node + tail
      : exportedLike(documented.whole, focal);
  const own = helpers(mine, found, body, reader);
  const alone = [...own, body].join('\n\n\n');
  const placed = alone.replace(/\n(?=[^\n])/g, `\n${margin}`);
  const edits = [
    ...importEdits(mine, alone, focal, tools),
    ...lineEdits(text.slice(focal.range.start, focal.range.end), placed, focal.range.start),
  ];
  if (edits.length === 0) return { kind: 'unchanged', explanation };
  const source = applyEdits(text, edits);
  if (seen.has(source)) return { kind: 'duplicate', explanation };
  seen.add(source);
  return { kind: 'program', edits, source, code: alone, explanation, helpers: own.length > 0 };
}

const literal = /^[rRuU]?("{3}|'{3}|["'])(?:(?!\1)(?:\\[\s\S]|[\s\S]))*\1/;

/** The user's docstring stays, whether or not the answer repeats it. */
function withDocstring(mine: FocalFunction, focal: FocalFunction): { readonly whole: string; readonly node: string } {
  const { text } = mine.file;
  const original = literal.exec(focal.file.text.slice(focal.bodyRange.start, focal.bodyRange.end))?.[0];
  const present = literal.exec(text.slice(mine.bodyRange.start, mine.bodyRange.end))?.[0];
  const cut = (start: number, end: number): string => {
    if (original === undefined || focal.file.languageId !== 'python') return dedent(text, start, end);
    const at = mine.bodyRange.start;
    const margin = ' '.repeat(columnOf(text, at));
    const was = ' '.repeat(columnOf(focal.file.text, focal.bodyRange.start));
    const moved = original.replaceAll(`\n${was}`, `\n${margin}`);
    const rest = present === undefined ? `\n${margin}${text.slice(at, end)}` : text.slice(at + present.length, end);
    const whole = `${text.slice(start, at)}${moved}${rest}`;
    return dedent(`${text.slice(0, start)}${whole}`, start, start + whole.length);
  };
  return { whole: cut(mine.range.start, mine.range.end), node: cut(mine.nodeRange.start, mine.nodeRange.end) };
}

function exportedLike(code: string, focal: FocalFunction): string {
  const word = /^export\s+(default\s+)?/.exec(focal.file.text.slice(focal.range.start, focal.range.end))?.[0];
  return word === undefined || code.startsWith('export') ? code : word + code;
}

/** New functions at the top level which the answer's function calls and the file does not have. */
function helpers(
  mine: FocalFunction,
  found: readonly FocalFunction[],
  body: string,
  { focal, tools }: ReplyReader,
): readonly string[] {
  if (focal.className !== undefined || focal.enclosing.length > 0) return [];
  const known = new Set(captureWith(tools, focal.file).map((f) => f.name));
  const others = found.filter(
    (f) => f !== mine && f.className === undefined && f.enclosing.length === 0 && !known.has(f.name),
  );
  const wanted: FocalFunction[] = [];
  for (let used = body, grew = true; grew;) {
    grew = false;
    for (const other of others) {
      if (wanted.includes(other) || !mentions(used, other.name) || other.syntaxErrors.length > 0) continue;
      wanted.push(other);
      used += dedent(other.file.text, other.range.start, other.range.end);
      grew = true;
    }
  }
  return others.filter((f) => wanted.includes(f)).map((f) => dedent(f.file.text, f.range.start, f.range.end));
}

/** Imports the answer's function needs and the file does not have, as one insertion before the function. */
function importEdits(mine: FocalFunction, code: string, focal: FocalFunction, tools: CaptureTools): TextEdit[] {
  const known = new Set(focal.imports.map((i) => i.local));
  const added = mine.imports.filter((i) => !known.has(i.local) && mentions(code, i.local));
  if (added.length === 0) return [];
  const lines = new Set(
    added.flatMap(({ local, imported, module }) => {
      if (tools.definition.id === 'python') {
        if (imported === '*') return module === local ? `import ${module}` : `import ${module} as ${local}`;
        return `from ${module} import ${imported === local ? local : `${imported} as ${local}`}`;
      }
      const line = mine.file.text
        .split('\n')
        .find((l) => /^(import\b|const\b.*\brequire\()/.test(l) && mentions(l, local) && l.includes(module));
      return line === undefined ? [] : line.trim();
    }),
  );
  if (lines.size === 0) return [];
  const before = focal.file.text.slice(0, focal.range.start);
  const last = [...before.matchAll(/^(?:import\b|from\s+\S+\s+import\b|(?:const|let|var)\s.*\brequire\().*\n/gm)].at(
    -1,
  );
  const intro = /^(?:#!.*\n)?(?:\s*(?:#.*\n|"""[\s\S]*?"""[^\n]*\n|'use strict';?\n))*/.exec(before)?.[0].length ?? 0;
  const at = last ? last.index + last[0].length : Math.min(intro, before.length);
  return [{ range: { start: at, end: at }, text: [...lines].map((l) => `${l}\n`).join('') }];
}

/** Edits of whole lines that turn one text into the other. */
function lineEdits(before: string, after: string, offset: number): TextEdit[] {
  const edits: TextEdit[] = [];
  let at = offset;
  for (const part of diffLines(before, after)) {
    if (part.added) {
      const last = edits.at(-1);
      if (last?.range.end === at) edits[edits.length - 1] = { range: last.range, text: last.text + part.value };
      else edits.push({ range: { start: at, end: at }, text: part.value });
      continue;
    }
    const end = at + part.value.length;
    if (part.removed) edits.push({ range: { start: at, end }, text: '' });
    at = end;
  }
  return edits;
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

function mentions(code: string, name: string): boolean {
  return new RegExp(`(?<![\\w$.])${escapeRegExp(name)}(?![\\w$])`).test(code);
}
