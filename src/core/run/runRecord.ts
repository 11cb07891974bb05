import type { RankedCandidate } from '../model/candidate';
import type { Answered, Explanation, LineSuspicion, Question, SessionEvent, Stage } from '../model/events';
import type { Containment } from '../model/execution';
import type { FocalFunction, SourceFile } from '../model/focalFunction';
import type { ProbeTest, Test, Verdict } from '../model/test';

export type Finished = Extract<SessionEvent, { kind: 'finished' }>;
export type Progress = Extract<SessionEvent, { kind: 'progress' }>;
export type ModelCall = Extract<SessionEvent, { kind: 'modelCall' }>;

/** One stage of the loop as it went by. Times are milliseconds since the start of the run. */
export interface StageRecord {
  readonly stage: Stage;
  readonly detail?: string;
  readonly startedMs: number;
  readonly endedMs?: number;
}

/** What is known of a run so far. Every face reads this; none computes a result of its own. */
export interface RunView {
  readonly id: string;
  readonly file: SourceFile;
  /** Qualified name of the focal function, or what was asked for until it is captured. */
  readonly name: string;
  readonly focal: FocalFunction | undefined;
  readonly stages: readonly StageRecord[];
  readonly tests: readonly Test[];
  readonly runtime: string | undefined;
  readonly containment: Containment | undefined;
  /** Verdicts of the captured function, on tests and probes. */
  readonly original: ReadonlyMap<string, Verdict>;
  readonly failing: readonly Test[];
  readonly suspicious: readonly LineSuspicion[];
  readonly proposed: number;
  readonly progress: Progress | undefined;
  readonly ranked: readonly RankedCandidate[];
  readonly explanation: Explanation | undefined;
  /** Open: nobody answered it. */
  readonly question: Question | undefined;
  /** What was said about the questions of this run, latest last. */
  readonly answers: readonly Answered[];
  /** Inputs that no test knows, on which the captured function and the candidates were run. */
  readonly probes: readonly ProbeTest[];
  /** The latest question to the model, with the usage of the run so far. */
  readonly modelCall: ModelCall | undefined;
  /** The latest state of every question to the model, in order. */
  readonly modelCalls: readonly ModelCall[];
  readonly notes: readonly string[];
  readonly finished: Finished | undefined;
  verdictsOf(candidate: string): ReadonlyMap<string, Verdict>;
}

/**
 * A run built from its event stream and from nothing else, so that replaying stored events gives the same record.
 * Candidates are only counted until they are ranked: a run may try thousands, each with a whole file in it.
 */
export class RunRecord implements RunView {
  readonly id: string;
  readonly file: SourceFile;
  name: string;
  focal: FocalFunction | undefined;
  stages: StageRecord[] = [];
  tests: readonly Test[] = [];
  runtime: string | undefined;
  containment: Containment | undefined;
  original: ReadonlyMap<string, Verdict> = new Map();
  failing: readonly Test[] = [];
  suspicious: readonly LineSuspicion[] = [];
  proposed = 0;
  progress: Progress | undefined;
  ranked: readonly RankedCandidate[] = [];
  explanation: Explanation | undefined;
  question: Question | undefined;
  answers: Answered[] = [];
  probes: readonly ProbeTest[] = [];
  modelCalls: ModelCall[] = [];
  notes: string[] = [];
  finished: Finished | undefined;
  #verdicts = new Map<string, ReadonlyMap<string, Verdict>>();

  constructor(id: string, file: SourceFile, name: string) {
    this.id = id;
    this.file = file;
    this.name = name;
  }

  get modelCall(): ModelCall | undefined {
    return this.modelCalls.at(-1);
  }

  verdictsOf(candidate: string): ReadonlyMap<string, Verdict> {
    return this.#verdicts.get(candidate) ?? new Map();
  }

  /** `atMs`: milliseconds since the start of the run. */
  apply(event: SessionEvent, atMs: number): void {
    switch (event.kind) {
      case 'captured':
        this.focal = event.focal;
        this.name = event.focal.qualifiedName;
        break;
      case 'stage':
        this.#enter(event.stage, event.detail, atMs);
        break;
      case 'tests':
        this.tests = event.tests;
        this.runtime = event.runtime;
        this.containment = event.containment;
        break;
      case 'reproduced':
        this.original = event.verdicts;
        this.failing = event.failing;
        break;
      case 'localized':
        this.suspicious = event.lines;
        break;
      case 'candidate':
        this.proposed++;
        break;
      case 'verdicts':
        this.#verdicts.set(event.candidate, new Map([...this.verdictsOf(event.candidate), ...event.verdicts]));
        break;
      case 'progress':
        this.progress = event;
        break;
      case 'attacked':
        this.probes = event.probes;
        this.original = new Map([...this.original, ...event.original]);
        for (const [candidate, verdicts] of event.verdicts)
          this.#verdicts.set(candidate, new Map([...this.verdictsOf(candidate), ...verdicts]));
        break;
      case 'ranked':
        if (event.interim) this.ranked = event.ranked;
        else this.#rank(event.ranked);
        break;
      case 'question':
        this.question = event.question;
        break;
      case 'answered':
        this.question = undefined;
        this.answers.push(event.answer);
        break;
      case 'withdrawn':
        this.answers = this.answers.filter(({ test }) => test?.id !== event.test);
        break;
      case 'explained':
        this.explanation = event.explanation;
        break;
      case 'modelCall':
        if (this.modelCall?.call === event.call) this.modelCalls.pop();
        this.modelCalls.push(event);
        break;
      case 'note':
        this.notes.push(event.message);
        break;
      case 'finished':
        this.#leave(atMs);
        this.finished = event;
        break;
    }
  }

  #enter(stage: Stage, detail: string | undefined, atMs: number): void {
    const last = this.stages.at(-1);
    if (last?.stage === stage) {
      if (detail !== undefined) this.stages[this.stages.length - 1] = { ...last, detail };
      return;
    }
    this.#leave(atMs);
    this.stages.push({ stage, startedMs: atMs, ...(detail === undefined ? {} : { detail }) });
  }

  #leave(atMs: number): void {
    const last = this.stages.at(-1);
    if (last && last.endedMs === undefined) this.stages[this.stages.length - 1] = { ...last, endedMs: atMs };
  }

  #rank(ranked: readonly RankedCandidate[]): void {
    this.ranked = ranked;
    const kept = new Set(ranked.map((r) => r.candidate.id));
    for (const id of this.#verdicts.keys()) if (!kept.has(id)) this.#verdicts.delete(id);
  }
}
