import type { Effort } from './advice';
import type { RankedCandidate } from './model/candidate';
import type { Advice, Outcome, SessionEvent, Stage } from './model/events';
import type { Test } from './model/test';
import type { Clock } from './ports';
import { Stopwatch } from './stopwatch';
import { Tally } from './tally';

/** What a run has cost so far, and the events that tell of it. */
export class Account {
  readonly watch: Stopwatch;
  /** Of the candidates run against at least one test. */
  readonly tally = new Tally();
  modelCalls = 0;
  /** Whether the time was used up while candidates were left to try. */
  outOfTime = false;

  constructor(clock: Clock) {
    this.watch = new Stopwatch(clock);
  }

  stage(stage: Stage): SessionEvent {
    this.watch.enter(stage);
    return { kind: 'stage', stage };
  }

  finished(outcome: Outcome, message: string, advice?: Advice): SessionEvent {
    return {
      kind: 'finished',
      outcome,
      message,
      durations: this.watch.durations(),
      modelCalls: this.modelCalls,
      tried: this.tally.tried,
      ...(advice && { advice }),
    };
  }

  effort(failing: readonly Test[], best?: RankedCandidate): Effort {
    const { tally, modelCalls, outOfTime } = this;
    return { tally, modelCalls, outOfTime, failing, ...(best && { best }) };
  }
}
