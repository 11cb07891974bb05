import { escapeRegExp } from '../escapeRegExp';
import type { Parser } from 'web-tree-sitter';
import { commentText, docstringText } from '../capture/docstring';
import type { Syntax } from '../capture/syntax';
import type { FocalFunction } from '../model/focalFunction';
import type { ExampleTest, Expected } from '../model/test';
import { lineAt } from '../model/text';
import { codeBlocks, readCode } from './docstringCode';
import { readNamed, readProse } from './docstringProse';
import { readSession, readTraceback, type SessionStep } from './docstringSession';
import { outsideStrings, valueEnd } from './exampleText';
import { ExpressionReader, type ReadExpression } from './expressionReader';

interface Example {
  readonly setup: readonly string[];
  readonly call: string;
  readonly expected: Expected;
}

/**
 * Trusted tests from the examples in a function's documentation: `>>>` sessions (doctest), `@example` code, and prose such as `f(2) -> 4`.
 * An example counts only when its call parses, uses the focal function under its own name and no undefined name, and its value is a value:
 * what is doubtful is dropped, because a wrong trusted test would bend every candidate.
 */
export async function docstringTests(syntax: Syntax, focal: FocalFunction): Promise<readonly ExampleTest[]> {
  // Nobody can call a local function from outside, so its examples cannot run.
  if (focal.enclosing.length > 0) return [];
  const { languageId } = focal.file;
  const definition = syntax.definition(languageId);
  const parser = await syntax.parser(languageId);
  const reader = new ExpressionReader(parser, definition, focal, moduleNames(focal));
  const found = new Map<string, Example>();
  for (const text of documentation(focal, parser)) {
    for (const example of examplesIn(text, focal, reader, parser, definition.id === 'python')) {
      const { setup, call, expected } = example;
      const value = expected.kind === 'throws' ? expected : outsideStrings(valueText(expected), withoutBlanks);
      const key = JSON.stringify([setup, outsideStrings(call, withoutBlanks), value]);
      if (!found.has(key)) found.set(key, example);
    }
  }
  return [...found].map(([key, example]) => testOf(focal, key, example));
}

function examplesIn(
  text: string,
  focal: FocalFunction,
  reader: ExpressionReader,
  parser: Parser,
  python: boolean,
): Example[] {
  const session = readSession(text);
  const unanswered = session.filter((step) => step.want === '').map((step) => step.source);
  // Prompts and what they print are spoken for; the rest is prose.
  const rest = session.length > 0 ? withoutSession(text) : text;
  const written = [...unanswered, rest].flatMap((part) => [
    ...readProse(part, focal.kind === 'constructor' ? (focal.className ?? '') : focal.name),
    ...(focal.qualifiedName === focal.name ? readNamed(part, focal.name, focal.parameters) : []),
  ]);
  const code = python ? [] : codeBlocks(text);
  return [
    ...sessionExamples(session, focal, reader, python),
    ...code.flatMap((block) => codeExamples(readCode(parser, block), focal, reader)),
    ...written.flatMap(({ call, expected, throws }) =>
      checked(
        reader,
        [],
        new Set(),
        call,
        throws ? { kind: 'throws', type: expected } : { kind: 'value', source: expected },
      ),
    ),
  ];
}

/** Statements seen so far in one example, and the names they bind. */
class Stage {
  readonly setup: string[] = [];
  readonly bound = new Set<string>();
  /** A statement of the setup used the focal function: what is read from its names afterwards tells about it. */
  touched = false;
  /** The function remembers: the same call is shown with different values, so every call before counts. */
  readonly stateful: boolean;

  constructor(steps: readonly { readonly source: string; readonly want?: string }[] = []) {
    const shown = new Map<string, string>();
    this.stateful = steps.some(({ source, want = '' }) => {
      const before = shown.get(source);
      if (want !== '') shown.set(source, want);
      return before !== undefined && want !== '' && before !== want;
    });
  }

  add(source: string, read: { readonly mentionsFocal: boolean; readonly binds: readonly string[] }): void {
    this.setup.push(source);
    for (const name of read.binds) this.bound.add(name);
    this.touched ||= read.mentionsFocal;
  }

