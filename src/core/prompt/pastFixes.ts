import { diffLines } from 'diff';
import type { SourceFile } from '../model/focalFunction';
import { tokens } from '../model/tokens';
import type { RunView } from '../run/runRecord';
import { dedent } from './facts';

/** A fix of another function of this project that a person applied, or that stood every test and the attack. */
export interface PastFix {
  readonly path: string;
  readonly name: string;
  readonly languageId: SourceFile['languageId'];
  /** The function alone, before and after. */
  readonly before: string;
  readonly after: string;
}

/** Fixes shown in one prompt, how alike a function must be (0 to 1), and characters of one fix. */
const SHOWN = { count: 2, alike: 0.25, characters: 1600 };

/** What runs of this project have found: of each function the latest fix, applied ones before verified ones. */
export function pastFixes(runs: readonly RunView[], applied: (candidate: string) => boolean): readonly PastFix[] {
  const found = new Map<string, { readonly fix: PastFix; readonly applied: boolean }>();
  for (const run of runs) {
    const { focal } = run;
    const taken = run.ranked.find(({ candidate }) => applied(candidate.id));
    const chosen = taken ?? run.ranked.find((r) => r.rank === 1 && r.badge === 'verified');
    if (!focal || !chosen) continue;
    const { text, path, languageId } = focal.file;
    const { start, end } = focal.range;
    const { source, edits } = chosen.candidate;
    // An added import moves the function: its text begins as far from the file's end as before.
    const moved = edits.reduce(
      (sum, e) => sum + (e.range.end <= start ? e.text.length - (e.range.end - e.range.start) : 0),
      0,
    );
    const before = dedent(text, start, end);
    const after = dedent(source, start + moved, source.length - (text.length - end));
    const key = `${path}\n${focal.qualifiedName}`;
    found.delete(key);
    if (before !== after && after !== '')
      found.set(key, {
        fix: { path, name: focal.qualifiedName, languageId, before, after },
        applied: taken !== undefined,
      });
  }
  const all = [...found.values()].reverse();
  return [...all.filter((f) => f.applied), ...all.filter((f) => !f.applied)].map(({ fix }) => fix);
}

/**
 * Fixes of functions that are written alike, the most similar first, each as the lines that were changed with what stands
 * around them. Never of the function itself: what was found for it before may be what is wrong now.
 */
export function similarFixes(
  fixes: readonly PastFix[],
  focal: { readonly path: string; readonly name: string; readonly code: string },
): readonly { readonly name: string; readonly diff: string }[] {
  const own = new Set(tokens(focal.code));
  return fixes
    .filter(({ path, name }) => path !== focal.path || name !== focal.name)
    .map((fix) => ({ fix, alike: jaccard(own, new Set(tokens(fix.before))) }))
    .filter(({ alike }) => alike >= SHOWN.alike)
    .sort((a, b) => b.alike - a.alike)
    .map(({ fix }) => ({ name: fix.name, diff: changesOf(fix) }))
    .filter(({ diff }) => diff.length <= SHOWN.characters)
    .slice(0, SHOWN.count);
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = [...a].filter((token) => b.has(token)).length;
  return both === 0 ? 0 : both / (a.size + b.size - both);
}

/** Lines of a diff without its head; of what stays, two lines on either side. */
function changesOf({ before, after }: PastFix): string {
  const ended = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);
  const lines = diffLines(ended(before), ended(after)).flatMap(({ value, added, removed }) =>
    value
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => `${added ? '+' : removed ? '-' : ' '}${line}`),
  );
  const near = (at: number): boolean => lines.slice(Math.max(0, at - 2), at + 3).some((line) => !line.startsWith(' '));
  return lines.filter((_, at) => at === 0 || near(at)).join('\n');
}
