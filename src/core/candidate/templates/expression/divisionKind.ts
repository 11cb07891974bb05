import type { FixTemplate, Proposal } from '../../template';
import { change } from '../edits';
import { binary, call, isPython } from '../view';

/** Division that must give a whole number, or must not, or must round up: `a / b`, `Math.floor(a / b)`, `(a + b - 1) // b`. */
export const divisionKind: FixTemplate = {
  id: 'divisionKind',
  bugClass: 'wrong operator',
  prior: 0.3,
  examples: [
    {
      language: 'javascript',
      buggy: 'const middle = (lo, hi) => (lo + hi) / 2;\n',
      fixed: 'const middle = (lo, hi) => Math.floor((lo + hi) / 2);\n',
    },
    {
      language: 'python',
      buggy: 'def pages(n, size):\n    return n // size\n',
      fixed: 'def pages(n, size):\n    return -(-n // size)\n',
    },
    {
      language: 'python',
      buggy: 'def ratio(a, b):\n    return int(a / b)\n',
      fixed: 'def ratio(a, b):\n    return a / b\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const pair = binary(node, 'arithmetic');
    const enclosed = node.parent?.parent ? call(node.parent.parent) : undefined;
    if (pair && (pair.text === '/' || pair.text === '//')) {
      if (isPython(context)) {
        if (pair.text === '//') yield change(node, `-(-${pair.left.text} // ${pair.right.text})`, 0.3);
        if (enclosed?.name !== 'int' && pair.text === '/') yield change(node, `int(${node.text})`, 0.5);
        if (enclosed?.name !== 'round' && pair.text === '/') yield change(node, `round(${node.text})`, 0.3);
        if (context.globals.includes('math')) yield change(node, `math.ceil(${node.text.replace('//', '/')})`, 0.5);
      } else if (!enclosed || !/^(floor|ceil|round|trunc)$/.test(enclosed.name)) {
        yield change(node, `Math.floor(${node.text})`, 1);
        yield change(node, `Math.ceil(${node.text})`, 0.5);
        yield change(node, `Math.round(${node.text})`, 0.4);
        yield change(node, `Math.trunc(${node.text})`, 0.4);
      }
    }
    const invoked = call(node);
    const [only] = invoked?.args ?? [];
    const inner = only && binary(only, 'arithmetic');
    if (
      invoked &&
      inner?.text === '/' &&
      invoked.args.length === 1 &&
      /^(int|round|floor|ceil|trunc)$/.test(invoked.name)
    ) {
      yield change(node, inner.node.text, 0.8);
      if (isPython(context)) yield change(node, `${inner.left.text} // ${inner.right.text}`, 0.6);
    }
  },
};