  uses(read: ReadExpression): boolean {
    return [...read.free].some((name) => this.bound.has(name));
  }

  /** Statements an expression needs before it; none when it uses no name of theirs. */
  before(read: ReadExpression): readonly string[] {
    return this.uses(read) || this.stateful ? [...this.setup] : [];
  }
}

function sessionExamples(
  session: readonly SessionStep[],
  focal: FocalFunction,
  reader: ExpressionReader,
  python: boolean,
): Example[] {
  const stage = new Stage(session);
  const examples: Example[] = [];
  for (const step of session) {
    if (step.options.has('+SKIP')) continue;
    const bare = python ? step.source : step.source.replace(/\s+#\s[^'"`]*$/, '');
    const source = withoutOwnModule(bare, focal);
    const statement = reader.statement(source);
    if (!statement || importsFocal(source, statement.binds, focal)) continue;
    const expression = reader.expression(source);
    if (!expression) {
      if (reader.resolves(statement, new Set([...stage.bound, ...statement.binds]))) stage.add(source, statement);
      continue;
    }
    const traceback = readTraceback(step.want);
    const nothing =
      step.want === '' && session.some((other) => other.want !== '') ? nothingPromised(focal, source) : undefined;
    if (nothing !== undefined) {
      examples.push(
        ...checked(reader, stage.before(expression), stage.bound, source, { kind: 'value', source: nothing }),
      );
    }
    const about = expression.mentionsFocal || (stage.touched && stage.uses(expression));
    if (step.want !== '' && about) {
      const detail = traceback && step.options.has('+IGNORE_EXCEPTION_DETAIL') ? { type: traceback.type } : traceback;
      const expected: Expected | undefined = detail
        ? { kind: 'throws', ...detail }
        : python
          ? printed(step, focal, reader, stage.bound)
          : { kind: 'value', source: firstValue(step.want) };
      if (expected) examples.push(...checked(reader, stage.before(expression), stage.bound, source, expected, true));
    }
    if ((stage.uses(expression) || (stage.stateful && about)) && !traceback)
      stage.add(source, { ...expression, binds: [] });
  }
  return examples;
}

/** A session prints nothing for a call that gives nothing; taken as a promise only where the documentation speaks of that. */
function nothingPromised({ docstring = '', name, file }: FocalFunction, source: string): string | undefined {
  if (!new RegExp(String.raw`^(?:\w+\.)*${escapeRegExp(name)}\([^\n]*\)$`).test(source.trim())) return undefined;
  const words = file.languageId === 'python' ? ['None'] : ['null', 'undefined'];
  const spoken = words.filter((word) =>
    new RegExp(String.raw`\breturns?\s+(?:\w+\s+){0,2}\W?${word}\b`, 'i').test(docstring),
  );
  return spoken.length === 1 ? spoken[0] : undefined;
}

/** What the session prints, when it is a value or the function prints words; undefined when it reads as neither. */
function printed(
  step: SessionStep,
  focal: FocalFunction,
  reader: ExpressionReader,
  bound: ReadonlySet<string>,
): Expected | undefined {
  const { bodyRange, file } = focal;
  const prints =
    /\bprint\s*\(|stdout/.test(file.text.slice(bodyRange.start, bodyRange.end)) || /^print\s*\(/.test(step.source);
  if (prints && !step.want.includes('...')) return { kind: 'printed', text: step.want };
  for (const text of [step.want, firstValue(step.want)]) {
    const spelled = reader.spelled(text);
    const read = spelled === undefined ? undefined : reader.expression(spelled);
    if (spelled === undefined || !read) continue;
    if (reader.isValue(read, bound) || showsObjects(spelled, read, reader, bound))
      return { kind: 'printed', text: spelled };
  }
  return undefined;
}

/** `datetime.date(2024, 1, 8)`: how a session shows an object, by names that the module itself need not know. */
function showsObjects(
  text: string,
  read: ReadExpression,
  reader: ExpressionReader,
  bound: ReadonlySet<string>,
): boolean {
  if (read.hasEllipsis || read.mentionsFocal) return false;
  const unknown = [...read.free].filter((name) => !reader.resolves({ ...read, free: new Set([name]) }, bound));
  return (
    unknown.length > 0 &&
    unknown.every((name) =>
      new RegExp(String.raw`(?<![\p{L}\p{N}_.])${escapeRegExp(name)}(?:\.[\p{L}\p{N}_]+)*\(`, 'u').test(text),
    )
  );
}

/** The value a text begins with; the text itself when it begins with none. */
function firstValue(text: string): string {
  const end = valueEnd(text, 0);
  return end === -1 || !/^[ \t]*([;.]?[ \t]*(\n|$)|#|\/\/)/.test(text.slice(end)) ? text : text.slice(0, end);
}

function codeExamples(steps: ReturnType<typeof readCode>, focal: FocalFunction, reader: ExpressionReader): Example[] {
  const stage = new Stage();
  const examples: Example[] = [];
  for (const { source, call, expected } of steps) {
    const read = call === undefined ? undefined : reader.expression(call);
    if (
      call !== undefined &&
      expected !== undefined &&
      read &&
      (read.mentionsFocal || (stage.touched && stage.uses(read)))
    ) {
      examples.push(
        ...checked(reader, stage.before(read), stage.bound, call, { kind: 'value', source: expected }, true),
      );
    }
    const statement = reader.statement(source);
    if (!statement || /^(import|export)\b/.test(source) || importsFocal(source, statement.binds, focal)) continue;
    if (!reader.resolves(statement, new Set([...stage.bound, ...statement.binds]))) continue;
    if (statement.binds.length > 0 || stage.uses(statement)) stage.add(source, statement);
  }
  return examples;
}

/** The example in the language's own spelling, or nothing when any part of it is doubtful. `about`: it is known to concern the focal function. */
function checked(
  reader: ExpressionReader,
  setup: readonly string[],
  bound: ReadonlySet<string>,
  written: string,
  expected: Expected,
  about = false,
): Example[] {
  const call = reader.spelled(written);
  const read = call === undefined ? undefined : reader.expression(call);
  if (
    call === undefined ||
    !read ||
    !(about || read.mentionsFocal) ||
    read.hasEllipsis ||
    !reader.resolves(read, bound)
  )
    return [];
  if (expected.kind !== 'value') return [{ setup: [...setup], call, expected }];
  const source = reader.spelled(expected.source);
  const value = source === undefined ? undefined : reader.expression(source);
  if (source === undefined || !value || value.mentionsFocal || !reader.isValue(value, bound)) return [];
  // `close() -> None` is how a signature is written, too.
  if (!about && /\(\s*\)$/.test(call) && /^(None|null|undefined)$/.test(source)) return [];
  return [{ setup: [...setup], call, expected: { kind: 'value', source } }];
}

/** The docstring and the comment above; in Python also strings that stand alone in the module, which doctest's habit puts examples in. */
function documentation(focal: FocalFunction, parser: Parser): readonly string[] {
  const texts = new Set<string>();
  if (focal.docstring !== undefined) texts.add(focal.docstring);
  const { text, languageId } = focal.file;
  const above = /(?:^|\n)((?:[ \t]*#[^\n]*\r?\n)+|[ \t]*\/\*(?:(?!\*\/)[\s\S])*\*\/[ \t]*\r?\n)[ \t]*$/.exec(
    text.slice(0, focal.range.start),
  );
  if (above?.[1] !== undefined) texts.add(commentText(above[1]));
  if (languageId === 'python') {
    const tree = parser.parse(text);
    for (const node of tree?.rootNode.namedChildren ?? []) {
      const string = node.type === 'expression_statement' ? node.namedChild(0) : null;
      if (string?.type === 'string') texts.add(docstringText(string.text));
    }
    tree?.delete();
  }
  return [...texts].filter((t) => t.length <= 200_000);
}

function withoutSession(text: string): string {
  const kept: string[] = [];
  let inside = false;
  for (const line of text.split('\n')) {
    if (/^\s*>>>/.test(line)) inside = true;
    else if (line.trim() === '') inside = false;
    kept.push(inside ? '' : line);
  }
  return kept.join('\n');
}

/** Names the module binds at its top level, read from its text: a line that fails to parse must not hide them. */
function moduleNames(focal: FocalFunction): Set<string> {
  const names = new Set(focal.imports.map((name) => name.local.split('.')[0] ?? ''));
  const declared =
    /^(?:export\s+(?:default\s+)?)?(?:abstract\s+)?(?:(?:async\s+)?(?:def|function)\s*\*?|class|const|let|var|enum)\s+([\p{L}_$][\p{L}\p{N}_$]*)|^([\p{L}_][\p{L}\p{N}_]*)\s*(?::[^=\n]+)?=(?!=)/gmu;
  for (const match of focal.file.text.matchAll(declared)) names.add(match[1] ?? match[2] ?? '');
  if (focal.className === undefined) names.add(focal.name);
  return names;
}

/** `stats.median(…)` in a session of `stats.py` means the module under test itself. */
function withoutOwnModule(source: string, focal: FocalFunction): string {
  const stem = moduleStem(focal);
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(stem) || !new RegExp(String.raw`\b${stem}\.`, 'u').test(source)) return source;
  const own = focal.className ?? focal.name;
  return source.replace(
    new RegExp(String.raw`(?<![\p{L}\p{N}_.])(?:[\p{L}_][\p{L}\p{N}_]*\.)*${stem}\.(?=${own}\b)`, 'gu'),
    '',
  );
}

/** An import of the focal function, its class or its module: it would bring in the original instead of the candidate. */
function importsFocal(source: string, binds: readonly string[], focal: FocalFunction): boolean {
  if (!/^\s*(?:import|from)\b|\brequire\s*\(|\bimport\s*\(/.test(source)) return false;
  const stem = moduleStem(focal);
  const own = [focal.className ?? focal.name, stem];
  return (
    binds.some((name) => own.includes(name)) ||
    new RegExp(String.raw`\b(?:from|import)\s+[\w.]*\b${escapeRegExp(stem)}\b`).test(source)
  );
}

const withoutBlanks = (code: string): string => code.replace(/\s+/g, '');
const moduleStem = (focal: FocalFunction): string => (focal.file.path.split(/[\\/]/).pop() ?? '').replace(/\.\w+$/, '');

const valueText = (expected: Expected): string =>
  expected.kind === 'value' ? expected.source : expected.kind === 'printed' ? expected.text : '';

function testOf(focal: FocalFunction, key: string, { setup, call, expected }: Example): ExampleTest {
  const python = focal.file.languageId === 'python';
  const promise =
    expected.kind === 'throws'
      ? `${python ? 'raises' : 'throws'} ${expected.type ?? 'an error'}`
      : `${python ? '==' : '==='} ${valueText(expected)}`;
  const title = `${call} ${promise}`.replace(/\s*\n\s*/g, ' ');
  return {
    kind: 'example',
    id: `docstring:${focal.qualifiedName}:${hash(key)}`,
    title: title.length > 120 ? `${title.slice(0, 119)}…` : title,
    trust: 'trusted',
    source: 'docstring',
    at: { path: focal.file.path, line: lineOf(focal, call) },
    setup,
    call,
    expected,
  };
}

/** Line on which the example's call begins, looked for from the documentation above the function on; the function's own when it is not found word for word. */
function lineOf({ file, range, docstring }: FocalFunction, call: string): number {
  const first = call.split('\n')[0] ?? call;
  const from = Math.max(0, range.start - 2 * (docstring?.length ?? 0) - 200);
  const near = file.text.indexOf(first, from);
  const found = near === -1 ? file.text.indexOf(first) : near;
  return lineAt(file.text, found === -1 ? range.start : found);
}

/** FNV-1a, 32 bits, hexadecimal. */
function hash(text: string): string {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return h.toString(16).padStart(8, '0');
}
