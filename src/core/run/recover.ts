import type { SessionEvent } from '../model/events';
import { rank } from '../ranking/rank';
import { readJournal, type Journalled } from './journal';

/** The runs that are worth showing again, oldest first, and the journals nobody needs any more. */
export interface Recovered {
  readonly runs: readonly Journalled[];
  readonly obsolete: readonly string[];
}

/**
 * Reads what earlier windows left. Of each function the latest run counts, or the latest that found something when the later
 * ones were cut off before they did. `most`: how many functions are kept.
 */
export function recoverRuns(
  journals: readonly { readonly run: string; readonly text: string }[],
  most: number,
): Recovered {
  const read = journals.flatMap(({ run, text }) => {
    const found = readJournal(text);
    return found?.record.focal === undefined ? [] : [{ run, found: endIfCut(found) }];
  });
  const latest = new Map<string, (typeof read)[number]>();
  for (const entry of read.toSorted((a, b) => a.found.startedAt - b.found.startedAt)) {
    const { file, name, ranked, finished } = entry.found.record;
    const key = JSON.stringify([file.path, name]);
    const found = ranked.length > 0 || finished?.outcome !== 'cancelled';
    if (!found && latest.has(key)) continue;
    latest.delete(key);
    latest.set(key, entry);
  }
  const kept = [...latest.values()].slice(-most);
  const ids = new Set(kept.map(({ run }) => run));
  return {
    runs: kept.map(({ found }) => found),
    obsolete: journals.map(({ run }) => run).filter((run) => !ids.has(run)),
  };
}

/** A run that was cut off is ended: what passed every trusted test by then is ranked and shown, after a cancelled run too. */
function endIfCut(journalled: Journalled): Journalled {
  const { record, candidates } = journalled;
  if (record.finished && record.finished.outcome !== 'cancelled') return journalled;
  const at = record.stages.at(-1)?.startedMs ?? 0;
  const tell = (event: SessionEvent) => record.apply(event, at);
  if (record.ranked.length === 0 && candidates.length > 0) {
    const ranked = rank({
      original: record.file.text,
      tests: [...record.tests, ...record.probes],
      originalVerdicts: record.original,
      candidates: candidates.map((candidate) => ({
        candidate,
        verdicts: record.verdictsOf(candidate.id),
        findings: [],
        attack: 'not run' as const,
      })),
    });
    tell({ kind: 'ranked', ranked });
  }
  if (record.finished) return journalled;
  const found = record.ranked.filter((r) => r.plausible).length;
  tell({
    kind: 'finished',
    outcome: 'cancelled',
    message: `The run on ${record.name} was cut off when the editor closed. ${found === 0 ? 'It had found nothing yet.' : `${found} plausible ${found === 1 ? 'fix was' : 'fixes were'} found by then.`}`,
    durations: {},
    modelCalls: 0,
    tried: candidates.length,
  });
  return journalled;
}
