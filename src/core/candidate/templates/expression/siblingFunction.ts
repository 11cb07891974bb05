import type { FixTemplate, Proposal } from '../../template';
import { changeIn, replace, becomes } from '../edits';
import { hasMethod } from '../methods';
import { call, isPython, parts, type Call } from '../view';

/** Functions taken for one another. Each member is a replacement of each other one of its group. */
const groups: Readonly<Record<'python' | 'javascript', readonly string[]>> = {
  python: [
    'min max',
    'min max sum len',
    'any all',
    'floor ceil round trunc',
    'int round float',
    'append extend',
    'append add',
    'append appendleft',
    'pop popleft',
    'add discard remove update',
    'lower upper',
    'lower upper title capitalize swapcase',
    'islower isupper',
    'isalpha isalnum isdigit isspace',
    'isdigit isnumeric isdecimal',
    'lstrip rstrip strip',
    'startswith endswith',
    'find rfind index rindex',
    'split rsplit splitlines partition rpartition',
    'ljust rjust center zfill',
    'keys values items',
    'union intersection difference symmetric_difference',
    'issubset issuperset isdisjoint',
    'sorted reversed list',
    'sorted reversed',
    'list tuple set',
    'list set',
    'zip zip_longest',
    'heappush heappop',
    'bisect bisect_left bisect_right',
    'insort insort_left insort_right',
    'permutations combinations product combinations_with_replacement',
    'dumps loads',
    'sin cos tan',
    'log log2 log10',
    'ord chr',
    'str repr',
    'bin hex oct',
    'match search fullmatch',
    'findall finditer',
    'removeprefix removesuffix',
    'mean median mode',
    'abs int',
    'isinstance issubclass',
    'insert append',
    'get pop setdefault',
    'sort reverse',
  ],
  javascript: [
    'min max',
    'floor ceil round trunc',
    'some every',
    'push unshift',
    'push concat',
    'pop shift',
    'push pop shift unshift',
    'slice splice',
    'slice substring substr',
    'indexOf lastIndexOf',
    'indexOf findIndex',
    'find findIndex filter',
    'find findLast',
    'filter map forEach flatMap',
    'some every find includes',
    'includes startsWith endsWith',
    'toLowerCase toUpperCase',
    'trim trimStart trimEnd',
    'padStart padEnd',
    'replace replaceAll',
    'keys values entries',
    'reduce reduceRight',
    'parseInt parseFloat Number',
    'isNaN isFinite isInteger',
    'all race allSettled any',
    'resolve reject',
    'then catch finally',
    'add delete has',
    'get has set',
    'sort reverse',
    'charAt charCodeAt codePointAt at',
    'match matchAll test exec',
    'setTimeout setInterval',
    'getDay getDate',
    'getMonth getDate getFullYear',
    'assign create',
    'from of',
    'seal freeze',
    'log log2 log10',
    'sin cos tan',
    'sqrt cbrt',
    'encodeURI encodeURIComponent',
    'call apply bind',
    'toFixed toPrecision',
  ],
};

const siblings = {
  python: related(groups.python),
  javascript: related(groups.javascript),
};

