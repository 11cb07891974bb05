import type { FixTemplate, Proposal } from '../../template';
import { becomes, replace } from '../edits';
import { assignment, binary, descend, member, subscript } from '../view';

/** A value is stored in the wrong place: the place meant is one the right side reads, as in `best[v] = min(best[v], d)`. */
export const assignTarget: FixTemplate = {
  id: 'assignTarget',
  bugClass: 'wrong variable',
  prior: 0.25,
  examples: [
    {
      language: 'python',
      buggy: 'def lower(best, cost, v):\n    cost[v] = min(best[v], cost[v] + 1)\n    return best\n',
      fixed: 'def lower(best, cost, v):\n    best[v] = min(best[v], cost[v] + 1)\n    return best\n',
    },
    {
      language: 'javascript',
      buggy: 'function count(counts, word) {\n  counts = counts[word] + 1;\n  return counts;\n}\n',
      fixed: 'function count(counts, word) {\n  counts[word] = counts[word] + 1;\n  return counts;\n}\n',
    },
  ],
  *propose(node): Iterable<Proposal> {
    const found = assignment(node);
    if (!found || found.declares || found.operator) return;
    const { left, right } = found;
    const stored = subscript(left) ?? member(left) ?? (left.type === 'subscript' || undefined);
    const reads = new Map<string, number>();
    for (const part of descend(right)) {
      const place = subscript(part) ?? member(part) ?? (part.type === 'subscript' || undefined);
      if (!place || part.text === left.text || part.text.includes('(') || part.text.includes(':')) continue;
      const inCall = part.parent?.type.startsWith('argument') === true;
      const inSum = part.parent ? binary(part.parent, 'arithmetic') !== undefined : false;
      reads.set(part.text, Math.max(reads.get(part.text) ?? 0, inCall ? 1 : inSum ? 0.6 : 0.3));
    }
    for (const [text, weight] of [...reads].slice(0, 4)) {
      const whole = `${text} = ${right.text}`;
      // A plain name that is assigned is mostly a name of its own; an element or a member is stored on purpose.
      yield {
        edits: [replace(left, text)],
        title: becomes(node.text, whole),
        weight: weight * (stored ? 1 : text.startsWith(`${left.text}[`) ? 0.7 : 0.15),
      };
    }
  },
};
