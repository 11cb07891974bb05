import type { SyntaxNode } from '../../../capture/syntax';
import type { FixTemplate, Proposal } from '../../template';
import { becomes, change, insertAfter, rewritten } from '../edits';
import { kindsOf, surely } from '../types';
import { call, isPython, parts } from '../view';

/** A number in a text that always has two digits: minutes of a clock, months of a date. */
export const padNumber: FixTemplate = {
  id: 'padNumber',
  bugClass: 'wrong argument',
  prior: 0.2,
  examples: [
    {
      language: 'python',
      buggy: "def clock(hours, minutes):\n    return f'{hours}:{minutes}'\n",
      fixed: "def clock(hours, minutes):\n    return f'{hours}:{minutes:02}'\n",
    },
    {
      language: 'python',
      buggy: "def month(year, number):\n    return str(year) + '-' + str(number)\n",
      fixed: "def month(year, number):\n    return str(year) + '-' + str(number).zfill(2)\n",
    },
    {
      language: 'javascript',
      buggy: 'const clock = (hours, minutes) => `${hours}:${minutes}`;\n',
      fixed: "const clock = (hours, minutes) => `${hours}:${String(minutes).padStart(2, '0')}`;\n",
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const invoked = call(node);
    if (isPython(context) && invoked?.name === 'str' && invoked.args.length === 1) {
      if (node.parent?.type === 'binary_operator') yield change(node, `${node.text}.zfill(2)`, 0.6);
      return;
    }
    if (node.type !== 'interpolation' && node.type !== 'template_substitution') return;
    const [value, ...rest] = parts(node);
    if (!value || rest.length > 0 || surely(kindsOf(value, context), 'string', 'boolean', 'list', 'dict')) return;
    const weight = besideSeparator(node) ? 1 : 0.2;
    if (isPython(context)) {
      const edits = [insertAfter(value, ':02')];
      yield { edits, title: becomes(node.text, rewritten(node, edits)), weight };
    } else if (!value.text.includes('padStart')) {
      yield change(value, `String(${value.text}).padStart(2, '0')`, weight);
    }
  },
};

/** Whether the text before or behind it parts numbers from one another. */
function besideSeparator(node: SyntaxNode): boolean {
  const whole = node.parent;
  if (!whole) return false;
  const before = whole.text.charAt(node.startIndex - whole.startIndex - 1);
  const behind = whole.text.charAt(node.endIndex - whole.startIndex);
  return /[:./-]/.test(`${before}${behind}`);
}
