import * as assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { descendants } from '../../src/node/process/tree';
import { chooseSandbox } from '../../src/node/sandbox/sandbox';
import { example, Folder, openPython, pythonExecutor, silent, verdictOf } from './executorSupport';

const source = 'def f(x):\n    return x * 2\n';
const four = example('f(2)', '4');

const command = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
};
/** Harness processes below this one, without the sandbox around them. */
const harnesses = (): readonly number[] =>
  descendants(process.pid).filter((pid) => command(pid).includes('main.py') && !command(pid).startsWith('bwrap'));

describe('a runtime that was made ready', () => {
  let folder: Folder;
  let executor: ReturnType<typeof pythonExecutor>;
  let earlier: readonly number[];
  const spares = () => harnesses().filter((pid) => !earlier.includes(pid));
  /** A killed process stays in the table until it is waited for. */
  const gone = async () => {
    for (let i = 0; i < 250 && spares().length > 0; i++) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(spares(), []);
  };
  const prepare = () => executor.prepare?.({ path: folder.path('subject.py'), languageId: 'python' }, folder.root);

  before(function () {
    if (process.platform !== 'linux') this.skip();
  });
  beforeEach(() => {
    folder = new Folder({});
    executor = pythonExecutor();
    earlier = harnesses();
  });
  afterEach(() => folder.remove());

  it('is made once, and taken by the next session', async () => {
    await prepare();
    const made = spares();
    assert.equal(made.length, 1);
    await prepare();
    assert.deepEqual(spares(), made);
    const python = await openPython(folder, 'subject.py', source, {}, executor);
    assert.deepEqual(spares(), made, 'no other process was started');
    assert.equal((await verdictOf(python, four)).kind, 'passed');
    await prepare();
    assert.deepEqual(spares(), made, 'no spare while a session is open');
    await python.session[Symbol.asyncDispose]();
    await gone();
  });

  it('is ended, with its folder, when it is released', async () => {
    await prepare();
    const [made] = spares();
    const environment = readFileSync(`/proc/${made}/environ`, 'utf8').split('\0');
    const scratch = environment.find((one) => one.startsWith('TMPDIR='))?.slice('TMPDIR='.length) ?? '';
    assert.ok(existsSync(scratch), scratch);
    await executor.release?.();
    assert.ok(!existsSync(scratch));
    await gone();
  });

  it('runs the tests of a framework as a fresh one does', async () => {
    const path = folder.write('test_subject.py', 'from subject import f\n\ndef test_f():\n    assert f(2) == 5\n');
    const framework = { testFiles: [{ path, framework: 'pytest' as const }] };
    await prepare();
    const warm = await openPython(folder, 'subject.py', source, framework, executor);
    const fresh = await openPython(folder, 'subject.py', source, framework);
    const seen = await Promise.all(
      [warm, fresh].map(async (one) => {
        const [verdict] = (await one.verdicts(one.session.tests)).values();
        return verdict?.kind === 'failed' ? [one.session.tests, verdict.message, verdict.actual] : verdict;
      }),
    );
    assert.deepEqual(seen[0], seen[1]);
    assert.ok(Array.isArray(seen[0]));
    await Promise.all([warm, fresh].map(({ session }) => session[Symbol.asyncDispose]()));
  });

  it('is not used where the workspace has a module of a name that it has loaded', async () => {
    folder.write('pluggy.py', 'LOCAL = True\n');
    await prepare();
    const [made] = spares();
    const python = await openPython(folder, 'subject.py', source, {}, executor);
    assert.ok(made !== undefined);
    for (let i = 0; i < 250 && spares().length > 1; i++) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(spares().length, 1);
    assert.ok(!spares().includes(made));
    await python.session[Symbol.asyncDispose]();
  });

  it('is not used when there is a secret that it was not kept from', async function () {
    if ((await chooseSandbox('preferred', silent, AbortSignal.timeout(10_000))).name !== 'bubblewrap') this.skip();
    await prepare();
    folder.write('.env', 'KEY=secret\n');
    const python = await openPython(folder, 'subject.py', 'def f(path):\n    return open(path).read()\n', {}, executor);
    const read = await verdictOf(python, example(`f(${JSON.stringify(folder.path('.env'))})`, "'nothing'"));
    assert.notEqual(read.kind, 'passed');
    assert.ok(!JSON.stringify(read).includes('secret'));
    await python.session[Symbol.asyncDispose]();
  });

  it('that is still being made is given up with the run that waits for it', async () => {
    void prepare();
    const abort = new AbortController();
    const target = openPython(
      folder,
      'subject.py',
      source,
      {},
      {
        open: (one) => executor.open(one, abort.signal),
      },
    );
    abort.abort(new Error('cancelled'));
    await assert.rejects(target, /cancelled/);
  });
});
