import type { Parser, Query } from 'web-tree-sitter';
import type { FunctionKind, LanguageId } from '../model/focalFunction';
import type { LanguageDefinition } from '../language';
import type { TextRange } from '../model/text';
import type { Syntax, SyntaxNode, SyntaxTree } from './syntax';

/** What capture needs of a language, loaded: from here on everything is synchronous. */
export interface CaptureTools {
  readonly definition: LanguageDefinition;
  readonly parser: Parser;
  readonly functions: Query;
  readonly imports: Query;
}

export async function captureTools(syntax: Syntax, languageId: LanguageId): Promise<CaptureTools> {
  const definition = syntax.definition(languageId);
  return {
    definition,
    parser: await syntax.parser(languageId),
    functions: await syntax.query(languageId, definition.queries.functions),
    imports: await syntax.query(languageId, definition.queries.imports),
  };
}

/** A function as the `functions` query gives it. */
export interface OutlinedFunction {
  readonly node: SyntaxNode;
  readonly nodeRange: TextRange;
  /** Whole definition (`range` captures around it included). */
  range: TextRange;
  /** The node that binds the name: declarator, pair, assignment, or the function itself. */
  definition: SyntaxNode;
  name?: string;
  kind: FunctionKind;
  docstring?: SyntaxNode;
  isGenerator: boolean;
  exported: boolean;
}

/** A class or named object literal: its name qualifies the functions inside. */
export interface Container {
  readonly kind: 'class' | 'owner';
  readonly name: string;
  readonly range: TextRange;
  readonly exported: boolean;
}

export interface Outline {
  readonly functions: readonly OutlinedFunction[];
  readonly containers: readonly Container[];
  /** In document order. */
  readonly comments: readonly TextRange[];
  /** Overload signatures by their end, an `export` around one behind it: comments above them belong to the implementation below. */
  readonly signatures: readonly TextRange[];
}

const generator = /(?:async\s*)?function\s*\*/y;

/** Each end is a call into the parser: a long file has thousands. */
const rangeOf = (node: SyntaxNode): TextRange => ({ start: node.startIndex, end: node.endIndex });

/**
 * One pass of the language's `functions` query. Its captures: `@function`, `@name`, `@definition` (binds the name), `@range`
 * (widens its `@definition` or `@function`), `@before` (decorators in front of it), `@class` and `@owner` with `@name`, `@exported`
 * (a name, or a definition), `@overload` (a stub that is no function of its own), `@signature`, `@docstring`, `@yield`, `@comment`;
 * its settings: `kind`, `name`. Later patterns win.
 */
export function outline(query: Query, tree: SyntaxTree, text: string): Outline {
  const functions = new Map<number, OutlinedFunction>();
  const widened = new Map<number, SyntaxNode>();
  const starts = new Map<number, number>();
  const containers = new Map<number, { kind: 'class' | 'owner'; name?: string; node: SyntaxNode }>();
  const exportedNames = new Set<string>();
  const exportedNodes = new Set<number>();
  const overloads = new Set<number>();
  const kindPattern = new Map<number, number>();
  const comments: TextRange[] = [];
  const signatures: TextRange[] = [];
  const yields: number[] = [];

  const matches = query.matches(tree.rootNode);
  for (const { captures, setProperties, patternIndex } of matches) {
    const found: Partial<Record<string, SyntaxNode>> = {};
    for (const { name, node } of captures) {
      if (name === 'before' && found['before']) continue;
      found[name] = node;
    }
    const { function: node, definition, range, name } = found;
    if (found['comment']) comments.push(rangeOf(found['comment']));
    if (found['signature']) signatures.push(rangeOf(found['signature']));
    if (found['yield']) yields.push(found['yield'].startIndex);
    if (found['overload']) overloads.add(found['overload'].id);
    if (node) {
      let entry = functions.get(node.id);
      if (!entry) {
        const nodeRange = rangeOf(node);
        generator.lastIndex = nodeRange.start;
        entry = {
          node,
          nodeRange,
          definition: node,
          range: nodeRange,
          kind: 'function',
          isGenerator: generator.test(text),
          exported: false,
        };
        functions.set(node.id, entry);
      }
      if (definition) entry.definition = definition;
      if (entry.name === undefined) {
        const named = name ? text.slice(name.startIndex, name.endIndex) : setProperties?.['name'];
        if (named !== undefined && named !== null) entry.name = named;
      }
      const kind = setProperties?.['kind'] as FunctionKind | undefined;
      const decided = kindPattern.get(node.id) ?? -1;
      if (kind && patternIndex > decided) {
        entry.kind = kind;
        kindPattern.set(node.id, patternIndex);
      }
      if (found['docstring']) entry.docstring = found['docstring'];
      if (range) widened.set(node.id, range);
      if (range && setProperties?.['name'] === 'default') exportedNodes.add(node.id);
    } else if (definition && range) widened.set(definition.id, range);
    if (definition && found['before']) starts.set(definition.id, found['before'].startIndex);
    for (const kind of ['class', 'owner'] as const) {
      const container = found[kind];
      if (!container) continue;
      const named = name?.text ?? setProperties?.['name'] ?? undefined;
      const known = containers.get(container.id);
      if (!known) containers.set(container.id, { kind, node: container, ...(named !== undefined && { name: named }) });
      if (setProperties?.['name'] === 'default') exportedNodes.add(container.id);
    }
    const exported = found['exported'];
    if (exported && exported.id === definition?.id) exportedNodes.add(exported.id);
    else if (exported) exportedNames.add(exported.text);
  }

  for (const id of overloads) functions.delete(id);
  for (const entry of functions.values()) {
    let node = entry.definition;
    let start = starts.get(node.id) ?? node.startIndex;
    entry.exported = exportedNodes.has(node.id);
    entry.exported ||= entry.name !== undefined && exportedNames.has(entry.name);
    if (start === entry.nodeRange.start && node.id === entry.node.id && !widened.has(node.id)) continue;
    for (let wider = widened.get(node.id); wider; wider = widened.get(node.id)) {
      node = wider;
      start = Math.min(start, starts.get(node.id) ?? node.startIndex);
      entry.exported ||= exportedNodes.has(node.id);
    }
    entry.range = { start, end: node.endIndex };
  }
  const ordered = [...functions.values()].sort((a, b) => a.range.start - b.range.start || b.range.end - a.range.end);
  markGenerators(ordered, yields);
  return {
    functions: ordered,
    containers: [...containers.values()].map(({ kind, name = 'default', node }) => ({
      kind,
      name,
      range: rangeOf(node),
      exported: exportedNodes.has(node.id) || exportedNames.has(name),
    })),
    comments: comments.sort((a, b) => a.start - b.start),
    signatures: signatures.sort((a, b) => a.end - b.end || b.start - a.start),
  };
}

/** A `yield` makes the innermost function around it a generator. */
function markGenerators(ordered: readonly OutlinedFunction[], yields: readonly number[]): void {
  for (const at of yields) {
    let innermost: OutlinedFunction | undefined;
    for (const entry of ordered) {
      if (entry.node.startIndex > at) break;
      if (entry.node.endIndex > at) innermost = entry;
    }
    if (innermost) innermost.isGenerator = true;
  }
}
