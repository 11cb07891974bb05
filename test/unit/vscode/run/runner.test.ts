import * as assert from 'node:assert/strict';
import { HumanError } from '../../../../src/core/errors';
import type { SelfDebugger } from '../../../../src/core/selfDebugger';
import { Runner } from '../../../../src/vscode/run/runner';
import { RunStore } from '../../../../src/vscode/run/runStore';
import { memory } from '../../../doubles/memory';
import { file, ScriptedDebugger, story } from '../../../doubles/scriptedDebugger';

function bench(selfDebugger: SelfDebugger) {
  const store = new RunStore(memory());
  const bugs: unknown[] = [];
  const silent = () => undefined;
  const runner = new Runner({
    store,
    log: { debug: silent, info: silent, warn: silent, error: (_message, cause) => bugs.push(cause) },
    now: () => performance.now(),
    debuggerFor: () => selfDebugger,
    budgetMs: () => 5000,
  });
  return { store, runner, bugs, start: () => runner.start({ file, select: { name: 'top' }, name: 'top' }) };
}

const failing = (error: unknown): SelfDebugger => ({
  functions: () => Promise.resolve([]),
  places: () => Promise.resolve([]),
  prepare: () => Promise.resolve(),
  verify: () => Promise.reject(new Error('not asked for here')),
  findTests: () => Promise.reject(new Error('not asked for here')),
  runTests: () => {
    throw new Error('not asked for here');
  },
  // eslint-disable-next-line @typescript-eslint/require-await
  async *fix() {
    throw error;
  },
  writeTests: () => Promise.reject(new Error('not asked for')),
  // eslint-disable-next-line @typescript-eslint/require-await
  async *tests() {
    throw error;
  },
});

describe('Runner', () => {
  it('is seen by the faces before any work is done, and ends as the stream ends', async () => {
    const told = new ScriptedDebugger();
    const { store, start } = bench(told);
    const run = start();
    assert.equal(store.running.length, 1);
    assert.equal(told.requests.length, 0);
    await run.done;
    assert.equal(run.view.finished?.outcome, 'fixed');
    assert.equal(store.running.length, 0);
    assert.equal(told.requests[0]?.budgetMs, 5000);
  });

  it('tells the listeners of every event, in order', async () => {
    const { store, start } = bench(new ScriptedDebugger());
    const kinds: string[] = [];
    store.onDidUpdate(({ event }) => event && kinds.push(event.kind));
    await start().done;
    assert.deepEqual(
      kinds,
      story.map((e) => e.kind),
    );
  });

  it('hands cancellation to the debugger', async () => {
    const { start } = bench(new ScriptedDebugger(story, () => new Promise((resolve) => setTimeout(resolve, 5))));
    const run = start();
    setTimeout(() => run.cancel(), 20);
    await run.done;
    assert.equal(run.view.finished?.outcome, 'cancelled');
  });

  it('turns a thrown HumanError into an end with its advice', async () => {
    const { start, bugs } = bench(failing(new HumanError('noInterpreter', 'No Python was found.', 'Install Python.')));
    const run = start();
    await run.done;
    assert.equal(run.view.finished?.message, 'No Python was found.');
    assert.deepEqual(run.view.finished.advice?.wouldHelp, ['Install Python.']);
    assert.deepEqual(bugs, []);
  });

  it('logs a bug with its cause and still ends the run', async () => {
    const bug = new TypeError('oops');
    const { start, bugs } = bench(failing(bug));
    const run = start();
    await run.done;
    assert.equal(run.view.finished?.outcome, 'error');
    assert.deepEqual(bugs, [bug]);
  });

  it('ends a stream that forgot to say that it is finished', async () => {
    const { start, bugs } = bench(new ScriptedDebugger(story.slice(0, 4)));
    const run = start();
    await run.done;
    assert.equal(run.view.finished?.outcome, 'error');
    assert.equal(bugs.length, 1);
  });

  it('knows the run that is under way by its function', async () => {
    const { runner, start } = bench(
      new ScriptedDebugger(story, () => new Promise((resolve) => setTimeout(resolve, 5))),
    );
    const run = start();
    assert.equal(runner.underWay(file.path, 'top'), run);
    assert.equal(runner.underWay(file.path, 'other'), undefined);
    await run.done;
    assert.equal(runner.underWay(file.path, 'top'), undefined);
  });

  it('ends the run of a function before another one of it begins', async () => {
    const { store, runner, start } = bench(
      new ScriptedDebugger(story, () => new Promise((resolve) => setTimeout(resolve, 5))),
    );
    const first = start();
    const second = await runner.replace({ file, select: { name: 'top' }, name: 'top' });
    assert.equal(first.view.finished?.outcome, 'cancelled');
    assert.deepEqual(store.running, [second.view]);
    await second.done;
    assert.equal(second.view.finished?.outcome, 'fixed');
  });

  it('keeps the latest finished run of a function only', async () => {
    const { store, start } = bench(new ScriptedDebugger());
    await start().done;
    const second = start();
    await second.done;
    assert.deepEqual(
      store.inFile(file.path).map((r) => r.id),
      [second.view.id],
    );
    assert.equal(store.of(file.path, 'top')?.id, second.view.id);
  });
});