function related(lists: readonly string[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const map = new Map<string, Map<string, number>>();
  for (const names of lists.map((list) => list.split(' '))) {
    for (const name of names) {
      const others = map.get(name) ?? new Map<string, number>();
      // A pair is confused more often than two of a crowd.
      for (const other of names) {
        if (other !== name)
          others.set(other, Math.max(others.get(other) ?? 0, names.length === 2 ? 1 : names.length === 3 ? 0.7 : 0.4));
      }
      map.set(name, others);
    }
  }
  return map;
}

/** Built-ins that must be called without a receiver, so that `xs.sum()` is never proposed for `xs.count()`. */
const free = new Set(
  'min max sum len any all int round float sorted reversed list tuple set ord chr str repr bin hex oct abs'.split(' '),
);

/** `min` for `max`, `append` for `extend`, `some` for `every`, `ceil` for `floor`; `a.sort()` for `sorted(a)` and a global function for a method that do the same. */
export const siblingFunction: FixTemplate = {
  id: 'siblingFunction',
  bugClass: 'wrong call',
  prior: 0.35,
  examples: [
    {
      language: 'python',
      buggy: 'def flatten(xss):\n    out = []\n    for xs in xss:\n        out.append(xs)\n    return out\n',
      fixed: 'def flatten(xss):\n    out = []\n    for xs in xss:\n        out.extend(xs)\n    return out\n',
    },
    {
      language: 'python',
      buggy: 'def largest(xs):\n    return min(xs)\n',
      fixed: 'def largest(xs):\n    return max(xs)\n',
    },
    {
      language: 'python',
      buggy: 'def items(d):\n    return [k for k, v in d.keys()]\n',
      fixed: 'def items(d):\n    return [k for k, v in d.items()]\n',
    },
    {
      language: 'javascript',
      buggy: 'function allPositive(xs) {\n  return xs.some((x) => x > 0);\n}\n',
      fixed: 'function allPositive(xs) {\n  return xs.every((x) => x > 0);\n}\n',
    },
    {
      language: 'javascript',
      buggy: "const numbers = (text) => text.split(',').map(parseInt);\n",
      fixed: "const numbers = (text) => text.split(',').map(Number);\n",
    },
    {
      language: 'javascript',
      buggy: 'function bins(n, size) {\n  return Math.floor(n / size);\n}\n',
      fixed: 'function bins(n, size) {\n  return Math.ceil(n / size);\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const python = isPython(context);
    const invoked = call(node);
    if (!invoked) {
      yield* passed(node, python);
      return;
    }
    if (!invoked.nameNode) return;
    for (const [name, weight] of siblings[python ? 'python' : 'javascript'].get(invoked.name) ?? []) {
      if (python && (free.has(name) ? invoked.receiver : free.has(invoked.name))) continue;
      if (python && !free.has(name) && !invoked.receiver && !context.globals.includes(name)) continue;
      if (!python && weight < 1 && !sameWorld(invoked, name)) continue;
      if (name === 'reverse' && invoked.args.length > 0) continue;
      if (!hasMethod(invoked.receiver, name, invoked.args, context)) continue;
      yield changeIn(node, invoked.nameNode, name, weight);
    }
    yield* rephrased(invoked, python);
  },
};

/** `Math.min` and its kin live on a namespace: only names of the same namespace can follow it. */
function sameWorld({ receiver, name }: Call, other: string): boolean {
  const namespaced = receiver !== undefined && /^(Math|Number|Object|Promise|Array|JSON|Date)$/.test(receiver.text);
  const global = (text: string): boolean => ['parseInt', 'parseFloat', 'Number', 'isNaN', 'isFinite'].includes(text);
  if (!receiver) return global(name) && global(other);
  return namespaced ? !global(other) || receiver.text === 'Number' : !global(other);
}

/** A function handed on by name: `map(min, …)`, `key=max`. */
function* passed(node: Parameters<FixTemplate['propose']>[0], python: boolean): Generator<Proposal> {
  if (!python && node.type === 'identifier' && /^(parseInt|parseFloat|Number)$/.test(node.text)) {
    // What calls it passes the position, too, which `parseInt` takes for the base.
    if (node.parent?.type !== 'arguments') return;
    const others = node.text === 'parseInt' ? ['Number', '(x) => parseInt(x, 10)'] : ['Number', 'parseFloat'];
    for (const other of others)
      if (other !== node.text) yield { edits: [replace(node, other)], title: becomes(node.text, other), weight: 0.8 };
    return;
  }
  if (!python || node.type !== 'identifier' || !free.has(node.text)) return;
  const parent = node.parent?.type ?? '';
  if (parent !== 'argument_list' && parent !== 'keyword_argument') return;
  for (const [name, weight] of siblings.python.get(node.text) ?? []) {
    if (free.has(name)) yield { edits: [replace(node, name)], title: becomes(node.text, name), weight: weight * 0.5 };
  }
}

/** Calls that do nearly the same in another form. */
function* rephrased({ node, receiver, name, args, list }: Call, python: boolean): Generator<Proposal> {
  const to = (text: string, weight: number): Proposal => ({
    edits: [replace(node, text)],
    title: becomes(node.text, text),
    weight,
  });
  const [first] = args;
  if (python && receiver && name === 'sort' && node.parent?.type !== 'expression_statement') {
    yield to(`sorted(${[receiver.text, ...args.map((arg) => arg.text)].join(', ')})`, 1);
  }
  if (python && receiver && name === 'append' && first && node.parent?.type === 'expression_statement') {
    yield to(`${receiver.text}.insert(0, ${first.text})`, 0.5);
    yield to(`${receiver.text} += ${first.text}`, 0.2);
  }
  if (python && receiver && name === 'remove' && first) {
    yield to(`${receiver.text}.pop(${first.text})`, 0.4);
    yield to(`${receiver.text}.discard(${first.text})`, 0.4);
  }
  if (!python && receiver && name === 'push' && first && args.length === 1 && parts(list).length === 1) {
    yield to(`${receiver.text}.push(...${first.text})`, 0.5);
  }
  if (!python && receiver && (name === 'indexOf' || name === 'find') && first) {
    yield to(`${receiver.text}.includes(${first.text})`, 0.3);
  }
  if (!python && name === 'reverse' && receiver && args.length === 0) yield to(`[...${receiver.text}].reverse()`, 0.5);
}
