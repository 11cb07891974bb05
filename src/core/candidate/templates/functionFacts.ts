import type { SyntaxNode } from '../../capture/syntax';
import type { TemplateContext } from '../template';
import { call, descend, isTarget, member } from './view';

/** What the function says elsewhere, gathered once for each context: the material wrong names and literals are replaced with. */
export interface FunctionFacts {
  /** Every node of the function in document order. */
  readonly nodes: readonly SyntaxNode[];
  /** How often each name is read or written. */
  readonly uses: ReadonlyMap<string, number>;
  /** Start offset at which a local first appears: before it, it has no value. */
  readonly firstUse: ReadonlyMap<string, number>;
  /** String literals with their quotes, in order, without repeats; those of the whole file after the function's own. */
  readonly strings: readonly string[];
  readonly numbers: readonly string[];
  /** Properties read by receiver text, and all of them under `*`. */
  readonly properties: ReadonlyMap<string, ReadonlySet<string>>;
  /** Names called, with the number of arguments seen. */
  readonly calls: ReadonlyMap<string, ReadonlySet<number>>;
  /** Source text of the whole expressions of the function (no names, no literals), by text. */
  readonly expressions: ReadonlyMap<string, SyntaxNode>;
}

const known = new WeakMap<TemplateContext, FunctionFacts>();

export function factsOf(context: TemplateContext): FunctionFacts {
  let facts = known.get(context);
  if (!facts) {
    facts = gather(context);
    known.set(context, facts);
  }
  return facts;
}

const expressionKinds = new Set([
  'call',
  'call_expression',
  'binary_operator',
  'binary_expression',
  'comparison_operator',
  'attribute',
  'member_expression',
  'subscript',
  'subscript_expression',
  'unary_operator',
  'unary_expression',
  'not_operator',
  'boolean_operator',
]);

function gather(context: TemplateContext): FunctionFacts {
  const nodes = [...descend(context.root)];
  const uses = new Map<string, number>();
  const firstUse = new Map<string, number>();
  const strings = new Set<string>();
  const numbers = new Set<string>();
  const properties = new Map<string, Set<string>>();
  const calls = new Map<string, Set<number>>();
  const expressions = new Map<string, SyntaxNode>();
  const note = <T>(map: Map<string, Set<T>>, key: string, value: T): void => {
    const set = map.get(key);
    if (set) set.add(value);
    else map.set(key, new Set([value]));
  };
  for (const node of nodes) {
    if (node.type === 'identifier') {
      uses.set(node.text, (uses.get(node.text) ?? 0) + 1);
      if (!firstUse.has(node.text)) firstUse.set(node.text, node.startIndex);
    } else if (node.type === 'string' && !isDocstring(node)) strings.add(node.text);
    else if (['integer', 'float', 'number'].includes(node.type)) numbers.add(node.text);
    const dot = member(node);
    if (dot) {
      note(properties, dot.object.text, dot.property.text);
      note(properties, '*', dot.property.text);
    }
    const invoked = call(node);
    if (invoked) note(calls, invoked.callee.text, invoked.args.length);
    if (expressionKinds.has(node.type) && node.text.length <= 60 && !isTarget(node) && !node.text.includes('\n')) {
      if (!expressions.has(node.text)) expressions.set(node.text, node);
    }
  }
  return { nodes, uses, firstUse, strings: [...strings], numbers: [...numbers], properties, calls, expressions };
}

/** A string that stands alone as a statement says nothing to the program. */
export function isDocstring(node: SyntaxNode): boolean {
  return node.parent?.type === 'expression_statement' && node.parent.namedChildCount === 1;
}
