import type { FixTemplate, Proposal } from '../../template';
import { changeIn, replaceRange, becomes, rewritten } from '../edits';
import { call, isPython, isTarget, member, subscript } from '../view';

/** A receiver that may be null or undefined: `a.b` for `a?.b`, `a[0]` for `a?.[0]`, `f()` for `f?.()`. */
export const optionalChaining: FixTemplate = {
  id: 'optionalChaining',
  bugClass: 'missing case',
  prior: 0.15,
  examples: [
    {
      language: 'javascript',
      buggy: 'function city(user) {\n  return user.address.city;\n}\n',
      fixed: 'function city(user) {\n  return user.address?.city;\n}\n',
    },
    {
      language: 'typescript',
      buggy: 'const first = (xs?: string[]): string | undefined => xs[0];\n',
      fixed: 'const first = (xs?: string[]): string | undefined => xs?.[0];\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    if (isPython(context) || isTarget(node)) return;
    const dot = member(node);
    if (dot?.object.type === 'non_null_expression') return;
    if (dot && !/^(this|super|Math|Number|Object|Array|JSON|String|Promise|console)$/.test(dot.object.text)) {
      const operator = node.children.find((child) => child.type === '.');
      if (operator) yield changeIn(node, operator, '?.', dot.object.type === 'identifier' ? 0.6 : 0.8);
    }
    const at = subscript(node);
    if (at && !node.children.some((child) => child.type === 'optional_chain')) {
      const edits = [replaceRange(at.object.endIndex, at.object.endIndex, '?.')];
      yield { edits, title: becomes(node.text, rewritten(node, edits)), weight: 0.4 };
    }
    const invoked = call(node);
    if (
      invoked &&
      !invoked.isNew &&
      context.focal.parameters.some((parameter) => parameter.name === invoked.callee.text)
    ) {
      const edits = [replaceRange(invoked.callee.endIndex, invoked.callee.endIndex, '?.')];
      yield { edits, title: becomes(node.text, rewritten(node, edits)), weight: 0.5 };
    }
  },
};
