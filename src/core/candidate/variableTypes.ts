import type { SyntaxNode } from '../capture/syntax';
import type { TraceStep } from '../model/execution';
import type { FocalFunction } from '../model/focalFunction';
import type { TypeFacts } from './template';
import { itemOf, keyOf } from './templates/itemTypes';
import { infer, kindsOfTypeName, typeNamesOf, type Kind } from './templates/types';
import { assignment, call, descend, field } from './templates/view';

/** Where types come from besides the code. */
export interface TypeSources {
  readonly traces?: Iterable<readonly TraceStep[]>;
  readonly passed?: ReadonlyMap<string, string>;
}

/** Types of variables: what annotations, tests, defaults and literals say, and what the runtime observed besides or where they say nothing. */
export function collectTypes(
  focal: FocalFunction,
  root: SyntaxNode,
  { traces = [], passed }: TypeSources,
  python: boolean,
): TypeFacts {
  const observed = new Map<string, Set<string>>();
  const add = (map: Map<string, Set<string>>, name: string, type: string): void => {
    const set = map.get(name);
    if (set) set.add(type);
    else map.set(name, new Set([type]));
  };
  for (const steps of traces) {
    for (const step of steps) for (const variable of step.variables) add(observed, variable.name, variable.type);
  }
  const declared = new Map<string, Set<string>>();
  for (const parameter of focal.parameters) {
    const seen = passed?.get(parameter.name);
    if (parameter.kind === 'rest') add(declared, parameter.name, python ? 'tuple' : 'Array');
    else if (parameter.kind === 'keywordRest') add(declared, parameter.name, 'dict');
    else if (parameter.type !== undefined) add(declared, parameter.name, parameter.type.replace(/^:\s*/, ''));
    else if (seen !== undefined) add(declared, parameter.name, seen);
  }
  // The second pass knows the types of names that are assigned further down.
  let inferred = new Map<string, Set<string>>();
  for (let pass = 0; pass < 2; pass++) {
    const known: TypeFacts = { variables: together(new Map([...inferred, ...declared]), observed) };
    const found = new Map<string, Set<string>>();
    const unsure = new Set<string>();
    for (const node of descend(root)) {
      for (const [name, types] of typedBy(node, known, python)) {
        if (types.length === 0) unsure.add(name);
        for (const type of types) add(found, name, type);
      }
    }
    for (const name of unsure) found.delete(name);
    inferred = found;
  }
  return { variables: together(new Map([...inferred, ...declared]), observed) };
}

/** A runtime says `list` where an annotation says `list[int]`: the text that says more stays, and what it does not allow for is added. */
function together(
  said: ReadonlyMap<string, ReadonlySet<string>>,
  observed: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const all = new Map(said);
  for (const [name, seen] of observed) {
    const texts = said.get(name) ?? new Set<string>();
    const kinds = kindsOfAll(texts);
    const others = [...seen].filter((type) => [...kindsOfTypeName(type)].some((kind) => !kinds.has(kind)));
    all.set(name, kinds.size === 0 ? seen : new Set([...texts, ...others]));
  }
  return all;
}

function kindsOfAll(types: Iterable<string>): ReadonlySet<Kind> {
  const kinds = new Set<Kind>();
  for (const type of types) for (const kind of kindsOfTypeName(type)) kinds.add(kind);
  return kinds;
}

/** What one node says about the types of names. */
function* typedBy(
  node: SyntaxNode,
  facts: TypeFacts,
  python: boolean,
): Generator<readonly [string, readonly string[]]> {
  const found = assignment(node);
  if (found?.left.type === 'identifier' && !found.operator) {
    const named = typeNamesOf(found.right, facts);
    yield [found.left.text, named.length > 0 ? named : [...infer(found.right, facts, python)]];
  }
  if (node.type === 'for_statement' || node.type === 'for_in_clause' || node.type === 'for_in_statement') {
    const left = field(node, 'left');
    const right = field(node, 'right');
    // `for (const key in record)` gives texts, whatever is in it.
    if (left && right && field(node, 'operator')?.text !== 'in') yield* loopTypes(left, right, facts);
  }
}

function* loopTypes(
  left: SyntaxNode,
  right: SyntaxNode,
  facts: TypeFacts,
): Generator<readonly [string, readonly string[]]> {
  const source = call(right);
  const first = left.firstNamedChild;
  if (source?.name === 'range' && left.type === 'identifier') {
    yield [left.text, ['int']];
    return;
  }
  if (source?.name === 'enumerate' && left.type === 'pattern_list' && first) {
    yield [first.text, ['int']];
    const item = left.namedChild(1);
    const [inner] = source.args;
    if (item?.type === 'identifier' && inner) yield* known(item.text, itemsOf(inner, facts));
    return;
  }
  if (left.type === 'identifier') yield* known(left.text, itemsOf(right, facts));
}

/** Nothing known is nothing said: a loop variable may have a type from elsewhere. */
function* known(name: string, types: readonly string[]): Generator<readonly [string, readonly string[]]> {
  if (types.length > 0) yield [name, types];
}

/** Types of what a loop over an expression gives; empty unless every type it may have says so. */
function itemsOf(node: SyntaxNode, facts: TypeFacts): readonly string[] {
  const types = typeNamesOf(node, facts);
  const items = types.map((type) => keyOf(type) ?? itemOf(type));
  return items.every((item) => item !== undefined) ? items : [];
}
