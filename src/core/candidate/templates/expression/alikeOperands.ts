import type { FixTemplate, Proposal } from '../../template';
import { becomes, replace, rewritten } from '../edits';
import { kindsOf, may, surely } from '../types';
import { binary, call, isPython } from '../view';

/** What else two collections can be made comparable by. */
const siblings: Readonly<Record<string, readonly string[]>> = {
  sorted: ['set', 'len'],
  set: ['sorted', 'len', 'list'],
  len: ['set', 'sorted', 'sum'],
  list: ['set', 'sorted'],
  sum: ['len', 'max'],
};

/** Two values are compared as they are, where something of both is meant: their elements, lengths, lower case, size without sign. */
export const alikeOperands: FixTemplate = {
  id: 'alikeOperands',
  bugClass: 'wrong type',
  prior: 0.15,
  examples: [
    {
      language: 'python',
      buggy: 'def anagram(a, b):\n    return a == b\n',
      fixed: 'def anagram(a, b):\n    return sorted(a) == sorted(b)\n',
    },
    {
      language: 'python',
      buggy: 'def alike(a: str, b: str):\n    if a == b:\n        return True\n    return False\n',
      fixed: 'def alike(a: str, b: str):\n    if a.lower() == b.lower():\n        return True\n    return False\n',
    },
    {
      language: 'python',
      buggy: 'def same_members(a, b):\n    return sorted(a) == sorted(b)\n',
      fixed: 'def same_members(a, b):\n    return set(a) == set(b)\n',
    },
    {
      language: 'javascript',
      buggy: 'function longer(a, b) {\n  return a > b;\n}\n',
      fixed: 'function longer(a, b) {\n  return a.length > b.length;\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const pair = binary(node, 'comparison');
    if (!pair || !/^([<>]=?|[!=]==?)$/.test(pair.text)) return;
    const { left, right } = pair;
    const plain = /^(identifier|subscript|subscript_expression|attribute|member_expression|call|call_expression)$/;
    if (!plain.test(left.type) || !plain.test(right.type)) return;
    const first = call(left);
    const second = call(right);
    if (first?.nameNode && second?.nameNode && first.callee.text === second.callee.text) {
      // Both sides are made alike, but not in the way that was meant.
      if (first.receiver || !isPython(context)) return;
      for (const name of siblings[first.name] ?? []) {
        const edits = [replace(first.nameNode, name), replace(second.nameNode, name)];
        yield { edits, title: becomes(node.text, rewritten(node, edits)), weight: 0.9 };
      }
      return;
    }
    const kinds = [kindsOf(left, context), kindsOf(right, context)];
    const every = (...wanted: Parameters<typeof may>[1][]): boolean => kinds.every((own) => may(own, ...wanted));
    const known = (...wanted: Parameters<typeof may>[1][]): boolean => kinds.every((own) => surely(own, ...wanted));
    const equal = /^[!=]/.test(pair.text);
    const python = isPython(context);
    const ways: (readonly [(text: string) => string, number])[] = [];
    if (every('list', 'string', 'tuple')) {
      if (python && equal) ways.push([(x) => `set(${x})`, 1], [(x) => `sorted(${x})`, 1]);
      ways.push([(x) => (python ? `len(${x})` : `${x}.length`), equal ? 0.4 : 0.8]);
    }
    if (every('string') && !known('list'))
      ways.push([(x) => (python ? `${x}.lower()` : `${x}.toLowerCase()`), known('string') ? 0.9 : 0.4]);
    if (every('int', 'float', 'number'))
      ways.push([(x) => (python ? `abs(${x})` : `Math.abs(${x})`), known('int', 'float', 'number') ? 0.5 : 0.25]);
    if (!known('int', 'float', 'number'))
      ways.push(
        [(x) => (python ? `int(${x})` : `Number(${x})`), 0.25],
        [(x) => (python ? `str(${x})` : `String(${x})`), 0.2],
      );
    for (const [wrap, weight] of ways) {
      const edits = [replace(left, wrap(left.text)), replace(right, wrap(right.text))];
      yield { edits, title: becomes(node.text, rewritten(node, edits)), weight };
    }
  },
};
