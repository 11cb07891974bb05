import type { FixTemplate, Proposal } from '../../template';
import { becomes, change, replace } from '../edits';
import { kindsOf, may, mayBeNumber } from '../types';
import { assignment, binary, call, isPython } from '../view';

/** An update that forgets the old value or counts the wrong thing: `best = x` for `best = max(best, x)`, `n += x` for `n += 1`, `n += 1` for `n += x`. */
export const accumulate: FixTemplate = {
  id: 'accumulate',
  bugClass: 'wrong operator',
  prior: 0.25,
  examples: [
    {
      language: 'python',
      buggy: 'def peak(xs):\n    best = xs[0]\n    for x in xs:\n        best = x\n    return best\n',
      fixed: 'def peak(xs):\n    best = xs[0]\n    for x in xs:\n        best = max(best, x)\n    return best\n',
    },
    {
      language: 'python',
      buggy: 'def count(xs):\n    n = 0\n    for x in xs:\n        n += x\n    return n\n',
      fixed: 'def count(xs):\n    n = 0\n    for x in xs:\n        n += 1\n    return n\n',
    },
    {
      language: 'python',
      buggy:
        'def best_run(xs):\n    here = best = 0\n    for x in xs:\n        here = here + x\n        best = max(best, here)\n    return best\n',
      fixed:
        'def best_run(xs):\n    here = best = 0\n    for x in xs:\n        here = max(0, here + x)\n        best = max(best, here)\n    return best\n',
    },
    {
      language: 'javascript',
      buggy: 'function total(xs) {\n  let s = 0;\n  for (const x of xs) s++;\n  return s;\n}\n',
      fixed: 'function total(xs) {\n  let s = 0;\n  for (const x of xs) s += x;\n  return s;\n}\n',
    },
    {
      language: 'javascript',
      buggy: 'function lowest(xs) {\n  let best = Infinity;\n  for (const x of xs) best = x;\n  return best;\n}\n',
      fixed:
        'function lowest(xs) {\n  let best = Infinity;\n  for (const x of xs) best = Math.min(best, x);\n  return best;\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const python = isPython(context);
    const [max, min] = python ? ['max', 'min'] : ['Math.max', 'Math.min'];
    if (node.type === 'update_expression') {
      const argument = node.childForFieldName('argument');
      const operator = node.childForFieldName('operator')?.text === '++' ? '+=' : '-=';
      if (!argument || node.parent?.type === 'for_statement') return;
      for (const name of elementNames(node)) yield change(node, `${argument.text} ${operator} ${name}`, 0.8);
      return;
    }
    const found = assignment(node);
    if (!found || found.declares || !inLoop(node)) return;
    const { left, right, operator } = found;
    if (operator) {
      if (!mayBeNumber(kindsOf(right, context))) return;
      if (right.text === '1') for (const name of elementNames(node)) yield change(right, name, 0.8);
      else if (operator.text === '+=' || operator.text === '-=') yield change(right, '1', 0.6);
      return;
    }
    if (left.type === 'pattern_list' || left.type.includes('pattern')) return;
    const own = binary(right);
    const same = call(right);
    if (own && (own.text === '+' || own.text === '-') && mayBeNumber(kindsOf(right, context))) {
      const added = own.left.text === left.text ? own.right : own.right.text === left.text ? own.left : undefined;
      // A running sum that starts again: at nothing, or at the element.
      for (const [name, start, weight] of [
        [max, '0', 0.5],
        [max, added?.text ?? '', 0.5],
        [min, '0', 0.3],
        [min, added?.text ?? '', 0.3],
      ] as const) {
        if (added && !/^\d+$/.test(added.text)) yield change(right, `${name}(${start}, ${right.text})`, weight);
      }
    }
    if (own?.left.text === left.text || same?.args.some((arg) => arg.text === left.text)) return;
    if (!may(kindsOf(right, context), 'int', 'float', 'number', 'string')) return;
    for (const [name, weight] of [
      [max, 0.8],
      [min, 0.8],
    ] as const) {
      const text = `${left.text} = ${name}(${left.text}, ${right.text})`;
      yield { edits: [replace(node, text)], title: becomes(node.text, text), weight };
    }
  },
};

type Node = Parameters<FixTemplate['propose']>[0];

/** Names the loops around the node give to the elements, the innermost first. */
function elementNames(node: Node): readonly string[] {
  const names: string[] = [];
  for (let at = node.parent; at; at = at.parent) {
    if (/function|method/.test(at.type)) break;
    if (at.type !== 'for_statement' && at.type !== 'for_in_statement') continue;
    const left = at.childForFieldName('left');
    if (left) names.push(...left.text.split(',').map((name) => name.replace(/[()[\]]/g, '').trim()));
  }
  return names.filter((name) => /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)).slice(0, 3);
}

function inLoop(node: Node): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (/^(for|while|do)_/.test(at.type)) return true;
    if (/function|method|lambda/.test(at.type)) return false;
  }
  return false;
}
