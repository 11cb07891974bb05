import type { FixTemplate, Proposal } from '../../template';
import { changeIn } from '../edits';
import { call, isTarget, member } from '../view';

/** Another member of the same receiver, as the language server knows them or as the file uses them: `node.left` for `node.right`. */
export const wrongMember: FixTemplate = {
  id: 'wrongMember',
  bugClass: 'wrong variable',
  prior: 0.22,
  examples: [
    {
      language: 'python',
      buggy:
        'def depth(node):\n    if node is None:\n        return 0\n    return 1 + max(depth(node.left), depth(node.left), node.right is None)\n',
      fixed:
        'def depth(node):\n    if node is None:\n        return 0\n    return 1 + max(depth(node.left), depth(node.right), node.right is None)\n',
    },
    {
      language: 'javascript',
      buggy:
        'class Box {\n  area() {\n    return this.width * this.width;\n  }\n  tall() {\n    return this.height > this.width;\n  }\n}\n',
      fixed:
        'class Box {\n  area() {\n    return this.width * this.height;\n  }\n  tall() {\n    return this.height > this.width;\n  }\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const dot = member(node);
    if (!dot) return;
    const { text: receiver } = dot.object;
    if (!/^[\p{L}_$][\p{L}\p{N}_$.]*$/u.test(receiver)) return;
    const called = node.parent !== null && call(node.parent)?.callee.id === node.id;
    const known = context.members.get(receiver) ?? [];
    const seen = new Map<string, boolean>();
    // Members of this receiver anywhere in the file; a method is only taken for a method.
    const pattern = new RegExp(
      `(?<![\\w$.])${receiver.replace(/[.$]/g, '\\$&')}\\.([\\p{L}_$][\\p{L}\\p{N}_$]*)(\\s*\\()?`,
      'gu',
    );
    for (const match of `${context.text}\n${context.callers.expressions.join('\n')}`.matchAll(pattern)) {
      if (match[1] !== undefined) seen.set(match[1], match[2] !== undefined || (seen.get(match[1]) ?? false));
    }
    const module = context.focal.imports.some((name) => name.local === receiver);
    let given = 0;
    for (const [name, isCalled] of seen) {
      if (name === dot.property.text || isCalled !== called || given >= 6) continue;
      given++;
      yield changeIn(node, dot.property, name, (module ? 0.3 : 0.8) * (isTarget(node) ? 0.4 : 1));
    }
    for (const name of known.filter((other) => !seen.has(other) && near(other, dot.property.text)).slice(0, 5)) {
      yield changeIn(node, dot.property, name, seen.size > 0 && known.includes(dot.property.text) ? 0.3 : 0.9);
    }
  },
};

/** The same word spelled a little otherwise. */
function near(a: string, b: string): boolean {
  const [x, y] = [a.toLowerCase().replace(/_/g, ''), b.toLowerCase().replace(/_/g, '')];
  if (x === y || x.startsWith(y) || y.startsWith(x)) return true;
  if (Math.abs(x.length - y.length) > 2) return false;
  let start = 0;
  while (start < x.length && x[start] === y[start]) start++;
  let end = 0;
  while (end < Math.min(x.length, y.length) - start && x.at(-1 - end) === y.at(-1 - end)) end++;
  return Math.max(x.length, y.length) - start - end <= 2;
}
