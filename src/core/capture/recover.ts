import type { FunctionKind, Parameter } from '../model/focalFunction';
import type { TextRange } from '../model/text';
import { Query } from 'web-tree-sitter';
import type { CaptureTools, Container, OutlinedFunction } from './outline';
import { indentedLines } from './indentedLines';
import { parametersOf, typeText } from './parameters';
import { scanBraced } from './scanBraced';
import { scanIndented } from './scanIndented';
import type { ScannedDefinition } from './scannedFunction';
import type { SyntaxNode, SyntaxTree } from './syntax';

interface RecoveredBase {
  readonly name?: string;
  readonly kind: FunctionKind;
  readonly range: TextRange;
  readonly nodeRange: TextRange;
  readonly bodyRange: TextRange;
  /** Where the text of the signature begins: after decorators and `export`. */
  readonly signatureStart: number;
  readonly exported: boolean;
  readonly syntaxErrors: readonly TextRange[];
}

/** A function from the tree, or one made out from the text when the grammar lost it. */
export type Recovered =
  | (RecoveredBase & { readonly outlined: OutlinedFunction })
  | (RecoveredBase & {
      readonly outlined?: never;
      readonly parts: {
        readonly parameters: readonly Parameter[];
        readonly returnType?: string;
        readonly isAsync: boolean;
        readonly isGenerator: boolean;
      };
    });

const errorQueries = new WeakMap<object, Query>();

/**
 * Functions with their best ranges. Where the file has syntax errors, ranges of the functions that hold them come from a scan of indentation
 * and brackets, because the tree's may end early or swallow what follows.
 */
export function recover(
  tools: CaptureTools,
  text: string,
  tree: SyntaxTree,
  outlined: readonly OutlinedFunction[],
  containers: readonly Container[],
): { readonly functions: readonly Recovered[]; readonly containers: readonly Container[] } {
  const indented = tools.definition.spelling.blocks === 'indentation';
  const broken = tree.rootNode.hasError;
  const sound = { functions: outlined.map((entry) => new Whole(entry, [], text)), containers };
  // The definitions are read from the text only where something is wrong: a long file has thousands of them.
  if (!broken && (!indented || indentedLines(text).errors.length === 0)) return sound;
  const scan = indented ? scanIndented(text) : scanBraced(text);
  const errors = [...(broken ? treeErrors(tools, tree) : []), ...scan.errors].sort((a, b) => a.start - b.start);
  if (errors.length === 0) return sound;

  const unmatched = new Set(scan.definitions);
  const byName = new Map<string, ScannedDefinition[]>();
  for (const definition of scan.definitions) {
    if (definition.what === 'class') continue;
    const same = byName.get(definition.name);
    if (same) same.push(definition);
    else byName.set(definition.name, [definition]);
  }
  const functions: Recovered[] = outlined.flatMap((entry) => {
    const match = byName.get(lastName(entry.name ?? ''))?.find((d) => isSame(entry, d));
    if (match) unmatched.delete(match);
    if (!match) return [new Whole(entry, within(errors, entry.range, endsMissing(entry)), text)];
    const { end } = match.range;
    const inside = within(errors, { start: entry.range.start, end }, endsMissing(entry));
    // The tree's function runs on over what follows: its own end is what is missing.
    if (/[^\s;)]/.test(text.slice(end, entry.node.endIndex))) inside.push({ start: end, end });
    if (inside.length === 0) return [new Whole(entry, [], text)];
    return [widened(entry, match, faults(tools, text, match, inside, scan.errors), text)];
  });
  const lost = [...unmatched].filter((d) => d.what === 'function');
  const classes = scan.definitions.filter((d) => d.what === 'class');
  return {
    functions: [
      ...functions,
      ...lost.map((d) => scanned(tools, d, faults(tools, text, d, within(errors, d.range, false), scan.errors))),
    ],
    containers: [
      ...containers.filter((c) => !classes.some((d) => d.name === c.name && sameStart(c.range, d))),
      ...classes.map((d) => ({ kind: 'class' as const, name: d.name, range: d.range, exported: d.exported })),
    ],
  };
}

/**
 * A function as the tree has it. The place of a function is asked for far more often than its parts, which are looked up when they are;
 * a class, since a long file has thousands and literals with accessors are dear.
 */
class Whole implements RecoveredBase {
  readonly name?: string;
  readonly outlined: OutlinedFunction;
  readonly kind: FunctionKind;
  readonly range: TextRange;
  readonly nodeRange: TextRange;
  readonly exported: boolean;
  readonly syntaxErrors: readonly TextRange[];
  readonly #text: string;

  constructor(entry: OutlinedFunction, syntaxErrors: readonly TextRange[], text: string) {
    if (entry.name !== undefined) this.name = entry.name;
    this.outlined = entry;
    this.kind = entry.kind;
    this.range = entry.range;
    this.nodeRange = entry.nodeRange;
    this.exported = entry.exported;
    this.syntaxErrors = syntaxErrors;
    this.#text = text;
  }

