import type { SyntaxNode, SyntaxTree } from '../capture/syntax';
import type { LanguageDefinition } from '../language';
import type { TraceStep } from '../model/execution';
import type { FocalFunction } from '../model/focalFunction';
import type { TextRange } from '../model/text';
import { donorsAround, joined, type CallerDonors } from './callerDonors';
import type { RaisedError, TemplateContext } from './template';
import { assignment, descend, field } from './templates/view';
import { collectTypes } from './variableTypes';

export interface ContextInput {
  readonly focal: FocalFunction;
  readonly language: LanguageDefinition;
  /** Tree of `focal.file.text`; it must outlive the context. */
  readonly tree: SyntaxTree;
  /** Zero-based lines; an empty map means that nothing is known and every line is as likely. */
  readonly suspicion: ReadonlyMap<number, number>;
  readonly traces?: Iterable<readonly TraceStep[]>;
  /** What tests pass for a parameter, as an annotation would say it; counts where there is none. */
  readonly passed?: ReadonlyMap<string, string>;
  readonly errors?: readonly RaisedError[];
  readonly members?: ReadonlyMap<string, readonly string[]>;
  readonly callers?: CallerDonors;
}

/** Gathers what the templates may know about one focal function. Costs one walk over the file's tree. */
export function buildContext(input: ContextInput): TemplateContext {
  const { focal, language, tree } = input;
  const root = functionNode(tree, focal.nodeRange, language);
  const locals = new Set(
    focal.parameters.map((parameter) => parameter.name).filter((name) => /^[\p{L}_$]/u.test(name)),
  );
  for (const name of boundNames(root, language)) locals.add(name);
  for (let outer = root.parent; outer; outer = outer.parent) {
    if (language.roles.functions.includes(outer.type)) for (const name of boundNames(outer, language)) locals.add(name);
  }
  const globals = moduleNames(tree, focal);
  const types = collectTypes(focal, root, input, language.id === 'python');
  const gathered = gatherDonors(tree.rootNode, root, language);
  return {
    focal,
    language,
    text: focal.file.text,
    root,
    locals: [...locals],
    globals: globals.filter((name) => !locals.has(name)),
    types,
    suspicion: input.suspicion,
    errors: input.errors ?? [],
    members: input.members ?? new Map<string, readonly string[]>(),
    donors: gathered,
    callers: joined([
      ...(input.callers ? [input.callers] : []),
      donorsAround(tree.rootNode, focal, language.roles.functions, focal.nodeRange),
    ]),
  };
}

/** The function node with exactly this range, or the smallest node around the range when the function does not parse. */
export function functionNode(tree: SyntaxTree, range: TextRange, language: LanguageDefinition): SyntaxNode {
  const last = Math.max(range.start, range.end - 1);
  let node = tree.rootNode.descendantForIndex(range.start, last) ?? tree.rootNode;
  for (let at: SyntaxNode | null = node; at; at = at.parent) {
    if (at.startIndex < range.start || at.endIndex > range.end) break;
    node = at;
    if (language.roles.functions.includes(at.type)) break;
  }
  return node;
}

const patternLeaves = new Set(['identifier', 'shorthand_property_identifier_pattern']);

/** Names a target binds: `a`, `a, b`, `{ a, b: [c] }`; writing a member or an element binds nothing. */
function* namesIn(target: SyntaxNode): Generator<string> {
  if (patternLeaves.has(target.type)) yield target.text;
  else if (target.type === 'pair_pattern') {
    const value = field(target, 'value');
    if (value) yield* namesIn(value);
  } else if (target.type === 'assignment_pattern') {
    const left = field(target, 'left');
    if (left) yield* namesIn(left);
  } else if (!['attribute', 'subscript', 'member_expression', 'subscript_expression'].includes(target.type)) {
    for (const child of target.namedChildren) yield* namesIn(child);
  }
}

/** Names the function binds itself, in order of appearance; its parameters are among them. */
function* boundNames(root: SyntaxNode, language: LanguageDefinition): Generator<string> {
  for (const node of descend(root)) {
    const found = assignment(node);
    if (found) {
      if (found.declares || language.id === 'python') yield* namesIn(found.left);
      continue;
    }
    switch (node.type) {
      case 'parameters':
      case 'lambda_parameters':
      case 'formal_parameters':
        for (const child of node.namedChildren) {
          const name = field(child, 'name') ?? field(child, 'pattern') ?? child;
          if (name.type === 'typed_parameter') {
            const inner = name.firstNamedChild;
            if (inner) yield* namesIn(inner);
          } else yield* namesIn(name);
        }
        break;
      case 'arrow_function':
      case 'catch_clause': {
        const parameter = field(node, 'parameter');
        if (parameter) yield* namesIn(parameter);
        break;
      }
      case 'for_statement':
      case 'for_in_statement':
      case 'for_in_clause': {
        const left = field(node, 'left');
        if (left) yield* namesIn(left);
        break;
      }
      case 'as_pattern_target':
        yield* namesIn(node);
        break;
      case 'named_expression':
      case 'function_definition':
      case 'function_declaration': {
        const name = field(node, 'name');
        if (name && node.id !== root.id) yield name.text;
        break;
      }
    }
  }
}

/** Names of the module: imports, functions, classes, variables. */
function moduleNames(tree: SyntaxTree, focal: FocalFunction): string[] {
  const found = new Set(focal.imports.map((name) => name.local));
  for (const statement of tree.rootNode.namedChildren) {
    let node = statement;
    if (node.type === 'export_statement') node = field(node, 'declaration') ?? node;
    if (node.type === 'decorated_definition') node = field(node, 'definition') ?? node;
    const name = field(node, 'name');
    if (name?.type === 'identifier' || name?.type === 'type_identifier') found.add(name.text);
    if (['expression_statement', 'lexical_declaration', 'variable_declaration'].includes(node.type)) {
      for (const child of node.namedChildren) {
        const bound = assignment(child);
        if (bound) for (const local of namesIn(bound.left)) found.add(local);
      }
    }
  }
  return [...found];
}

const expressionDonors = new Set([
  'call',
  'call_expression',
  'comparison_operator',
  'binary_operator',
  'binary_expression',
]);

/** Short expressions and simple statements of the file outside the function, nearest first. */
function gatherDonors(
  file: SyntaxNode,
  root: SyntaxNode,
  language: LanguageDefinition,
): { readonly expressions: readonly string[]; readonly statements: readonly string[] } {
  const expressions: { text: string; distance: number }[] = [];
  const statements: { text: string; distance: number }[] = [];
  const blocks = new Set(language.roles.block);
  let budget = 4000;
  const visit = (node: SyntaxNode): void => {
    if (node.id === root.id || budget-- <= 0) return;
    const length = node.endIndex - node.startIndex;
    const distance = Math.abs(node.startIndex - root.startIndex);
    if (length <= 60 && expressionDonors.has(node.type)) expressions.push({ text: node.text, distance });
    if (length <= 80 && node.parent && blocks.has(node.parent.type) && !node.text.includes('\n')) {
      statements.push({ text: node.text, distance });
    }
    for (const child of node.namedChildren) if (child.type !== 'comment') visit(child);
  };
  visit(file);
  const nearest = (list: { text: string; distance: number }[]): readonly string[] =>
    [...new Set(list.sort((a, b) => a.distance - b.distance).map((donor) => donor.text))].slice(0, 60);
  return { expressions: nearest(expressions), statements: nearest(statements) };
}
