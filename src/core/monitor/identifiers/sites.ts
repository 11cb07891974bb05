import type { SyntaxNode } from '../../capture/syntax';
import type { TextRange } from '../../model/text';
import { nodesOf } from '../subject';

interface Place {
  readonly name: string;
  /** Of the name itself, in the candidate's text. */
  readonly range: TextRange;
  /** Zero-based. */
  readonly line: number;
  /** What makes two sites the same question: kind, receiver and name. */
  readonly key: string;
}

export interface MemberSite extends Place {
  readonly kind: 'member';
  /** Source of what the member belongs to. */
  readonly receiver: string;
  readonly receiverRange: TextRange;
}

export interface NameSite extends Place {
  readonly kind: 'name';
}

/** A name taken out of a module, or the module itself. */
export interface ImportSite extends Place {
  readonly kind: 'import';
  readonly module: string;
}

export interface CallSite extends Place {
  readonly kind: 'call';
  /** Just after the opening bracket: where a server is asked for signatures. */
  readonly asked: number;
  readonly whole: TextRange;
  readonly positional: number;
  readonly keywords: readonly { readonly name: string; readonly range: TextRange }[];
  /** Arguments are spread, so that their number is not known. */
  readonly spread: boolean;
  readonly constructs: boolean;
}

/** A place of a program whose identifier a language server can be asked about. */
export type Site = MemberSite | NameSite | ImportSite | CallSite;

const names = new Set(['identifier', 'type_identifier', 'shorthand_property_identifier']);

/** Every site of a function, in the order of the text. */
export function sitesOf(root: SyntaxNode): Site[] {
  const sites: Site[] = [];
  for (const node of nodesOf(root)) {
    const site = memberOf(node) ?? callOf(node) ?? nameOf(node);
    if (site) sites.push(site);
  }
  return sites;
}

/** Every name that is imported anywhere in the file. */
export function importsOf(root: SyntaxNode): ImportSite[] {
  const sites: ImportSite[] = [];
  for (const node of root.descendantsOfType(['import_statement', 'import_from_statement'])) {
    const from = node.childForFieldName('module_name') ?? node.childForFieldName('source');
    if (from) sites.push(importSite(from, from.text));
    const specifiers = node.descendantsOfType('import_specifier');
    const own = node.childrenForFieldName('name');
    for (const child of specifiers.length > 0 ? specifiers : own) {
      const name = child.childForFieldName('name') ?? child;
      sites.push(importSite(name, from?.text ?? ''));
    }
  }
  return sites;
}

function importSite(node: SyntaxNode, module: string): ImportSite {
  return { kind: 'import', module, ...place(node, node.text, `import ${module} ${node.text}`) };
}

/** Sites of the candidate that the original does not have. */
export function introduced<S extends Site>(before: readonly S[], after: readonly S[]): S[] {
  const known = new Set(before.map((site) => site.key));
  return after.filter((site) => !known.has(site.key));
}

/** The identifiers and the numbers of arguments in their order: two functions with the same ones ask the server nothing new. */
export function identifierSequence(root: SyntaxNode): string {
  const found: string[] = [];
  for (const node of nodesOf(root)) {
    if (node.namedChildCount === 0 && node.type.includes('identifier')) found.push(node.text);
    else if (/^(call|call_expression|new_expression)$/.test(node.type))
      found.push(`(${node.childForFieldName('arguments')?.namedChildCount ?? 0}`);
  }
  return found.join(' ');
}

/** Names that the function binds itself, wherever it does. */
export function boundNames(root: SyntaxNode): ReadonlySet<string> {
  const bound = new Set<string>();
  for (const node of nodesOf(root)) {
    const place = bindings[node.type];
    if (!place) continue;
    for (const field of place) {
      for (const target of node.childrenForFieldName(field)) {
        if (/^(attribute|member_expression)$/.test(target.type)) continue;
        for (const inner of nodesOf(target)) {
          if (inner.type.includes('identifier')) bound.add(inner.text);
        }
      }
    }
  }
  return bound;
}

/** Node kinds that bind names, with the fields in which the names stand. */
const bindings: Readonly<Record<string, readonly string[]>> = {
  assignment: ['left'],
  for_statement: ['left'],
  for_in_clause: ['left'],
  for_in_statement: ['left'],
  named_expression: ['name'],
  function_definition: ['name', 'parameters'],
  lambda: ['parameters'],
  class_definition: ['name'],
  as_pattern: ['alias'],
  aliased_import: ['alias'],
  import_statement: ['name'],
  import_from_statement: ['name'],
  variable_declarator: ['name'],
  function_declaration: ['name', 'parameters'],
  generator_function_declaration: ['name', 'parameters'],
  function_expression: ['name', 'parameters'],
  arrow_function: ['parameter', 'parameters'],
  method_definition: ['parameters'],
  class_declaration: ['name'],
  catch_clause: ['parameter'],
  type_parameter: ['name'],
};

function memberOf(node: SyntaxNode): MemberSite | undefined {
  const receiver =
    node.type === 'attribute' || node.type === 'member_expression' ? node.childForFieldName('object') : null;
  const name = node.childForFieldName('attribute') ?? node.childForFieldName('property');
  if (!receiver || !name || name.isMissing) return undefined;
  return {
    kind: 'member',
    receiver: receiver.text,
    receiverRange: rangeOf(receiver),
    ...place(name, name.text, `member ${receiver.text} ${name.text}`),
  };
}

function callOf(node: SyntaxNode): CallSite | undefined {
  const constructs = node.type === 'new_expression';
  if (!constructs && node.type !== 'call' && node.type !== 'call_expression') return undefined;
  const callee = node.childForFieldName(constructs ? 'constructor' : 'function');
  const list = node.childForFieldName('arguments');
  // A template literal behind a tag and a bare generator are arguments without a list.
  if (!callee || !list || !/^(argument_list|arguments)$/.test(list.type)) return undefined;
  const given = list.namedChildren.filter((child) => child.type !== 'comment');
  const keywords = given.flatMap((child) => {
    const name = child.type === 'keyword_argument' ? child.childForFieldName('name') : null;
    return name ? [{ name: name.text, range: rangeOf(name) }] : [];
  });
  const positional = given.length - keywords.length;
  const words = [...keywords.map((k) => k.name)].sort().join(',');
  const last = callee.childForFieldName('attribute') ?? callee.childForFieldName('property') ?? callee;
  return {
    kind: 'call',
    asked: list.startIndex + 1,
    whole: rangeOf(node),
    positional,
    keywords,
    spread: given.some((child) => /splat|spread/.test(child.type)),
    constructs,
    ...place(last, last.text, `call ${callee.text} ${positional} ${words}`),
  };
}

function nameOf(node: SyntaxNode): NameSite | undefined {
  if (!names.has(node.type) || node.isMissing) return undefined;
  const parent = node.parent;
  if (!parent) return undefined;
  if (parent.type === 'attribute' && parent.childForFieldName('attribute')?.id === node.id) return undefined;
  if (parent.type === 'keyword_argument' && parent.childForFieldName('name')?.id === node.id) return undefined;
  if (/^import_|^aliased_import$|^dotted_name$|^labeled_statement$|^(break|continue)_statement$/.test(parent.type))
    return undefined;
  return { kind: 'name', ...place(node, node.text, `name ${node.text}`) };
}

function place(node: SyntaxNode, name: string, key: string): Place {
  return { name, range: rangeOf(node), line: node.startPosition.row, key: key.replace(/\s+/g, ' ') };
}

const rangeOf = (node: SyntaxNode): TextRange => ({ start: node.startIndex, end: node.endIndex });
