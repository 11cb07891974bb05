import type { RankedCandidate } from '../core/model/candidate';
import type { RunView } from '../core/run/runRecord';
import { counted, duration, plausible, usageWords } from '../core/run/words';
import { command, type CommandId } from './ids';
import { t } from './l10n';

export interface StatusText {
  readonly text: string;
  readonly tooltip: string;
  readonly label: string;
  /** What a click does; its argument is the run. */
  readonly title: string;
  readonly command: CommandId;
}

/** Longer words than this push the other items out of the bar. */
const widest = 50;

/**
 * A run that goes on. As soon as something passes every test, the words are its and a click opens it: VS Code asks for lenses again
 * half a second after it was told that they have changed, this item is drawn at once.
 */
export function runningText(run: RunView, first: RankedCandidate | undefined, elapsedMs: number): StatusText {
  if (first) {
    const { candidate, passed, total } = first;
    const found = counted(plausible(run).length, t('plausible fix'), t('plausible fixes'));
    return {
      text: `$(sync~spin) Eider: ${clipped(candidate.title)} · ${t('{0} of {1} tests', passed, total)}`,
      tooltip: t(
        '{0} of {1}; the search goes on. Click to open the first as a diff; Cancel stands above the function.',
        found,
        run.name,
      ),
      label: t('Eider, {0}: {1}, {2} of {3} tests. Activate to review.', run.name, candidate.title, passed, total),
      title: t('Review'),
      command: command.review,
    };
  }
  const call = run.modelCall;
  const parts = [
    run.progress ? t('{0} tried', run.progress.tried) : undefined,
    call && usageWords(call),
    duration(elapsedMs),
  ].filter((part) => part !== undefined);
  return {
    text: `$(sync~spin) Eider: ${run.name} · ${parts.join(' · ')}`,
    tooltip: t('Looking for a fix of {0}. Click to cancel.', run.name),
    label: t('Eider is looking for a fix of {0}. Activate to cancel.', run.name),
    title: t('Cancel'),
    command: command.cancel,
  };
}

/** A run that is over; undefined as long as it is not. */
export function finishedText(run: RunView): StatusText | undefined {
  if (!run.finished) return undefined;
  const { message } = run.finished;
  const good = plausible(run).length;
  const words = good > 0 ? counted(good, t('plausible fix'), t('plausible fixes')) : message;
  const cost = run.modelCall ? `\n${run.modelCall.model}: ${usageWords(run.modelCall)}` : '';
  return {
    text: `$(${good > 0 ? 'verified' : 'info'}) Eider: ${clipped(words)}`,
    tooltip: `${run.name}: ${message}${cost}`,
    label: `Eider, ${run.name}: ${message}`,
    title: t('Show'),
    command: good > 0 ? command.review : command.explain,
  };
}

/** Without what VS Code would take for an icon. */
function clipped(words: string): string {
  const plain = words.replaceAll('$(', '$\u200b(');
  return plain.length > widest ? `${plain.slice(0, widest - 1)}…` : plain;
}
