import type { FunctionKind } from '../model/focalFunction';
import type { TextRange } from '../model/text';
import type { Container } from './outline';
import type { Recovered } from './recover';

export interface Placed {
  readonly entry: Recovered;
  readonly name: string;
  readonly kind: FunctionKind;
  readonly qualifiedName: string;
  readonly className?: string;
  readonly enclosing: readonly string[];
  readonly exported: boolean;
}

const commonJs = /^(module\.)?exports\b/;

interface Level {
  readonly range: TextRange;
  readonly name: string;
  readonly kind: 'function' | 'class' | 'owner';
  readonly exported: boolean;
}

/** Gives every function its qualified name from what stands around it. */
export function placeNames(functions: readonly Recovered[], containers: readonly Container[]): Placed[] {
  const items: ({ level: Level; entry?: Recovered } & TextRange)[] = [
    ...containers.map((c) => ({
      level: { ...c, name: ownerName(c.name), exported: c.exported || commonJs.test(c.name) },
      ...c.range,
    })),
    ...functions.map((entry) => ({
      level: { range: entry.nodeRange, kind: 'function' as const, name: simpleName(entry.name ?? ''), exported: false },
      entry,
      ...entry.nodeRange,
    })),
  ].sort((a, b) => a.start - b.start || b.end - a.end);
  const stack: Level[] = [];
  const placed: Placed[] = [];
  for (const item of items) {
    for (let top = stack[stack.length - 1]; top && top.range.end < item.end; top = stack[stack.length - 1]) stack.pop();
    if (item.entry) placed.push(place(item.entry, stack));
    stack.push(item.level);
  }
  return placed.sort((a, b) => a.entry.range.start - b.entry.range.start);
}

function place(entry: Recovered, stack: readonly Level[]): Placed {
  const target = entry.name ?? '';
  const name = simpleName(target);
  const direct = stack[stack.length - 1];
  const prototype = isPlain(target) ? undefined : /^([\p{L}_$][\p{L}\p{N}_$]*)\.prototype\.[^.]+$/u.exec(target)?.[1];
  const className = direct?.kind === 'class' ? direct.name : prototype;
  const isFunction = stack.some((level) => level.kind === 'function');
  const outer = stack.map((level) => level.name).filter((level) => level !== '');
  const own = prototype === undefined ? assignedName(target) : `${prototype}.${name}`;
  let kind = entry.kind;
  if (className === undefined && kind === 'constructor') kind = 'function';
  if (className === undefined && entry.outlined?.node.type === 'function_definition') kind = 'function';
  if (className !== undefined && kind === 'function') kind = 'method';
  return {
    entry,
    name,
    kind,
    qualifiedName: [...outer, own].join('.'),
    ...(className !== undefined && { className }),
    enclosing: stack.flatMap((level) => (level.kind === 'function' ? [level.name] : [])),
    exported: entry.exported || commonJs.test(target) || (!isFunction && stack.some((level) => level.exported)),
  };
}

/** A name and nothing else, as nearly all are: there is nothing to take apart. */
const isPlain = (target: string): boolean => /^\w+$/.test(target) && target !== 'exports';

/** Last name of an assignment target or property key: `exports.area`, `'area'`, `['area']` all give `area`. */
function simpleName(target: string): string {
  if (isPlain(target)) return target;
  if (/^(module\.)?exports$/.test(target)) return 'default';
  const key = /^\[?(['"`])(.*)\1\]?$/.exec(target)?.[2] ?? /\[(['"`])(.*)\1\]$/.exec(target)?.[2];
  return key ?? target.slice(target.lastIndexOf('.') + 1);
}

/** Assignment target as a qualified name: `exports.` and `this.` dropped, `Shape.area` kept. */
function assignedName(target: string): string {
  if (isPlain(target)) return target;
  const bare = target.replace(/^(module\.)?exports\./, '').replace(/^(this|self|globalThis|window)\./, '');
  return /^[\p{L}_$#][\p{L}\p{N}_$.]*$/u.test(bare) && bare !== 'module.exports' && bare !== 'exports'
    ? bare
    : simpleName(target);
}

/** `module.exports = {…}` does not qualify its members. */
function ownerName(target: string): string {
  return /^(module\.)?exports$/.test(target) ? '' : assignedName(target);
}
