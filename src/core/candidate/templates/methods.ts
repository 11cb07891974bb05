import type { SyntaxNode } from '../../capture/syntax';
import type { TemplateContext } from '../template';
import { kindsOf, type Kind } from './types';
import { isPython } from './view';

type Methods = Readonly<Partial<Record<Kind, ReadonlySet<string>>>>;

const names = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Methods of the built-in types whose receivers are often known. */
const methods: Readonly<Record<'python' | 'javascript', Methods>> = {
  python: {
    list: names('append extend insert remove pop clear index count sort reverse copy'),
    dict: names('get keys values items pop popitem setdefault update clear copy'),
    set: names(
      'add remove discard pop clear update copy union intersection difference symmetric_difference issubset issuperset isdisjoint',
    ),
  },
  javascript: {
    list: names(
      'push pop shift unshift slice splice concat indexOf lastIndexOf findIndex find findLast findLastIndex filter map forEach flatMap flat some every includes keys values entries reduce reduceRight sort reverse join fill at',
    ),
    string: names(
      'slice substring substr indexOf lastIndexOf includes startsWith endsWith toLowerCase toUpperCase trim trimStart trimEnd padStart padEnd replace replaceAll charAt charCodeAt codePointAt at match matchAll split repeat concat',
    ),
  },
};

/** Arguments a method cannot do without, and those it can take, where its neighbours take others. */
const arity: Readonly<Partial<Record<string, readonly [least: number, most: number]>>> = {
  append: [1, 1],
  extend: [1, 1],
  add: [1, 1],
  insert: [2, 2],
  get: [1, 2],
  setdefault: [1, 2],
  popleft: [0, 0],
};

/** False when a call of `name` on this receiver with these arguments is sure to raise an error. */
export function hasMethod(
  receiver: SyntaxNode | undefined,
  name: string,
  args: readonly SyntaxNode[],
  context: TemplateContext,
): boolean {
  if (!receiver) return true;
  if (isPython(context) && !args.some((arg) => arg.type.includes('splat'))) {
    const [least, most] = arity[name] ?? [0, Infinity];
    if (args.length < least || args.length > most) return false;
  }
  const [kind, ...others] = kindsOf(receiver, context);
  if (kind === undefined || others.length > 0 || !isBuiltIn(receiver, kind, context)) return true;
  return methods[isPython(context) ? 'python' : 'javascript'][kind]?.has(name) ?? true;
}

/** A deque is a list to most templates, but not to this one. */
function isBuiltIn(receiver: SyntaxNode, kind: Kind, context: TemplateContext): boolean {
  const types = context.types.variables.get(receiver.text);
  if (!types) return receiver.type !== 'identifier';
  const plain =
    kind === 'string' ? /^(str|string)$/i : new RegExp(`^${kind}$|^${kind}\\[|^Array$|^Array<|\\[\\]$`, 'i');
  return [...types].every((type) => plain.test(type.replace(/^typing\./, '')));
}
