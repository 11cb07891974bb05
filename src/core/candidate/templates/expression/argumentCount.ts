import type { SyntaxNode } from '../../../capture/syntax';
import type { FixTemplate, Proposal, TemplateContext } from '../../template';
import { becomes, insertBefore, replace, rewritten } from '../edits';
import { factsOf } from '../functionFacts';
import { compatible, kindsOfTypeName, type Kind } from '../types';
import { call, type Call } from '../view';

/** An argument that is missing (most of all where the function is called with too few) or one too many. */
export const argumentCount: FixTemplate = {
  id: 'argumentCount',
  bugClass: 'wrong argument',
  prior: 0.15,
  examples: [
    {
      language: 'python',
      buggy: 'def power(base, n):\n    if n == 0:\n        return 1\n    return base * power(n - 1)\n',
      fixed: 'def power(base, n):\n    if n == 0:\n        return 1\n    return base * power(base, n - 1)\n',
    },
    {
      language: 'python',
      buggy: 'def digits(n):\n    return [int(c, n) for c in str(n)]\n',
      fixed: 'def digits(n):\n    return [int(c) for c in str(n)]\n',
    },
    {
      language: 'javascript',
      buggy: 'function from(xs, x, start) {\n  return xs.indexOf(x);\n}\n',
      fixed: 'function from(xs, x, start) {\n  return xs.indexOf(x, start);\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const invoked = call(node);
    if (!invoked || invoked.list.type === 'generator_expression') return;
    yield* dropped(invoked);
    yield* added(invoked, context);
  },
};

function* dropped({ node, list, args, name }: Call): Generator<Proposal> {
  if (args.length === 0 || name === 'range') return;
  for (const arg of args) {
    const kept = args.filter((other) => other.id !== arg.id).map((other) => other.text);
    const edits = [replace(list, `(${kept.join(', ')})`)];
    const weight =
      args.length === 1 ? 0.15 : arg.type === 'keyword_argument' ? 0.7 : arg.id === args.at(-1)?.id ? 0.5 : 0.3;
    yield { edits, title: becomes(node.text, rewritten(node, edits)), weight };
  }
}

function* added({ node, list, args, name, callee, receiver }: Call, context: TemplateContext): Generator<Proposal> {
  const recursive = name === context.focal.name && name !== '';
  const parameters = context.focal.parameters.filter((parameter) => !['self', 'cls'].includes(parameter.name));
  const required = parameters.filter((parameter) => parameter.kind === 'plain' && parameter.defaultValue === undefined);
  const missing = recursive && args.length < required.length;
  const more = recursive && args.length < parameters.length;
  const otherCounts = factsOf(context).calls.get(callee.text);
  const seenWithMore = otherCounts !== undefined && Math.max(...otherCounts) > args.length;
  if (args.length > 3 || (recursive && !more) || node.type === 'new_expression') return;
  const factor = missing ? 1 : more ? 0.5 : seenWithMore ? 0.6 : receiver ? 0.2 : 0.12;
  const given = new Set(args.map((arg) => arg.text));
  let proposed = 0;
  for (const choice of context.locals) {
    if (given.has(choice) || choice === 'self' || proposed >= (missing ? 6 : 3) || !factsOf(context).uses.has(choice))
      continue;
    if ((factsOf(context).firstUse.get(choice) ?? 0) > node.endIndex) continue;
    proposed++;
    for (const [place, arg] of [...args.map((arg, i) => [i, arg] as const), [args.length, undefined] as const]) {
      const fits = recursive ? fitsParameter(choice, parameters[place]?.name, context) : place === args.length;
      if (!fits && !missing) continue;
      const edits = arg ? [insertBefore(arg, `${choice}, `)] : [appended(list, args, choice)];
      const own = parameters[place]?.name === choice ? 1 : 0.5;
      yield { edits, title: becomes(node.text, rewritten(node, edits)), weight: factor * (recursive ? own : 1) };
    }
  }
}

function appended(list: SyntaxNode, args: readonly SyntaxNode[], text: string): Proposal['edits'][number] {
  return replace(list, `(${[...args.map((arg) => arg.text), text].join(', ')})`);
}

function fitsParameter(choice: string, parameter: string | undefined, context: TemplateContext): boolean {
  if (parameter === undefined) return false;
  const kinds = (name: string): ReadonlySet<Kind> =>
    new Set([...(context.types.variables.get(name) ?? [])].flatMap((type) => [...kindsOfTypeName(type)]));
  return compatible(kinds(choice), kinds(parameter));
}
