import * as assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { ModelError } from '../../src/core/modelError';
import type { SessionEvent } from '../../src/core/model/events';
import type { LanguageModel, Log } from '../../src/core/ports';
import { DebuggerThread } from '../../src/node/thread/debuggerThread';

const root = path.resolve(__dirname, '../..');
const bundle = path.join(root, 'dist/thread.js');
const log: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const never = new AbortController().signal;

describe('the debugger in a thread', function () {
  this.timeout(60_000);
  let folder: string;
  let thread: DebuggerThread;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'eider thread '));
    cpSync(path.join(root, 'test/sample-workspace/python'), folder, { recursive: true });
    thread = new DebuggerThread(bundle);
  });
  after(async () => {
    await thread.dispose();
    rmSync(folder, { recursive: true });
  });

  const source = (name: string, text?: string) => {
    const file = path.join(folder, name);
    return { path: file, languageId: 'python' as const, text: text ?? readFileSync(file, 'utf8'), version: 1 };
  };
  const settings = { sandbox: 'preferred' as const, workers: 1 };
  const made = (more: { unsaved?: ReadonlyMap<string, string>; model?: LanguageModel } = {}) =>
    thread.debugger({
      root: folder,
      settings,
      log,
      unsaved: () => more.unsaved ?? new Map<string, string>(),
      ...(more.model && { model: more.model }),
    });
  const last = async (events: AsyncIterable<SessionEvent>, each?: (event: SessionEvent) => void) => {
    let end: SessionEvent | undefined;
    for await (const event of events) {
      each?.(event);
      end = event;
    }
    assert.ok(end?.kind === 'finished');
    return end;
  };

  it('fixes a function while the event loop of its caller stays free', async () => {
    const kinds = new Set<string>();
    const { performance, monitorEventLoopDelay } = await import('node:perf_hooks');
    const delays = monitorEventLoopDelay({ resolution: 5 });
    const before = performance.eventLoopUtilization();
    delays.enable();
    const file = source('inventory.py');
    const end = await last(
      made().fix({ file, select: { name: 'to_reorder' }, budgetMs: 30_000, seed: 1 }, never),
      (e) => kinds.add(e.kind),
    );
    delays.disable();
    assert.equal(end.outcome, 'fixed');
    for (const kind of ['captured', 'reproduced', 'localized', 'candidate', 'ranked', 'explained'])
      assert.ok(kinds.has(kind), kind);
    // A share of the loop's own time, which other programs on the machine do not change.
    assert.ok(performance.eventLoopUtilization(before).utilization < 0.3);
  });

  it('gives the functions of a file, those of an unsaved text too, and says what is wrong with a request', async () => {
    const self = made();
    const names = await self.functions(source('new.py', 'def only_here():\n    return 1\n'));
    assert.deepEqual(
      names.map((f) => f.name),
      ['only_here'],
    );
    const end = await last(
      self.fix({ file: source('inventory.py'), select: { name: 'nowhere' }, budgetMs: 5000, seed: 1 }, never),
    );
    assert.equal(end.outcome, 'error');
  });

  it('reads tests as they stand in the editor', async () => {
    const tests = path.join(folder, 'checks.py');
    writeFileSync(tests, 'assert double(2) == 4\n');
    const file = source('double.py', 'def double(n):\n    return 2 * n\n');
    writeFileSync(file.path, file.text);
    const request = { file, select: { name: 'double' }, testPaths: [tests], budgetMs: 5000, seed: 1 };
    assert.equal((await last(made().fix(request, never))).outcome, 'noFailure');
    const unsaved = new Map([[tests, 'assert double(2) == 4\nassert double(3) == 9\n']]);
    let failing: readonly string[] = [];
    await last(made({ unsaved }).fix(request, never), (event) => {
      if (event.kind === 'reproduced') failing = event.failing.map((test) => test.title);
    });
    assert.equal(failing.length, 1);
  });

  it('ends a cancelled run', async () => {
    const path_ = path.join(folder, 'forever.py');
    writeFileSync(
      path_,
      'def forever(n):\n    """\n    >>> forever(1)\n    1\n    """\n    while n < 10:\n        n = n - 1\n    return n\n',
    );
    const controller = new AbortController();
    const request = { file: source('forever.py'), select: { name: 'forever' }, budgetMs: 300_000, seed: 1 };
    const end = await last(made().fix(request, controller.signal), (event) => {
      if (event.kind === 'stage' && event.stage === 'reproduce') setTimeout(() => controller.abort(), 500);
    });
    assert.equal(end.outcome, 'cancelled');
  });

  it('asks the model of its host, and goes on without it when it fails', async () => {
    let questions = 0;
    const model: LanguageModel = {
      name: 'test/one',
      stream: async function* () {
        questions++;
        await Promise.resolve();
        throw new ModelError('connection', 'The line is dead.', 'Try again.');
      },
    };
    writeFileSync(
      path.join(folder, 'words.py'),
      'def shout(text):\n    """\n    >>> shout("a b")\n    \'A! B! (2 words, 3 letters)\'\n    """\n    return text\n',
    );
    const request = { file: source('words.py'), select: { name: 'shout' }, budgetMs: 8000, seed: 1 };
    const end = await last(made({ model }).fix(request, never));
    assert.equal(end.outcome, 'notFixed');
    assert.ok(questions > 0);
  });

  it('starts again after it died', async () => {
    const other = new DebuggerThread(bundle);
    const self = other.debugger({ root: folder, settings, log, unsaved: () => new Map() });
    const file = source('inventory.py');
    assert.ok((await self.functions(file)).length > 0);
    await other.dispose();
    assert.ok((await self.functions(file)).length > 0);
    await other.dispose();
  });
});
