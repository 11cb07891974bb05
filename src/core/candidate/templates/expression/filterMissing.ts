import type { FixTemplate, Proposal } from '../../template';
import { becomes, change, insertAfter, receiver, rewritten } from '../edits';
import { call, field, isPython, member, parts } from '../view';

/** A step over items, some of which lack what it reads: `users.map((u) => u.email.trim())` for those that have one. */
export const filterMissing: FixTemplate = {
  id: 'filterMissing',
  bugClass: 'missing case',
  prior: 0.25,
  examples: [
    {
      language: 'typescript',
      buggy: 'const emails = (users: User[]): string[] => users.map((u) => u.email!.trim());\n',
      fixed: 'const emails = (users: User[]): string[] => users.filter((u) => u.email).map((u) => u.email!.trim());\n',
    },
    {
      language: 'python',
      buggy: "def line(parts):\n    return ', '.join(parts)\n",
      fixed: "def line(parts):\n    return ', '.join(part for part in parts if part)\n",
    },
    {
      language: 'javascript',
      buggy: "const line = (a, b) => [a, b].join(' ');\n",
      fixed: "const line = (a, b) => [a, b].filter(Boolean).join(' ');\n",
    },
    {
      language: 'javascript',
      buggy: 'function sizes(files) {\n  return files.map((file) => file.stat.size);\n}\n',
      fixed: 'function sizes(files) {\n  return files.filter((file) => file.stat).map((file) => file.stat.size);\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const invoked = call(node);
    const [step] = invoked?.args ?? [];
    if (isPython(context)) {
      // Texts are joined, and some of them are empty or None.
      if (invoked?.name !== 'join' || !invoked.receiver || step?.type !== 'identifier') return;
      const item =
        ['part', 'item', 'one'].find((name) => !context.locals.includes(name) && name !== step.text) ?? 'each';
      yield change(step, `${item} for ${item} in ${step.text} if ${item}`);
      return;
    }
    if (invoked?.receiver && invoked.name === 'join')
      yield change(invoked.receiver, `${receiver(invoked.receiver)}.filter(Boolean)`);
    if (!invoked?.receiver || !/^(map|flatMap|forEach)$/.test(invoked.name) || step?.type !== 'arrow_function') return;
    const item = field(step, 'parameter') ?? parts(field(step, 'parameters') ?? step)[0];
    const body = field(step, 'body');
    const name = item && (item.type === 'identifier' ? item.text : field(item, 'pattern')?.text);
    if (!body || name === undefined || !/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) return;
    const read = new Set<string>();
    for (const access of body.descendantsOfType('member_expression')) {
      const receiver = member(access)?.object;
      const inner = receiver?.type === 'non_null_expression' ? parts(receiver)[0] : receiver;
      if (inner && member(inner)?.object.text === name) read.add(inner.text);
    }
    for (const property of read) {
      const edits = [insertAfter(invoked.receiver, `.filter((${name}) => ${property})`)];
      yield { edits, title: becomes(node.text, rewritten(node, edits)), weight: 1 };
    }
  },
};
