import assert from 'node:assert/strict';
import type { Candidate } from '../../../../src/core/model/candidate';
import type { Job, JobResult } from '../../../../src/core/model/execution';
import type { ExampleTest, Verdict } from '../../../../src/core/model/test';
import type { ExecutionSession } from '../../../../src/core/ports';
import { search, type SearchPlan, type Tried } from '../../../../src/core/search/search';

const test = (id: string): ExampleTest => ({
  id,
  title: id,
  trust: 'trusted',
  source: 'docstring',
  kind: 'example',
  setup: [],
  call: id,
  expected: { kind: 'value', source: '1' },
});
const tests = ['a', 'b', 'c'].map(test);
const passed: Verdict = { kind: 'passed', durationMs: 1 };
const failed = (actual: string): Verdict => ({ kind: 'failed', durationMs: 1, message: 'wrong', actual });

/** A world in which a source is a set of letters: a test passes exactly when its letter is in the source. */
function letters(log: string[] = []): ExecutionSession {
  return {
    tests: [],
    notes: [],
    concurrency: 1,
    containment: 'not run',
    runtime: 'letters',
    run: (job: Job): Promise<JobResult> => {
      log.push(job.source);
      const verdicts = new Map(
        job.tests.map((t) => [t.id, job.source.includes(t.id) ? passed : failed(job.source)] as const),
      );
      return Promise.resolve({ kind: 'ran', id: job.id, verdicts, durationMs: 1 });
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

function candidate(source: string, priority: number, order: 1 | 2 = 1): Candidate {
  return {
    id: source,
    origin: { kind: 'template', template: 'letter', order },
    title: source,
    edits: [],
    source,
    priority,
    line: 0,
  };
}

function plan(candidates: Candidate[], more: Partial<SearchPlan> = {}): SearchPlan {
  let time = 0;
  return {
    session: letters(),
    clock: { now: () => time++ },
    tests,
    baseline: new Map([
      ['a', passed],
      ['b', failed('a')],
      ['c', failed('a')],
    ]),
    candidates,
    expand: () => [],
    testMs: () => 100,
    deadline: 10_000,
    settleMs: () => 10_000,
    ...more,
  };
}

async function all(p: SearchPlan, signal = new AbortController().signal): Promise<Tried[]> {
  const seen: Tried[] = [];
  for await (const tried of search(p, signal)) seen.push(tried);
  return seen;
}

describe('search', () => {
  it('takes in what arrives while it runs, and does not wait long for what does not come', async () => {
    const some = Array.from({ length: 20 }, (_, i) => candidate(`x${i}`, 0.5 - i / 100));
    const joined = await all(
      plan(some, { arriving: { candidates: Promise.resolve([candidate('abc', 0.6)]), waitMs: 5 } }),
    );
    const place = joined.findIndex((t) => t.plausible);
    assert.ok(place >= 0 && place < 6, `tried as number ${place}`);
    const never = await all(plan(some, { arriving: { candidates: new Promise(() => undefined), waitMs: 5 } }));
    assert.equal(never.length, 20);
  });

  it('waits for what arrives after everything else has been tried, unless something was found or the run is cancelled', async () => {
    const late = (): Promise<Candidate[]> =>
      new Promise((resolve) => setTimeout(() => resolve([candidate('abc', 0.6)]), 30));
    const waited = await all(plan([candidate('x', 0.5)], { arriving: { candidates: late(), waitMs: 5000 } }));
    assert.deepEqual(
      waited.map((t) => t.candidate.id),
      ['x', 'abc'],
    );
    const found = await all(plan([candidate('cab', 0.5)], { arriving: { candidates: late(), waitMs: 5000 } }));
    assert.equal(found.length, 1);
    const cancelled = new AbortController();
    setTimeout(() => cancelled.abort(), 10);
    const left = plan([candidate('x', 0.5)], {
      arriving: { candidates: new Promise(() => undefined), waitMs: 60_000 },
    });
    assert.equal((await all(left, cancelled.signal)).length, 1);
  });

  it('tries the most promising first and recognises the plausible one', async () => {
    const seen = await all(plan([candidate('x', 0.1), candidate('abc', 0.5), candidate('ab', 0.9)]));
    assert.deepEqual(
      seen.map((t) => t.candidate.id),
      ['ab', 'abc', 'x'],
    );
    assert.deepEqual(
      seen.map((t) => t.plausible),
      [false, true, false],
    );
    assert.deepEqual(seen[0]?.progress, { fixed: 1, broken: 0, changed: true });
  });

  it('refines a candidate that made progress, once for each behaviour', async () => {
    const expanded: string[] = [];
    const seen = await all(
      plan([candidate('ab', 0.9), candidate('ba', 0.8), candidate('a', 0.7)], {
        expand: (parent) => {
          expanded.push(parent.id);
          return [candidate(`${parent.source}c`, 1, 2)];
        },
      }),
    );
    assert.ok(seen.some((t) => t.plausible && t.candidate.id === 'abc'));
    assert.ok(!expanded.includes('a'), 'acts like the original: nothing to build on');
  });

  it('builds nothing on top of two edits, however much they mended', async () => {
    const expanded: string[] = [];
    await all(
      plan([candidate('b', 0.9)], {
        expand: (parent) => {
          expanded.push(parent.id);
          return [candidate(`${parent.source}a`, 1, 2)];
        },
      }),
    );
    assert.deepEqual(expanded, ['b']);
  });

  it('takes edits that act alike for one hint at their line, however many they are', async () => {
    const log: string[] = [];
    const same = new Map<string, Verdict>([
      ['a', failed('x')],
      ['b', passed],
      ['c', failed('x')],
    ]);
    const session: ExecutionSession = {
      ...letters(),
      run: (job: Job): Promise<JobResult> => {
        if (job.tests.some(({ id }) => id === 'b')) log.push(job.source);
        const verdicts = new Map(
          job.tests.map(({ id }) => [id, job.source === 'right' ? passed : (same.get(id) ?? passed)] as const),
        );
        return Promise.resolve({ kind: 'ran', id: job.id, verdicts, durationMs: 1 });
      },
    };
    const alike = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4].map((priority, i) => candidate(`alike ${i}`, priority));
    const right = { ...candidate('right', 0.69), line: 1 };
    const baseline = new Map([
      ['a', passed],
      ['b', failed('x')],
      ['c', failed('x')],
    ]);
    await all(plan([...alike, right], { session, baseline }));
    assert.ok(log.indexOf('right') < log.indexOf('alike 4'), log.join());
  });

  it('ends soon after the first plausible candidate', async () => {
    const many = Array.from({ length: 200 }, (_, i) => candidate(`abc${i}`, 1 - i / 1000));
    const seen = await all(plan(many, { settleMs: () => 10 }));
    assert.ok(seen.length < 50, `${seen.length} tried`);
  });

  it('gives no test more time than the run has left', async () => {
    const given: number[] = [];
    const session = letters();
    const run: ExecutionSession['run'] = (job, signal) => {
      given.push(job.testMs ?? Infinity);
      return session.run(job, signal);
    };
    const limits = { testMs: () => 10_000, deadline: 300, session: { ...session, run } };
    await all(plan([candidate('abc', 1)], limits));
    assert.ok(given.length > 0 && given.every((ms) => ms <= 300), String(given));
  });

  it('ends at the deadline when nothing is found', async () => {
    const many = Array.from({ length: 500 }, (_, i) => candidate(`x${i}`, 1));
    const seen = await all(plan(many, { deadline: 40 }));
    assert.ok(seen.length > 0 && seen.length < 100);
  });

  it('does not refine a candidate that hangs before the plain ones are tried', async () => {
    const log: string[] = [];
    const plain = letters(log);
    const session: ExecutionSession = {
      ...plain,
      run: async (job, signal) => {
        const result = await plain.run(job, signal);
        if (result.kind !== 'ran' || !job.source.includes('hang')) return result;
        // It passes one test that failed before, then hangs: what follows is undecided.
        return {
          ...result,
          verdicts: new Map<string, Verdict>([
            ['b', passed],
            ['c', { kind: 'timedOut', limitMs: 100 }],
          ]),
        };
      },
    };
    const children = ['hang more', 'hang again'].map((source) => candidate(source, 0.3, 2));
    await all(
      plan([candidate('hang', 0.4), candidate('x', 0.1), candidate('y', 0.05)], { session, expand: () => children }),
    );
    const at = (source: string): number => log.indexOf(source);
    assert.ok(at('hang more') > at('y'), log.join(', '));
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    const seen: Tried[] = [];
    for await (const tried of search(
      plan([candidate('x', 1), candidate('y', 0.5), candidate('z', 0.2)]),
      controller.signal,
    )) {
      seen.push(tried);
      controller.abort();
    }
    assert.equal(seen.length, 1);
  });

  it('spends little on what times out, and comes back to it with more time', async () => {
    const given: [string, number | undefined][] = [];
    const session = letters();
    const slow: ExecutionSession = {
      ...session,
      [Symbol.asyncDispose]: () => Promise.resolve(),
      run: (job, signal) => {
        given.push([job.source, job.testMs]);
        if (!job.source.startsWith('slow') || (job.testMs ?? 0) >= 100) return session.run(job, signal);
        const verdicts = new Map(job.tests.map((t) => [t.id, { kind: 'timedOut', limitMs: 35 } as const]));
        return Promise.resolve({ kind: 'ran', id: job.id, verdicts, durationMs: 35 });
      },
    };
    const seen = await all(
      plan([candidate('slow abc', 0.9), candidate('x', 0.5), candidate('y', 0.01)], { session: slow }),
    );
    const tried = seen.map((t) => t.candidate.id);
    assert.deepEqual(tried, ['slow abc', 'x', 'slow abc', 'y']);
    assert.ok((given[0]?.[1] ?? 100) < 50, 'the first try is short');
    assert.equal(seen[2]?.plausible, true);
  });

  it('gives everyone more time once one that timed out did end: the machine is busy', async () => {
    const given: [string, number | undefined][] = [];
    const session = letters();
    const busy: ExecutionSession = {
      ...session,
      [Symbol.asyncDispose]: () => Promise.resolve(),
      run: (job, signal) => {
        given.push([job.source, job.testMs]);
        if ((job.testMs ?? 0) >= 100) return session.run(job, signal);
        const verdicts = new Map(job.tests.map((t) => [t.id, { kind: 'timedOut', limitMs: 35 } as const]));
        return Promise.resolve({ kind: 'ran', id: job.id, verdicts, durationMs: 35 });
      },
    };
    const names = ['p', 'q', 'r', 's', 't', 'u', 'abc'];
    const seen = await all(
      plan(
        names.map((name, i) => candidate(name, 0.9 - i / 100)),
        { session: busy },
      ),
    );
    const short = given.filter(([, ms]) => (ms ?? 0) < 100).map(([source]) => source);
    assert.ok(short.length <= 3, `tried with little time: ${short.join(' ')}`);
    assert.ok(seen.some((t) => t.plausible));
  });

  it('looks first at failing tests that are quick on the original', async () => {
    const log: string[] = [];
    const session = letters();
    const watched: ExecutionSession = {
      ...session,
      [Symbol.asyncDispose]: () => Promise.resolve(),
      run: (job, signal) => {
        log.push(job.tests.map((t) => t.id).join(''));
        return session.run(job, signal);
      },
    };
    const baseline = new Map<string, Verdict>([
      ['a', passed],
      ['b', { kind: 'failed', durationMs: 900, message: 'wrong', actual: 'a' }],
      ['c', failed('a')],
    ]);
    await all(plan([candidate('x', 1)], { session: watched, baseline }));
    assert.deepEqual(log, ['c']);
  });

  it('never counts an inconclusive verdict as failed', async () => {
    const session = letters();
    const unsure: ExecutionSession = {
      ...session,
      [Symbol.asyncDispose]: () => Promise.resolve(),
      run: async (job, signal) => {
        const result = await session.run(job, signal);
        if (result.kind !== 'ran') return result;
        const verdicts = new Map(result.verdicts);
        if (verdicts.has('c')) verdicts.set('c', { kind: 'inconclusive', reason: 'flaky' });
        return { ...result, verdicts };
      },
    };
    const seen = await all(plan([candidate('ab', 1)], { session: unsure }));
    assert.equal(seen[0]?.plausible, true);
  });
});
