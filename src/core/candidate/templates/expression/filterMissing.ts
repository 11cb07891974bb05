import type { FixTemplate, Proposal } from '../../template';
import { becomes, insertAfter, rewritten } from '../edits';
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
      language: 'javascript',
      buggy: 'function sizes(files) {\n  return files.map((file) => file.stat.size);\n}\n',
      fixed: 'function sizes(files) {\n  return files.filter((file) => file.stat).map((file) => file.stat.size);\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    if (isPython(context)) return;
    const invoked = call(node);
    const [step] = invoked?.args ?? [];
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
