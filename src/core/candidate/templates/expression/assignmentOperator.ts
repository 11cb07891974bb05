import type { SyntaxNode } from '../../../capture/syntax';
import type { FixTemplate, Proposal } from '../../template';
import { becomes, changeIn, replace } from '../edits';
import { kindsOf, mayBeNumber, surely } from '../types';
import { assignment, binary, isPython } from '../view';

const siblings: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  '+=': [
    ['-=', 0.8],
    ['*=', 0.5],
    ['=', 0.8],
    ['/=', 0.1],
    ['|=', 0.1],
  ],
  '-=': [
    ['+=', 0.9],
    ['=', 0.5],
    ['//=', 0.15],
    ['/=', 0.1],
    ['%=', 0.1],
  ],
  '*=': [
    ['+=', 0.8],
    ['/=', 0.3],
    ['=', 0.4],
    ['//=', 0.2],
    ['**=', 0.1],
  ],
  '/=': [
    ['//=', 0.9],
    ['*=', 0.6],
    ['-=', 0.3],
    ['%=', 0.3],
    ['=', 0.2],
  ],
  '//=': [
    ['/=', 0.8],
    ['%=', 0.5],
    ['-=', 0.4],
    ['*=', 0.3],
    ['=', 0.2],
  ],
  '%=': [
    ['//=', 0.6],
    ['/=', 0.3],
    ['-=', 0.3],
    ['=', 0.3],
  ],
  '&=': [
    ['|=', 0.8],
    ['^=', 0.7],
    ['=', 0.3],
  ],
  '|=': [
    ['&=', 0.8],
    ['^=', 0.6],
    ['+=', 0.2],
    ['=', 0.3],
  ],
  '^=': [
    ['|=', 0.6],
    ['&=', 0.8],
    ['+=', 0.2],
  ],
  '<<=': [['>>=', 1]],
  '>>=': [['<<=', 1]],
  '&&=': [['||=', 0.6]],
  '||=': [
    ['??=', 0.8],
    ['&&=', 0.4],
    ['=', 0.3],
  ],
  '??=': [
    ['||=', 0.6],
    ['=', 0.4],
  ],
};

/** `+=` for `-=`, `=` for `+=` (a value that should accumulate), `i--` for `i++`, and an increment that takes another step. */
export const assignmentOperator: FixTemplate = {
  id: 'assignmentOperator',
  bugClass: 'wrong operator',
  prior: 0.3,
  examples: [
    {
      language: 'python',
      buggy: 'def total(xs):\n    result = 0\n    for x in xs:\n        result = x\n    return result\n',
      fixed: 'def total(xs):\n    result = 0\n    for x in xs:\n        result += x\n    return result\n',
    },
    {
      language: 'python',
      buggy: 'def halve(n):\n    n -= 2\n    return n\n',
      fixed: 'def halve(n):\n    n //= 2\n    return n\n',
    },
    {
      language: 'javascript',
      buggy: 'function down(n) {\n  const out = [];\n  for (let i = n; i > 0; i++) out.push(i);\n  return out;\n}\n',
      fixed: 'function down(n) {\n  const out = [];\n  for (let i = n; i > 0; i--) out.push(i);\n  return out;\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const python = isPython(context);
    if (node.type === 'update_expression') {
      const operator = node.childForFieldName('operator');
      const argument = node.childForFieldName('argument');
      if (!operator || !argument) return;
      yield changeIn(node, operator, operator.text === '++' ? '--' : '++');
      const step = `${argument.text} ${operator.text === '++' ? '+=' : '-='} 2`;
      yield { edits: [replace(node, step)], title: becomes(node.text, step), weight: 0.2 };
      return;
    }
    const found = assignment(node);
    if (!found || found.declares) return;
    if (found.operator) {
      const text = surely(kindsOf(found.left, context), 'string', 'list', 'tuple', 'dict');
      for (const [operator, weight] of siblings[found.operator.text] ?? []) {
        if (operator === '//=' && !python) continue;
        if (text && !['=', '+=', '||=', '&&=', '??='].includes(operator)) continue;
        yield changeIn(node, found.operator, operator, weight);
      }
      return;
    }
    const simple = ['identifier', 'attribute', 'member_expression', 'subscript', 'subscript_expression'];
    if (!simple.includes(found.left.type) || surely(kindsOf(found.right, context), 'null', 'boolean', 'function'))
      return;
    const pair = binary(found.right, 'arithmetic');
    if (pair?.left.text === found.left.text) return;
    const equals = node.children.find((child) => child.type === '=');
    if (!equals || node.childForFieldName('type')) return;
    // A first value is no accumulation: inside a loop it may well be one.
    const looped = inLoop(node);
    yield changeIn(node, equals, '+=', looped ? 0.9 : 0.15);
    if (mayBeNumber(kindsOf(found.right, context))) {
      yield changeIn(node, equals, '-=', looped ? 0.3 : 0.05);
      yield changeIn(node, equals, '*=', looped ? 0.3 : 0.05);
    }
  },
};

function inLoop(node: SyntaxNode): boolean {
  for (let at: SyntaxNode | null = node; at; at = at.parent) {
    if (/^(for|while|do)/.test(at.type)) return true;
    if (/function|method|lambda/.test(at.type)) return false;
  }
  return false;
}
