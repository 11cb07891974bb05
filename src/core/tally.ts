import type { Test } from './model/test';
import { isFailure, isUnreadable } from './model/verdicts';
import type { Tried } from './search/search';

/** What the candidates of one run did, in numbers. */
export class Tally {
  tried = 0;
  /** Made of more than one edit. */
  chains = 0;
  /** Made a failing test pass without passing all. */
  mended = 0;
  /** Changed how a test comes out. */
  changed = 0;
  /** Met a test that did not end. */
  endless = 0;
  /** Could not be loaded for their syntax. */
  unreadable = 0;
  /** Passed every test that failed, and failed one that passed. */
  trades = 0;
  /** Title of a test that the first of them fails. */
  trade: string | undefined;

  add({ candidate, verdicts, plausible, progress }: Tried, trusted: readonly Test[], failing: readonly Test[]): void {
    this.tried++;
    const { origin } = candidate;
    if (origin.kind === 'template' && origin.order > 1) this.chains++;
    const all = [...verdicts.values()];
    if (all.some((v) => v.kind === 'timedOut')) this.endless++;
    if (all.length > 0 && all.every(isUnreadable)) this.unreadable++;
    if (plausible) return;
    if (progress.changed) this.changed++;
    if (progress.fixed === 0) return;
    this.mended++;
    if (progress.broken === 0 || !failing.every(({ id }) => verdicts.get(id)?.kind === 'passed')) return;
    this.trades++;
    this.trade ??= trusted.find(({ id }) => isFailure(verdicts.get(id)))?.title;
  }
}
