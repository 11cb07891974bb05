import type { FocalFunction } from '../../model/focalFunction';
import type { Test } from '../../model/test';
import { stringEnd } from '../exampleText';
import { parseArguments } from './literal';
import { printArguments, type Argument, type Dialect } from './value';

/** A call of the function under test as a trusted test makes it. */
export interface ObservedCall {
  /** Statements that must run before, in the focal module's namespace. */
  readonly setup: readonly string[];
  /** `f`, `Stack().push`: what stands before the parentheses. */
  readonly callee: string;
  readonly args: readonly Argument[];
}

/** How probes of a focal function are called: a nested function through the one around it. */
export interface Target {
  readonly name: string;
  /** True when the name stands behind an object (`stack.push`). */
  readonly member: boolean;
  /** Callee to use where no test shows one; undefined when there is no sensible guess. */
  readonly callee?: string;
}

export function targetOf(focal: FocalFunction, dialect: Dialect): Target | undefined {
  const [outer] = focal.enclosing;
  if (outer !== undefined) return { name: outer, member: false, callee: outer };
  const type = focal.className ?? '';
  const made = dialect === 'python' ? type : `new ${type}`;
  switch (focal.kind) {
    case 'function':
    case 'arrow':
    case 'functionExpression':
      if (focal.name === 'default' || focal.name === '') return undefined;
      return { name: focal.name, member: false, callee: focal.name };
    case 'method':
      return { name: focal.name, member: true, callee: `${made}().${focal.name}` };
    case 'staticMethod':
    case 'classMethod':
      return { name: focal.name, member: true, callee: `${type}.${focal.name}` };
    case 'constructor':
      return { name: type, member: false, callee: made };
    case 'getter':
    case 'setter':
      return undefined;
  }
}

/** Calls in trusted tests and in the texts of the user's test scripts and files, without repeats, in order. `callees`: classes whose instances are values. */
export function observedCalls(
  target: Target,
  tests: readonly Test[],
  texts: readonly string[],
  dialect: Dialect,
  callees?: ReadonlySet<string>,
): readonly ObservedCall[] {
  const calls: ObservedCall[] = [];
  for (const test of tests) {
    if (test.trust !== 'trusted') continue;
    if (test.kind === 'example' || test.kind === 'probe') {
      for (const { callee, args } of callsIn(test.call, target, dialect, callees))
        calls.push({ setup: test.setup, callee, args });
    } else if (test.kind === 'script') calls.push(...selfContained(callsIn(test.title, target, dialect, callees)));
  }
  for (const text of texts) calls.push(...selfContained(callsIn(text, target, dialect, callees)));
  const keyOf = ({ setup, callee, args }: ObservedCall): string =>
    [...setup, `${callee}(${printArguments(args, dialect)})`].join('\n');
  return [...new Map(calls.map((call) => [keyOf(call), call])).values()];
}

/** In a script, names other than the function's own belong to the script: only calls with literal arguments stand for themselves. */
function selfContained(calls: readonly FoundCall[]): readonly ObservedCall[] {
  const plain = (args: readonly Argument[]): boolean => !JSON.stringify(args).includes('"opaque"');
  return calls
    .filter((call) => plain(call.args) && !/^[a-z_$][\w$]*\./.test(call.callee))
    .map(({ setup, callee, args }) => ({ setup, callee, args }));
}

/** A call found in a text, with the offsets of its first character (its object included) and after its last. */
interface FoundCall extends ObservedCall {
  readonly start: number;
  readonly end: number;
}

export function callsIn(
  text: string,
  target: Target,
  dialect: Dialect,
  callees?: ReadonlySet<string>,
): readonly FoundCall[] {
  const calls: FoundCall[] = [];
  for (const open of openings(text, target.name, dialect)) {
    const name = text.slice(0, open).trimEnd().length - target.name.length;
    const receiver = receiverStart(text, name);
    const receiverText = text.slice(receiver, name);
    if (target.member && receiverText === '') continue;
    if (/\b(def|function|class)\s*$/.test(text.slice(0, receiver))) continue;
    const made = /\bnew\s*$/.exec(text.slice(0, receiver));
    const parsed = parseArguments(text, open, dialect, callees);
    if (!parsed) continue;
    const callee = target.member ? receiverText + target.name : (made ? 'new ' : '') + target.name;
    calls.push({ setup: [], callee, args: parsed.args, start: receiver, end: parsed.end });
  }
  return calls;
}

/** Offsets of the parentheses behind the name, outside strings and comments. */
function* openings(text: string, name: string, dialect: Dialect): Generator<number> {
  const comment = dialect === 'python' ? '#' : '//';
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? '';
    if (character === '"' || character === "'" || character === '`') i = Math.max(i, stringEnd(text, i) - 1);
    else if (text.startsWith(comment, i)) i = !text.includes('\n', i) ? text.length : text.indexOf('\n', i);
    else if (text.startsWith(name, i) && !/[\w$]/.test(text[i - 1] ?? '')) {
      const open = /^\s*\(/.exec(text.slice(i + name.length, i + name.length + 20));
      if (open) yield i + name.length + open[0].length - 1;
      i += name.length - 1;
    }
  }
}

/** Where the expression before `.name` starts: names, members, calls and subscripts, as far as they are joined. */
function receiverStart(text: string, name: number): number {
  let at = name;
  if (text[at - 1] !== '.') return name;
  at--;
  while (at > 0) {
    const character = text[at - 1] ?? '';
    if (/[\w$.]/.test(character)) at--;
    else if (character === ')' || character === ']') {
      const open = matching(text, at - 1);
      if (open === undefined) break;
      at = open;
    } else break;
  }
  return at;
}

function matching(text: string, close: number): number | undefined {
  let depth = 0;
  for (let i = close; i >= 0; i--) {
    if (')]}'.includes(text[i] ?? '')) depth++;
    else if ('([{'.includes(text[i] ?? '') && --depth === 0) return i;
  }
  return undefined;
}
