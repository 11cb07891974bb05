import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import type { JobResult } from '../../src/core/model/execution';
import { descendants } from '../../src/node/process/tree';
import { example, Folder, openPython } from './executorSupport';
import { openJavaScript, type JavaScriptSession } from './javascriptSupport';

/** The JavaScript half of what `executor.test.ts` asks of Python, and promises that hold for both. */

const source = `const { execFileSync } = require('node:child_process');

function f(x) {
  return x * 2;
}

function hang() {
  for (;;);
}

function hangOutside() {
  execFileSync('/bin/sleep', ['600']);
}

function slow(x) {
  const end = Date.now() + 1500;
  while (Date.now() < end);
  return x;
}

let lives = 0;
function oneLife() {
  lives += 1;
  return lives;
}
`;

const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
};
/** Processes below this one that belong to a harness or to what it started. */
const ours = (): readonly number[] =>
  descendants(process.pid).filter((pid) => /main\.cjs|\/bin\/sleep/.test(commandOf(pid)));
/** The harness itself, not the sandbox around it. */
const harnesses = (): readonly number[] =>
  ours().filter((pid) => commandOf(pid).includes('main.cjs') && !/bwrap|sh -c/.test(commandOf(pid)));

async function settled(ready: () => boolean, ms: number): Promise<boolean> {
  for (const began = performance.now(); performance.now() - began < ms;) {
    if (ready()) return true;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return ready();
}

const kindsOf = (result: JobResult): readonly string[] =>
  result.kind === 'ran' ? [...result.verdicts.values()].map(({ kind }) => kind) : [result.kind];

for (const sandbox of ['preferred', 'off'] as const) {
  describe(`JavaScript executor, sandbox ${sandbox}`, () => {
    let folder: Folder;
    before(function () {
      if (process.platform !== 'linux') this.skip();
      folder = new Folder({});
    });
    after(() => folder.remove());

    async function using(use: (js: JavaScriptSession) => Promise<void>, workers = 1): Promise<void> {
      const js = await openJavaScript(folder, 'subject.js', source, { settings: { sandbox, workers } });
      try {
        await use(js);
      } finally {
        await js.session[Symbol.asyncDispose]();
      }
      assert.ok(await settled(() => ours().length === 0, 2000), `left: ${ours().map(commandOf).join('; ')}`);
    }

    for (const call of ['hang()', 'hangOutside()']) {
      it(`rejects within 200 ms of a cancel during ${call}, with no process left of it`, () =>
        using(async (js) => {
          assert.strictEqual((await js.verdict(example('f(1)', '2'))).kind, 'passed');
          const abort = new AbortController();
          const reason = new Error('cancelled by the user');
          const running = js.session.run(
            { id: 'hanging', source, tests: [example(call, '2')], testMs: 60_000 },
            abort.signal,
          );
          const rejected = assert.rejects(running, reason);
          // Long enough to be in the middle of the call, whose spare thread is being made.
          await new Promise((resolve) => setTimeout(resolve, 400));
          assert.ok(ours().length > 0);
          const began = performance.now();
          abort.abort(reason);
          await rejected;
          const took = performance.now() - began;
          assert.ok(await settled(() => ours().length === 0, 2000), `left: ${ours().map(commandOf).join('; ')}`);
          assert.ok(took < 200, `${took} ms`);
          assert.strictEqual((await js.verdict(example('f(1)', '2'))).kind, 'passed');
          // What else runs on the machine may take the processor for longer than the bar, but not each time.
        })).retries(3);
    }

    it('runs a job again whose worker was killed, and leaves the others alone', () =>
      using(async (js) => {
        const signal = AbortSignal.timeout(60_000);
        const slow = example('slow(4)', '4');
        const quick = [1, 2, 3].map((n) => example(`f(${n})`, `${2 * n}`));
        await js.verdicts(quick);
        const running = js.session.run({ id: 'killed', source, tests: [slow], testMs: 20_000 }, signal);
        const waiting = quick.map((test, i) => js.session.run({ id: `waiting ${i}`, source, tests: [test] }, signal));
        await new Promise((resolve) => setTimeout(resolve, 300));
        const [victim] = harnesses();
        assert.ok(victim !== undefined);
        process.kill(victim, 'SIGKILL');
        assert.deepStrictEqual(kindsOf(await running), ['passed']);
        assert.deepStrictEqual((await Promise.all(waiting)).flatMap(kindsOf), ['passed', 'passed', 'passed']);
        assert.ok(!harnesses().includes(victim));
      }));

    it('blames the job that kills each of its workers, and goes on with a new one', () =>
      using(async (js) => {
        const deadly = source.replace('return lives;', `execFileSync('/bin/sh', ['-c', 'kill -9 $PPID']);`);
        const result = await js.run([example('oneLife()', '1')], { source: deadly });
        assert.ok(result.kind === 'ran');
        const [verdict] = [...result.verdicts.values()];
        assert.ok(verdict?.kind === 'errored' && verdict.errorType === 'Crash', JSON.stringify(verdict));
        assert.strictEqual((await js.verdict(example('f(1)', '2'))).kind, 'passed');
      }));

    it('keeps the verdicts before a hang and gives the tests after it to a fresh thread', () =>
      using(async (js) => {
        const tests = [example('f(1)', '2'), example('f(2)', '5'), example('hang()', '0'), example('oneLife()', '1')];
        for (let round = 0; round < 3; round++) {
          const result = await js.run(tests, { testMs: 300 });
          assert.deepStrictEqual(kindsOf(result), ['passed', 'failed', 'timedOut', 'passed']);
        }
      }));

    it('keeps a long queue, in order, without growing', () =>
      using(async (js) => {
        const test = example('f(1)', '2');
        const heap = process.memoryUsage().heapUsed;
        const abort = new AbortController();
        const ended: number[] = [];
        const jobs = Array.from({ length: 10_000 }, (_, i) =>
          js.session.run({ id: String(i), source, tests: [test] }, abort.signal).then(
            () => ended.push(i),
            () => undefined,
          ),
        );
        await Promise.all(jobs.slice(0, 20));
        const growth = (process.memoryUsage().heapUsed - heap) / (1 << 20);
        assert.deepStrictEqual(
          ended.slice(0, 20),
          Array.from({ length: 20 }, (_, i) => i),
        );
        assert.strictEqual(harnesses().length, 1);
        abort.abort(new Error('enough'));
        await Promise.all(jobs);
        assert.ok(ended.length < 10_000);
        assert.ok(growth < 200, `${growth} MiB`);
      }));
  });
}

describe('State of a module', () => {
  const folder = new Folder({});
  after(() => folder.remove());

  it('is fresh for every job, in both languages', async () => {
    const python = await openPython(
      folder,
      'count.py',
      'calls = 0\n\n\ndef f():\n    global calls\n    calls += 1\n    return calls\n',
    );
    const js = await openJavaScript(folder, 'count.js', 'let calls = 0;\nfunction f() {\n  return ++calls;\n}\n');
    try {
      const test = example('f()', '1');
      for (let i = 0; i < 3; i++) {
        assert.deepStrictEqual(kindsOf(await python.run([test])), ['passed']);
        assert.deepStrictEqual(kindsOf(await js.run([test])), ['passed']);
      }
    } finally {
      await python.session[Symbol.asyncDispose]();
      await js.session[Symbol.asyncDispose]();
    }
  });
});
