import type { FixTemplate, Proposal } from '../../template';
import { becomes, change, replace, rewritten } from '../edits';
import { conditional, parts } from '../view';

/** The two values of a conditional expression exchanged, or one of them alone; the blocks of an `if … else` exchanged. */
export const swapBranches: FixTemplate = {
  id: 'swapBranches',
  bugClass: 'wrong order',
  prior: 0.3,
  examples: [
    {
      language: 'python',
      buggy: 'def smaller(a, b):\n    return b if a < b else a\n',
      fixed: 'def smaller(a, b):\n    return a if a < b else b\n',
    },
    {
      language: 'javascript',
      buggy: 'const sign = (n) => (n < 0 ? 1 : -1);\n',
      fixed: 'const sign = (n) => (n < 0 ? -1 : 1);\n',
    },
    {
      language: 'python',
      buggy: 'def kind(n):\n    if n % 2:\n        return "even"\n    else:\n        return "odd"\n',
      fixed: 'def kind(n):\n    if n % 2:\n        return "odd"\n    else:\n        return "even"\n',
    },
  ],
  *propose(node): Iterable<Proposal> {
    const choice = conditional(node);
    if (choice) {
      const { whenTrue, whenFalse } = choice;
      const edits = [replace(whenTrue, whenFalse.text), replace(whenFalse, whenTrue.text)];
      yield { edits, title: becomes(node.text, rewritten(node, edits)), weight: 1 };
      yield change(node, whenTrue.text, 0.3);
      yield change(node, whenFalse.text, 0.3);
      return;
    }
    if (node.type !== 'if_statement') return;
    const then = node.childForFieldName('consequence');
    const alternatives = node.childrenForFieldName('alternative');
    const otherwise = alternatives[0];
    if (!then || otherwise?.type !== 'else_clause' || alternatives.length !== 1) return;
    const block = otherwise.childForFieldName('body') ?? parts(otherwise)[0];
    if (block?.type !== then.type || block.text === then.text) return;
    const edits = [replace(then, block.text), replace(block, then.text)];
    yield { edits, title: 'the two branches of `if` are exchanged', weight: 0.6 };
  },
};
