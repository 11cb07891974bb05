import type { Syntax, SyntaxNode } from '../capture/syntax';
import { escapeRegExp } from '../escapeRegExp';
import type { FocalFunction, LanguageId } from '../model/focalFunction';
import type { TextRange } from '../model/text';
import { call, descend, isCondition, type Call } from './templates/view';

/** What callers of a function say around its calls, in the function's own words. */
export interface CallerDonors {
  readonly expressions: readonly string[];
  /** What they ask before they call, or beside it. */
  readonly conditions: readonly string[];
}

/** A file that may call the function. */
export interface CallerFile {
  readonly languageId: LanguageId;
  readonly text: string;
}

const longest = 60;
const largest = 200_000;
/** Calls looked at in one file, and files. */
const mostCalls = 4;
const mostFiles = 6;
const mostExpressions = 24;
const mostConditions = 3;

const expressions = new Set([
  'call',
  'call_expression',
  'comparison_operator',
  'binary_operator',
  'binary_expression',
  'boolean_operator',
  'attribute',
  'member_expression',
  'subscript',
  'subscript_expression',
]);

/** What callers in other files say; the nearest files first. */
export async function callerDonors(
  syntax: Syntax,
  focal: FocalFunction,
  files: readonly CallerFile[],
): Promise<CallerDonors> {
  const found: CallerDonors[] = [];
  for (const { languageId, text } of files) {
    if (found.length >= mostFiles) break;
    if (text.length > largest) continue;
    const tree = await syntax.parse(languageId, text);
    try {
      found.push(donorsAround(tree.rootNode, focal, syntax.definition(languageId).roles.functions));
    } finally {
      tree.delete();
    }
  }
  return joined(found);
}

export function joined(donors: readonly CallerDonors[]): CallerDonors {
  return {
    expressions: [...new Set(donors.flatMap((one) => one.expressions))].slice(0, mostExpressions),
    conditions: [...new Set(donors.flatMap((one) => one.conditions))].slice(0, mostConditions),
  };
}

/**
 * Expressions of the functions that call the focal one: what is passed for a parameter is called by the parameter's name. Those that
 * speak of a parameter come first, then those near the call. `own`: where the function itself stands, in its own file; it is no caller.
 */
export function donorsAround(
  file: SyntaxNode,
  focal: FocalFunction,
  functions: readonly string[],
  own?: TextRange,
): CallerDonors {
  // A pattern that takes an argument apart has no name.
  const parameters = focal.parameters
    .map(({ name }) => name)
    .filter((name) => /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name));
  const spoken = new RegExp(`(?<![\\w$.])(?:${parameters.map(escapeRegExp).join('|')})(?![\\w$])`);
  const found = new Map<string, number>();
  const conditions = new Set<string>();
  let calls = 0;
  for (const invoked of callsOf(file, focal.name)) {
    const { node } = invoked;
    const around = enclosing(node, functions);
    if (!around || around.startIndex === own?.start) continue;
    if (calls++ >= mostCalls) break;
    const names = passed(invoked.args, focal);
    for (const part of descend(around)) {
      const tested = isCondition(part) && part.type !== 'parenthesized_expression';
      const asked =
        tested && (part.type === 'identifier' || part.type === 'not_operator' || part.type === 'unary_expression');
      if ((!asked && !expressions.has(part.type)) || part.endIndex - part.startIndex > longest) continue;
      // The call itself and the name of what is called are nobody's missing piece.
      if (part.text.includes('\n') || part.text.includes(`${focal.name}(`)) continue;
      if (part.parent && call(part.parent)?.callee.id === part.id) continue;
      const said = renamed(part.text, names);
      const speaks = parameters.length > 0 && spoken.test(said);
      if (tested && speaks) conditions.add(said);
      const near = 1 / (1 + Math.abs(part.startPosition.row - node.startPosition.row));
      if (!asked) found.set(said, Math.max(found.get(said) ?? 0, near + (speaks ? 1 : 0)));
    }
  }
  const ranked = [...found].sort((a, b) => b[1] - a[1]).map(([text]) => text);
  return { expressions: ranked.slice(0, mostExpressions), conditions: [...conditions].slice(0, mostConditions) };
}

/** Calls of a name, in document order. Found by their text: to walk all of a large file's tree takes seconds. */
function* callsOf(file: SyntaxNode, name: string): Generator<Call> {
  const { text, startIndex } = file;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    const start = startIndex + at;
    // A name is its call's child, or the child of the member access that is called.
    let node = file.descendantForIndex(start, start + name.length - 1);
    for (let up = 0; node && up < 3; up++, node = node.parent) {
      const invoked = call(node);
      if (invoked?.name === name && invoked.nameNode?.startIndex === start) yield invoked;
    }
  }
}

/** The named function around a call; callbacks belong to it. */
function enclosing(node: SyntaxNode, functions: readonly string[]): SyntaxNode | undefined {
  let at = node.parent;
  while (at && (!functions.includes(at.type) || at.type === 'lambda' || at.type === 'arrow_function')) at = at.parent;
  return at ?? undefined;
}

/** Names that are passed for parameters. */
function passed(args: readonly SyntaxNode[], focal: FocalFunction): ReadonlyMap<string, string> {
  const parameters = focal.parameters.filter(({ name }, index) => index > 0 || !/^(self|cls|this)$/.test(name));
  const names = new Map<string, string>();
  for (const [index, arg] of args.entries()) {
    const parameter = parameters[index];
    if (arg.type === 'identifier' && parameter?.kind === 'plain') names.set(arg.text, parameter.name);
  }
  return names;
}

const renamed = (text: string, names: ReadonlyMap<string, string>): string =>
  text.replace(/(?<![\w$.'"])[A-Za-z_$][\w$]*(?!\s*[=:](?!=))/g, (name) => names.get(name) ?? name);
