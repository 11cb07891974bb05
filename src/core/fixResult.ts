import { createTwoFilesPatch } from 'diff';
import type { Candidate, RankedCandidate } from './model/candidate';
import type { Advice, Explanation, Outcome, SessionEvent } from './model/events';
import type { FocalFunction } from './model/focalFunction';
import type { Containment } from './model/execution';
import type { Test, Verdict } from './model/test';

/** What a whole run came to, as one plain object: the `--json` output, described by `fixResult.schema.json`. */
export interface FixResult {
  readonly version: 1;
  readonly outcome: Outcome;
  readonly message: string;
  readonly function: {
    readonly name: string;
    readonly file: string;
    readonly language: string;
    /** One-based, inclusive. */
    readonly startLine: number;
    readonly endLine: number;
  } | null;
  readonly runtime: string | null;
  readonly containment: Containment;
  readonly tests: readonly {
    readonly id: string;
    readonly title: string;
    readonly source: string;
    readonly trust: string;
    /** Verdict on the original; null when it was not run. */
    readonly verdict: Verdict['kind'] | null;
  }[];
  readonly candidates: readonly {
    readonly rank: number;
    readonly group: number;
    readonly title: string;
    readonly source: string;
    readonly patch: string;
    readonly plausible: boolean;
    readonly badge: string | null;
    readonly origin: Candidate['origin'];
    readonly passed: number;
    readonly total: number;
    readonly reason: string;
    readonly findings: readonly { readonly monitor: string; readonly message: string; readonly severity: string }[];
  }[];
  readonly explanation: Explanation | null;
  readonly notes: readonly string[];
  readonly advice: Advice | null;
  readonly tried: number;
  /** Milliseconds by stage, and `total`. */
  readonly durations: Readonly<Record<string, number>>;
  readonly modelCalls: number;
  /** Tokens of all questions to the model, and US dollars where the price is known; null when none was asked. */
  readonly usage: {
    readonly promptTokens: number;
    readonly completionTokens: number;
    readonly estimated: boolean;
    readonly cost: number | null;
  } | null;
}

/** Folds the event stream of one run into its result. Computes nothing of its own. */
export class FixResultBuilder {
  #focal: FocalFunction | undefined;
  #tests: readonly Test[] = [];
  #runtime: string | null = null;
  #containment: Containment = 'not run';
  #baseline: ReadonlyMap<string, Verdict> = new Map();
  #ranked: readonly RankedCandidate[] = [];
  #explanation: Explanation | null = null;
  readonly #notes: string[] = [];
  #finished: Extract<SessionEvent, { kind: 'finished' }> | undefined;
  #usage: FixResult['usage'] = null;

  add(event: SessionEvent): void {
    switch (event.kind) {
      case 'captured':
        this.#focal = event.focal;
        break;
      case 'tests':
        this.#tests = event.tests;
        this.#runtime = event.runtime;
        this.#containment = event.containment;
        break;
      case 'reproduced':
        this.#baseline = event.verdicts;
        break;
      case 'ranked':
        this.#ranked = event.ranked;
        break;
      case 'explained':
        this.#explanation = event.explanation;
        break;
      case 'note':
        this.#notes.push(event.message);
        break;
      case 'modelCall':
        this.#usage = { ...event.usage, cost: event.cost ?? null };
        break;
      case 'finished':
        this.#finished = event;
        break;
      default:
        break;
    }
  }

  /** The plausible candidate in front, if there is one. */
  get best(): RankedCandidate | undefined {
    return this.#ranked.find((r) => r.plausible);
  }

  get focal(): FocalFunction | undefined {
    return this.#focal;
  }

  /** `name` stands for the file in the patches, for example its path relative to the workspace. */
  result(name: string): FixResult {
    const focal = this.#focal;
    const end = this.#finished;
    return {
      version: 1,
      outcome: end?.outcome ?? 'error',
      message: end?.message ?? 'The run ended before it was finished.',
      function: focal
        ? {
            name: focal.qualifiedName,
            file: name,
            language: focal.file.languageId,
            startLine: lineOf(focal.file.text, focal.range.start),
            endLine: lineOf(focal.file.text, focal.range.end),
          }
        : null,
      runtime: this.#runtime,
      containment: this.#containment,
      tests: this.#tests.map(({ id, title, source, trust }) => ({
        id,
        title,
        source,
        trust,
        verdict: this.#baseline.get(id)?.kind ?? null,
      })),
      candidates: focal ? this.#ranked.map((r) => entry(r, focal, name)) : [],
      explanation: this.#explanation,
      notes: this.#notes,
      advice: end?.advice ?? null,
      tried: end?.tried ?? 0,
      durations: end?.durations ?? {},
      modelCalls: end?.modelCalls ?? 0,
      usage: this.#usage,
    };
  }
}

/** Unified diff from the captured text to the candidate, with three lines of context. */
function unifiedDiff(name: string, original: string, patched: string): string {
  return createTwoFilesPatch(`a/${name}`, `b/${name}`, original, patched, undefined, undefined, { context: 3 });
}

function entry(ranked: RankedCandidate, focal: FocalFunction, name: string): FixResult['candidates'][number] {
  const { candidate } = ranked;
  return {
    rank: ranked.rank,
    group: ranked.group,
    title: candidate.title,
    source: candidate.source,
    patch: unifiedDiff(name, focal.file.text, candidate.source),
    plausible: ranked.plausible,
    badge: ranked.badge ?? null,
    origin: candidate.origin,
    passed: ranked.passed,
    total: ranked.total,
    reason: ranked.reason,
    findings: ranked.findings.map(({ monitor, message, severity }) => ({ monitor, message, severity })),
  };
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
