import type { Syntax } from '../../capture/syntax';
import { candidateId, staysInside } from '../../candidate/candidateEdits';
import { composeEdits } from '../../candidate/composeEdits';
import type { Candidate, Finding } from '../../model/candidate';
import type { FocalFunction } from '../../model/focalFunction';
import type { Clock, LanguageServer } from '../../ports';
import { adviceOf } from './advice';
import { IdentifierMonitor, type IdentifierReport } from './identifierMonitor';

/** Wall time that the monitor may cost: per batch of a model's candidates, and once in the review. */
const BUDGET_MS = { sift: 8000, review: 2500 };

export interface Sifted {
  /** What is worth running: candidates with no illegal identifier, repaired ones in the place of those with one. */
  readonly run: readonly Candidate[];
  /** What was refused, one sentence each, for the reader of the run. */
  readonly notes: readonly string[];
  /** What a model should be told: wrong names with the legal ones. Empty when nothing was refused for good. */
  readonly advice: readonly string[];
}

/** Keeps candidates with identifiers that do not exist from being run, and looks at what is shown. Never waits long. */
export class Sieve {
  readonly monitor: IdentifierMonitor;
  readonly #focal: FocalFunction;
  readonly #clock: Clock;

  constructor(syntax: Syntax, server: LanguageServer, focal: FocalFunction, clock: Clock) {
    this.monitor = new IdentifierMonitor(syntax, server);
    this.#focal = focal;
    this.#clock = clock;
  }

  /** Before execution. Repaired candidates cost no question to the model. */
  async sift(candidates: readonly Candidate[], signal: AbortSignal): Promise<Sifted> {
    const run: Candidate[] = [];
    const notes: string[] = [];
    const advice: string[] = [];
    const end = this.#clock.now() + BUDGET_MS.sift;
    for (const candidate of candidates) {
      const report = await this.#report(candidate, end, signal);
      if (report?.verdict !== 'illegal') {
        run.push(candidate);
        continue;
      }
      const why = report.illegal.map((one) => one.why).join(' ');
      const { repaired } = report;
      const other = repaired && this.#repaired(candidate, repaired);
      if (other) {
        run.push(other);
        notes.push(`${why} ${capital(repaired.title)}.`);
      } else {
        notes.push(`Not run: ${why}`);
        advice.push(...report.illegal.map(adviceOf));
      }
    }
    return { run, notes: [...new Set(notes)], advice: [...new Set(advice)] };
  }

  /** For the review: findings by candidate, as far as the time reaches. */
  async findings(
    shown: readonly { readonly candidate: Candidate }[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, readonly Finding[]>> {
    const found = new Map<string, readonly Finding[]>();
    const end = this.#clock.now() + BUDGET_MS.review;
    for (const { candidate } of shown) {
      const report = await this.#report(candidate, end, signal);
      if (report && report.findings.length > 0) found.set(candidate.id, report.findings);
    }
    return found;
  }

  async #report(candidate: Candidate, end: number, signal: AbortSignal): Promise<IdentifierReport | undefined> {
    const left = end - this.#clock.now();
    if (left <= 0) return undefined;
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new Error('the monitor has no time left')), left);
    try {
      return await this.monitor.check(this.#focal, candidate.source, AbortSignal.any([signal, late.signal]));
    } catch (error) {
      signal.throwIfAborted();
      if (late.signal.aborted) return undefined;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  #repaired(
    candidate: Candidate,
    { edits, text, title }: NonNullable<IdentifierReport['repaired']>,
  ): Candidate | undefined {
    const all = composeEdits(this.#focal.file.text, candidate.edits, edits);
    if (!staysInside(all, this.#focal)) return undefined;
    return {
      ...candidate,
      id: candidateId('r', this.#focal, all),
      title: `${candidate.title.replace(/[.]$/, '')} (${title})`,
      edits: all,
      source: text,
    };
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
