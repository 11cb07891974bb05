import type { Candidate, RankedCandidate } from '../../src/core/model/candidate';
import type { SessionEvent } from '../../src/core/model/events';
import type { GenerationEvent } from '../../src/core/model/generation';
import type { FocalFunction, SourceFile } from '../../src/core/model/focalFunction';
import type { Test, Verdict } from '../../src/core/model/test';
import { applyEdits } from '../../src/core/model/text';
import { RunRecord } from '../../src/core/run/runRecord';
import type { FixRequest, SelfDebugger } from '../../src/core/selfDebugger';
import type { Verification } from '../../src/core/verification/verify';
import { plainFunction } from './plainFunction';

export const text = `def top(values):
    """Largest value.

    >>> top([1, 3])
    3
    """
    best = values[0]
    for value in values:
        if value < best:
            best = value
    return best
`;

export const file: SourceFile = { path: '/project/top.py', languageId: 'python', text, version: 3 };

const range = { start: 0, end: text.length - 1 };

export const focal = plainFunction(file, 'top', {
  range,
  bodyRange: { start: text.indexOf('"""'), end: range.end },
  parameters: [{ name: 'values', kind: 'plain' }],
  signature: 'top(values)',
  docstring: 'Largest value.',
});

export const tests: readonly Test[] = [
  {
    kind: 'example',
    id: 't1',
    title: 'top([1, 3]) == 3',
    trust: 'trusted',
    source: 'docstring',
    at: { path: file.path, line: 3 },
    setup: [],
    call: 'top([1, 3])',
    expected: { kind: 'value', source: '3' },
  },
  {
    kind: 'project',
    id: 't2',
    title: 'test_single (test_top.py)',
    trust: 'trusted',
    source: 'project',
    at: { path: '/project/test_top.py', line: 4 },
    framework: 'pytest',
    path: '/project/test_top.py',
    selector: 'test_top.py::test_single',
  },
];

export const passed: Verdict = { kind: 'passed', durationMs: 1 };
export const failed: Verdict = {
  kind: 'failed',
  durationMs: 1,
  message: 'expected 3, got 1',
  expected: '3',
  actual: '1',
};

/** Replaces the only `<` of the text. */
export function candidate(operator: string): Candidate {
  const at = text.indexOf('<');
  const edits = [{ range: { start: at, end: at + 1 }, text: operator }];
  return {
    id: `c${operator}`,
    origin: { kind: 'template', template: 'comparison', order: 1 },
    title: `\`<\` becomes \`${operator}\``,
    edits,
    source: applyEdits(text, edits),
    priority: 1,
    line: 8,
  };
}

export function ranked(rank: number, operator: string, more: Partial<RankedCandidate> = {}): RankedCandidate {
  return {
    candidate: candidate(operator),
    rank,
    group: rank,
    plausible: true,
    passed: 2,
    total: 2,
    trustedPassed: 2,
    trustedTotal: 2,
    astDistance: 1,
    findings: [],
    reason: 'Passes both trusted tests.',
    score: 1 / rank,
    ...more,
  };
}

/** A whole run that ends well: two plausible fixes, one that fails. */
export const story: readonly SessionEvent[] = [
  { kind: 'stage', stage: 'capture' },
  { kind: 'captured', focal },
  { kind: 'stage', stage: 'reproduce' },
  { kind: 'tests', tests, runtime: 'Python 3.11.7', containment: 'sandboxed' },
  {
    kind: 'reproduced',
    verdicts: new Map<string, Verdict>([
      ['t1', failed],
      ['t2', passed],
    ]),
    failing: tests.slice(0, 1),
  },
  { kind: 'stage', stage: 'localise' },
  {
    kind: 'localized',
    lines: [
      { line: 8, score: 0.71 },
      { line: 9, score: 1 },
    ],
  },
  { kind: 'stage', stage: 'execute' },
  ...['>', '>=', '<='].flatMap((operator): SessionEvent[] => [
    { kind: 'candidate', candidate: candidate(operator) },
    {
      kind: 'verdicts',
      candidate: `c${operator}`,
      verdicts: new Map<string, Verdict>([
        ['t1', operator === '<=' ? failed : passed],
        ['t2', passed],
      ]),
    },
  ]),
  { kind: 'progress', tried: 3, queued: 1, plausible: 2, elapsedMs: 300 },
  { kind: 'stage', stage: 'rank' },
  {
    kind: 'ranked',
    ranked: [
      ranked(1, '>', { badge: 'verified' }),
      ranked(2, '>=', { group: 1, badge: 'plausible' }),
      ranked(3, '<=', { plausible: false, passed: 1, trustedPassed: 1, reason: 'Fails one trusted test.' }),
    ],
  },
  {
    kind: 'finished',
    outcome: 'fixed',
    message: '2 plausible fixes for top.',
    durations: { reproduce: 120, total: 1234 },
    modelCalls: 0,
    tried: 3,
  },
];

/** A record into which the first `count` events of the story were put, 100 ms apart. */
export function recordOf(events: readonly SessionEvent[] = story, count = events.length): RunRecord {
  const record = new RunRecord('run1', file, 'top');
  events.slice(0, count).forEach((event, i) => record.apply(event, 100 * i));
  return record;
}

/** Tells a story instead of running anything; an abort ends it as the real loop does. */
export class ScriptedDebugger implements SelfDebugger {
  readonly requests: FixRequest[] = [];
  readonly #events: readonly SessionEvent[];
  readonly #before: (event: SessionEvent, signal: AbortSignal) => Promise<void>;

  /** `before` is awaited before each event. */
  constructor(
    events: readonly SessionEvent[] = story,
    before: (event: SessionEvent, signal: AbortSignal) => Promise<void> = () => Promise.resolve(),
  ) {
    this.#events = events;
    this.#before = before;
  }

  prepare(): Promise<void> {
    return Promise.resolve();
  }

  places(): Promise<readonly FocalFunction[]> {
    return this.functions();
  }

  functions(): Promise<readonly FocalFunction[]> {
    return Promise.resolve([focal]);
  }

  async *tests(): AsyncGenerator<GenerationEvent, void, undefined> {
    await Promise.resolve();
    yield { kind: 'finished', outcome: 'nothing', message: 'Nothing.', durations: {} };
  }

  writeTests(): Promise<never> {
    return Promise.reject(new Error('a scripted debugger writes no tests'));
  }

  findTests(): Promise<never> {
    return Promise.reject(new Error('a scripted debugger finds no tests'));
  }

  runTests(): AsyncIterable<never> {
    throw new Error('a scripted debugger runs no tests');
  }

  verify(): Promise<Verification> {
    return Promise.reject(new Error('the story says nothing of this'));
  }

  async *fix(request: FixRequest, signal: AbortSignal): AsyncGenerator<SessionEvent, void, undefined> {
    this.requests.push(request);
    for (const event of this.#events) {
      await this.#before(event, signal);
      if (signal.aborted) {
        yield { kind: 'finished', outcome: 'cancelled', message: 'Cancelled.', durations: {}, modelCalls: 0, tried: 0 };
        return;
      }
      yield event;
    }
  }
}
