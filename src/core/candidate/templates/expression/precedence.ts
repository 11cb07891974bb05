import type { FixTemplate, Proposal } from '../../template';
import { becomes, replace } from '../edits';
import { bare, binary, isPython, negated } from '../view';

/** Operands grouped differently: `a + b * c` for `(a + b) * c`, `a or b and c` for `(a or b) and c`, `not a == b` and `-x ** 2`. */
export const precedence: FixTemplate = {
  id: 'precedence',
  bugClass: 'wrong operator',
  prior: 0.3,
  examples: [
    {
      language: 'python',
      buggy: 'def middle(a, b):\n    return a + b / 2\n',
      fixed: 'def middle(a, b):\n    return (a + b) / 2\n',
    },
    {
      language: 'python',
      buggy: 'def scaled(a, b, k):\n    return (a + b) * k\n',
      fixed: 'def scaled(a, b, k):\n    return a + b * k\n',
    },
    {
      language: 'javascript',
      buggy: 'const allowed = (user, admin, active) => admin || user && active;\n',
      fixed: 'const allowed = (user, admin, active) => (admin || user) && active;\n',
    },
    {
      language: 'python',
      buggy: 'def neither(a, b):\n    return not (a and b)\n',
      fixed: 'def neither(a, b):\n    return (not a) and b\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const outer = binary(node);
    if (outer && outer.kind !== 'comparison') {
      const { left, right, text: op } = outer;
      const to = (text: string, weight: number): Proposal => ({
        edits: [replace(node, text)],
        title: becomes(node.text, text),
        weight,
      });
      const second = binary(bare(right));
      if (second?.kind === outer.kind && !(second.text === op && associative(op))) {
        // a op (b op2 c)  ->  (a op b) op2 c
        yield to(`(${left.text} ${op} ${second.left.text}) ${second.text} ${second.right.text}`, 1);
      }
      const first = binary(bare(left));
      if (first?.kind === outer.kind && !(first.text === op && associative(op))) {
        // (a op2 b) op c  ->  a op2 (b op c)
        yield to(`${first.left.text} ${first.text} (${first.right.text} ${op} ${right.text})`, 1);
      }
    }
    const inner = negated(node);
    const pair = inner && binary(bare(inner), 'boolean');
    const { not } = context.language.spelling;
    if (pair) {
      const open = isPython(context) ? `(${not}${pair.left.text})` : `${not}${pair.left.text}`;
      const text = `${open} ${pair.text} ${pair.right.text}`;
      yield { edits: [replace(node, text)], title: becomes(node.text, text), weight: 0.6 };
    }
    if (outer?.kind === 'boolean' && negated(outer.left)) {
      const argument = negated(outer.left);
      const text = `${not}(${argument ? argument.text : ''} ${outer.text} ${outer.right.text})`;
      yield { edits: [replace(node, text)], title: becomes(node.text, text), weight: 0.5 };
    }
  },
};

const associative = (operator: string): boolean =>
  ['+', '*', 'and', 'or', '&&', '||', '&', '|', '^'].includes(operator);
