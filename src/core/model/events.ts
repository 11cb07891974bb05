import type { Candidate, RankedCandidate } from './candidate';
import type { Containment } from './execution';
import type { FocalFunction } from './focalFunction';
import type { ExampleTest, ProbeTest, Test, Verdict } from './test';

export type Outcome =
  /** At least one plausible candidate. */
  | 'fixed'
  /** Every trusted test passes on the present code. */
  | 'noFailure'
  /** The failure stands and no candidate passed every trusted test. */
  | 'notFixed'
  /** There is no trusted test to say what is wrong. */
  | 'noTests'
  | 'cancelled'
  /** Ended with an error a person can act on. */
  | 'error';

export interface LineSuspicion {
  /** Zero-based line of the captured text. */
  readonly line: number;
  /** Ochiai, 0 to 1. */
  readonly score: number;
}

/** Why a run that found nothing found nothing, and what would help. */
export interface Advice {
  readonly tried: string;
  readonly wouldHelp: readonly string[];
}

export interface Explanation {
  readonly failingTest: Test;
  readonly input?: string;
  readonly expected?: string;
  readonly actual?: string;
  readonly bugClass?: string;
  /** First line at which the buggy and the fixed run part, with the variables there. */
  readonly divergence?: {
    readonly line: number;
    readonly variables: readonly { readonly name: string; readonly repr: string; readonly fixedRepr?: string }[];
  };
  readonly suspicious: readonly LineSuspicion[];
  /** `grounded`: seen in the execution. `by`: the model that said it; absent for what Eider itself saw. */
  readonly sentences: readonly {
    readonly text: string;
    readonly grounded: boolean;
    readonly line?: number;
    readonly by?: string;
  }[];
}

/** "For this input, which output is right?" */
export interface Question {
  readonly id: string;
  readonly call: string;
  /** What the answer is made a trusted test from (`answerTest`). */
  readonly probe: ProbeTest;
  readonly options: readonly {
    readonly output: string;
    readonly group: number;
    readonly candidates: readonly string[];
  }[];
}

/** What a person said about a question. */
export interface Answered {
  readonly call: string;
  readonly said: 'output' | 'both' | 'skip';
  /** The output that is right, in words, when one was named. */
  readonly output?: string;
  /** Trusted from now on; absent where the outcome cannot be demanded of a test (a call that does not end, changed arguments). */
  readonly test?: ExampleTest;
}

/** What a run tells the world, in order. Every face reads this stream and computes nothing of its own. */
export type SessionEvent =
  | { readonly kind: 'captured'; readonly focal: FocalFunction }
  | { readonly kind: 'stage'; readonly stage: Stage; readonly detail?: string }
  | {
      readonly kind: 'tests';
      readonly tests: readonly Test[];
      readonly runtime: string;
      readonly containment: Containment;
    }
  | { readonly kind: 'reproduced'; readonly verdicts: ReadonlyMap<string, Verdict>; readonly failing: readonly Test[] }
  | { readonly kind: 'localized'; readonly lines: readonly LineSuspicion[] }
  | { readonly kind: 'candidate'; readonly candidate: Candidate }
  | { readonly kind: 'verdicts'; readonly candidate: string; readonly verdicts: ReadonlyMap<string, Verdict> }
  | {
      readonly kind: 'progress';
      readonly tried: number;
      readonly queued: number;
      readonly plausible: number;
      readonly elapsedMs: number;
    }
  /** What the captured function and the candidates did on inputs that no test knows. */
  | {
      readonly kind: 'attacked';
      readonly probes: readonly ProbeTest[];
      readonly original: ReadonlyMap<string, Verdict>;
      readonly verdicts: ReadonlyMap<string, ReadonlyMap<string, Verdict>>;
    }
  /** `interim`: the search still goes on, and nothing was attacked; another ranking follows unless the run is cut off. */
  | { readonly kind: 'ranked'; readonly ranked: readonly RankedCandidate[]; readonly interim?: true }
  | { readonly kind: 'question'; readonly question: Question }
  /** May come after `finished`: the run is then judged anew, with `tests`, `reproduced`, `verdicts`, `ranked` and `finished` once more. */
  | { readonly kind: 'answered'; readonly answer: Answered }
  /** An answer that is taken back. */
  | { readonly kind: 'withdrawn'; readonly test: string }
  | { readonly kind: 'explained'; readonly explanation: Explanation }
  /** One question to the model. Usage and cost are running sums of the run; `text` is the first answer so far. */
  | {
      readonly kind: 'modelCall';
      readonly call: number;
      readonly purpose: string;
      readonly state: 'started' | 'streaming' | 'ended' | 'failed';
      readonly model: string;
      readonly text: string;
      readonly usage: { readonly promptTokens: number; readonly completionTokens: number; readonly estimated: boolean };
      readonly cost?: number;
    }
  | { readonly kind: 'note'; readonly message: string }
  | {
      readonly kind: 'finished';
      readonly outcome: Outcome;
      readonly message: string;
      readonly durations: Readonly<Record<string, number>>;
      readonly modelCalls: number;
      readonly tried: number;
      readonly advice?: Advice;
    };

export type Stage =
  'capture' | 'reproduce' | 'localise' | 'propose' | 'monitor' | 'execute' | 'refine' | 'attack' | 'rank' | 'explain';
