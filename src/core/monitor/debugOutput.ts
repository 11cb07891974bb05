import type { SyntaxNode } from '../capture/syntax';
import type { Monitor } from './monitor';
import { calleesOf, lineOf, nodesOf } from './subject';

/** Prints and break points that were not there before. */
export const debugOutput: Monitor = {
  id: 'debug output',
  *check({ before, after, python }) {
    const pattern = python
      ? /^(print|pprint|pprint\.pprint|sys\.(stdout|stderr)\.write|breakpoint|pdb\.set_trace|ipdb\.set_trace)$/
      : /^(console\.\w+|alert|process\.(stdout|stderr)\.write)$/;
    const count = (node: SyntaxNode | undefined): number =>
      calleesOf(node).filter((call) => pattern.test(call.name)).length;
    if (count(after) > count(before)) {
      const last = calleesOf(after)
        .filter((call) => pattern.test(call.name))
        .at(-1);
      if (last)
        yield {
          monitor: this.id,
          message: `${last.name}() is left behind.`,
          severity: 'demote',
          line: lineOf(last.node),
        };
    }
    const stop = [...nodesOf(after)].find((node) => node.type === 'debugger_statement');
    if (stop && !/\bdebugger\b/.test(before?.text ?? ''))
      yield {
        monitor: this.id,
        message: 'A debugger statement is left behind.',
        severity: 'demote',
        line: lineOf(stop),
      };
  },
};