  get bodyRange(): TextRange {
    const { end } = this.nodeRange;
    const body = this.outlined.node.childForFieldName('body');
    return body ? { start: body.startIndex, end: body.endIndex } : { start: end, end };
  }

  get signatureStart(): number {
    return signatureStart(this.outlined, this.outlined.definition, this.#text);
  }
}

function signatureStart({ node, range }: OutlinedFunction, definition: SyntaxNode, text: string): number {
  // A variable's declaration keeps its `const`; decorators and `export` stay out of the signature.
  if (definition.type !== 'variable_declarator')
    return definition.id === node.id ? node.startIndex : definition.startIndex;
  const head = /^(export\s+)?((const|let|var)\s+)$/.exec(text.slice(range.start, definition.startIndex));
  return head ? range.start + (head[1] ?? '').length : definition.startIndex;
}

function widened(
  entry: OutlinedFunction,
  match: ScannedDefinition,
  syntaxErrors: readonly TextRange[],
  text: string,
): Recovered {
  const { nodeRange, bodyRange, signatureStart } = new Whole(entry, syntaxErrors, text);
  const body = bodyRange.start < bodyRange.end ? bodyRange.start : match.bodyRange.start;
  return {
    ...(entry.name !== undefined && { name: entry.name }),
    outlined: entry,
    kind: entry.kind,
    range: { start: entry.range.start, end: match.range.end },
    nodeRange: { start: nodeRange.start, end: match.nodeRange.end },
    bodyRange: { start: Math.min(body, match.bodyRange.start), end: match.bodyRange.end },
    signatureStart,
    exported: entry.exported,
    syntaxErrors,
  };
}

function scanned(tools: CaptureTools, d: ScannedDefinition, syntaxErrors: readonly TextRange[]): Recovered {
  const tree = tools.parser.parse(d.head);
  const node = tree?.rootNode.namedChild(0);
  const returns = node?.childForFieldName('return_type');
  const parts = {
    parameters: node ? parametersOf(node) : [],
    ...(returns && { returnType: typeText(returns) }),
    isAsync: d.head.startsWith('async'),
    isGenerator: false,
  };
  tree?.delete();
  return {
    name: d.name,
    kind: d.kind,
    range: d.range,
    nodeRange: d.nodeRange,
    bodyRange: d.bodyRange,
    signatureStart: d.nodeRange.start,
    exported: d.exported,
    syntaxErrors,
    parts,
  };
}

/** The errors that are the function's own: none when it parses by itself, because then they spill over from its neighbours. */
function faults(
  tools: CaptureTools,
  text: string,
  { range, kind }: ScannedDefinition,
  inside: readonly TextRange[],
  scanErrors: readonly TextRange[],
): readonly TextRange[] {
  const whole = [{ start: range.start, end: range.end }];
  if (within(scanErrors, range, false).length > 0) return inside;
  const lineStart = text.lastIndexOf('\n', range.start - 1) + 1;
  const code = text.slice(lineStart, range.end);
  const indented = tools.definition.spelling.blocks === 'indentation' && /^\s/.test(code);
  const tree = tools.parser.parse(
    indented ? `if 1:\n${code}\n` : kind === 'method' || kind === 'constructor' ? `class C {\n${code}\n}` : code,
  );
  const sound = tree !== null && !tree.rootNode.hasError;
  tree?.delete();
  return sound ? [] : inside.length > 0 ? inside : whole;
}

/** The tree's function and the scan's are the same when the scanned name stands in the tree function's head. */
function isSame(entry: OutlinedFunction, d: ScannedDefinition): boolean {
  if (d.nameStart < entry.range.start) return false;
  const body = entry.node.childForFieldName('body');
  return d.nameStart < (body && body.startIndex < body.endIndex ? body.startIndex : entry.node.endIndex);
}

function treeErrors(tools: CaptureTools, tree: SyntaxTree): TextRange[] {
  const { language } = tools.parser;
  if (!language) return [];
  let query = errorQueries.get(language);
  if (!query) errorQueries.set(language, (query = new Query(language, '(ERROR) @error (MISSING) @error')));
  return query.captures(tree.rootNode).map(({ node }) => ({ start: node.startIndex, end: node.endIndex }));
}

const lastName = (target: string): string => target.slice(target.lastIndexOf('.') + 1);

const sameStart = (range: TextRange, { nameStart, range: { start } }: ScannedDefinition): boolean =>
  range.start >= start && range.start <= nameStart;

/** A missing closing brace has no width: it is this function's only when its own body lacks it, not when it follows the body. */
function endsMissing({ node }: OutlinedFunction): boolean {
  return node.childForFieldName('body')?.lastChild?.isMissing ?? false;
}

const within = (errors: readonly TextRange[], { start, end }: TextRange, atEnd: boolean): TextRange[] =>
  errors
    .filter((e) => e.start >= start && (e.start < end || (atEnd && e.start === end)))
    .map((e) => ({ start: e.start, end: Math.min(e.end, end) }));
