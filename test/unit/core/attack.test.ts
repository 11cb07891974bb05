import assert from 'node:assert/strict';
import { attack, type AttackInput } from '../../../src/core/attack';
import type { Job, JobResult } from '../../../src/core/model/execution';
import type { ProbeTest, Verdict } from '../../../src/core/model/test';
import type { ExecutionSession } from '../../../src/core/ports';

const probe = (n: number): ProbeTest => ({
  kind: 'probe',
  id: `p${n}`,
  title: `f(${n})`,
  trust: 'plausible',
  source: 'observation',
  setup: [],
  call: `f(${n})`,
});
const probes = Array.from({ length: 40 }, (_, i) => probe(i));
const returned = (value: string): Verdict => ({
  kind: 'passed',
  durationMs: 1,
  observed: { kind: 'returned', type: 'int', repr: value },
});

/** A world whose sources are functions of the probe's number; `msOf` a probe goes by on its clock. */
function world(
  answers: Readonly<Record<string, (n: number) => string>>,
  msOf = 1,
): { input: AttackInput; jobs: Job[]; now: () => number } {
  let now = 0;
  const jobs: Job[] = [];
  const run = (job: Job): Promise<JobResult> => {
    jobs.push(job);
    const verdicts = new Map<string, Verdict>();
    for (const { id } of job.tests) {
      const answer = answers[job.source]?.(Number(id.slice(1))) ?? 'hangs';
      if (answer === 'hangs') {
        now += job.testMs ?? 0;
        verdicts.set(id, { kind: 'timedOut', limitMs: job.testMs ?? 0 });
        break;
      }
      now += msOf;
      verdicts.set(id, returned(answer));
    }
    return Promise.resolve({ kind: 'ran', id: job.id, verdicts, durationMs: 1 });
  };
  const session: ExecutionSession = {
    tests: [],
    notes: [],
    concurrency: 1,
    containment: 'not run',
    runtime: 'numbers',
    run,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  return {
    jobs,
    now: () => now,
    input: {
      source: 'original',
      session,
      probes,
      tests: [],
      originalVerdicts: new Map(),
      candidates: Object.keys(answers)
        .filter((source) => source !== 'original')
        .map((source) => ({ id: source, source, verdicts: new Map<string, Verdict>() })),
      testMs: 1000,
      clock: { now: () => now },
      deadline: 400,
    },
  };
}

const signal = new AbortController().signal;

describe('attack', () => {
  it('runs every probe on the original and on all survivors, and tells which differ', async () => {
    const { input } = world({ original: String, a: (n) => `${n + 1}`, b: (n) => (n === 39 ? 'odd' : `${n + 1}`) });
    const { results, verdicts, original } = await attack(input, signal);
    assert.deepEqual(
      [...results],
      [
        ['a', 'found a difference'],
        ['b', 'found a difference'],
      ],
    );
    assert.equal(verdicts.get('b')?.size, 40);
    assert.equal(original.size, 40);
  });

  it('finds nothing where the survivors agree', async () => {
    const { input } = world({ original: String, a: (n) => `${n + 1}`, b: (n) => `${n + 1}` });
    assert.deepEqual([...(await attack(input, signal)).results.values()], ['found nothing', 'found nothing']);
  });

  it('ends with its deadline, all having met the same probes', async () => {
    const slow = world({ original: String, a: String, b: String }, 20);
    const { verdicts, original } = await attack(slow.input, signal);
    assert.ok(slow.now() < 400 + 16 * 3 * 20, `${slow.now()} ms`);
    const counts = [original, ...verdicts.values()].map((of) => of.size);
    assert.equal(new Set(counts).size, 1, counts.join(' '));
    assert.ok((counts[0] ?? 0) >= 4 && (counts[0] ?? 0) < 40, counts.join(' '));
  });

  it('asks one that hangs twice, each time with a part of the time left', async () => {
    const hanging = world({ original: () => 'hangs', a: String });
    const { verdicts, results } = await attack(hanging.input, signal);
    assert.equal(hanging.jobs.filter(({ source }) => source === 'original').length, 2);
    assert.equal(hanging.jobs[0]?.testMs, 100);
    assert.equal(verdicts.get('a')?.size, 40);
    assert.equal(results.get('a'), 'found nothing');
  });

  it('stops when nobody is left to be asked, and proves nothing by it', async () => {
    const hanging = world({ original: String, a: () => 'hangs' });
    assert.equal((await attack(hanging.input, signal)).results.get('a'), 'not run');
    assert.equal(hanging.jobs.length, 4);
  });
});
