import type { IdentifierReport } from './identifierMonitor';
import { editDistance } from './nearest';

/** Legal names that a question to the model lists. */
const LISTED = 40;

/** What a model is told about one name that does not exist: the value whose member was meant, and the nearest legal names. */
export function adviceOf({ site, why, instead, signatures, type }: IdentifierReport['illegal'][number]): string {
  if (site.kind === 'call') return [why, ...signatures.slice(0, 4).map((s) => `Signature: ${s}`)].join(' ');
  const near = [...new Set(instead)]
    .filter((name) => !name.startsWith('_'))
    .map((name) => ({ name, distance: editDistance(site.name.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, LISTED)
    .map(({ name }) => name);
  if (near.length === 0) return why;
  const receiver = site.kind === 'member' ? ` of ${site.receiver.replace(/\s+/g, ' ')}` : '';
  const whose = type === undefined ? receiver : `${receiver} (${type})`;
  return `${why} Legal names${whose}: ${near.join(', ')}.`;
}
