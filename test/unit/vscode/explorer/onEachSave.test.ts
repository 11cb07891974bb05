import assert from 'node:assert/strict';
import { onEachSave } from '../../../../src/vscode/explorer/onEachSave';

/** A continuous run over two files, with what it was told to run. */
function watch() {
  let saved: ((path: string) => void) | undefined;
  const runs: { readonly tests: readonly string[]; readonly signal: AbortSignal }[] = [];
  const watching = onEachSave<string>({
    listen: (listener) => {
      saved = listener;
      return { dispose: () => (saved = undefined) };
    },
    touched: (path) => (path === 'a.py' ? ['one', 'two'] : path === 'b.py' ? ['three'] : []),
    run: (tests, signal) => {
      runs.push({ tests, signal });
      return Promise.resolve();
    },
  });
  return { save: (path: string) => saved?.(path), runs, watching };
}

describe('a continuous run', () => {
  it('runs what each saved file touches, and nothing before', () => {
    const { save, runs } = watch();
    assert.equal(runs.length, 0);
    save('a.py');
    save('b.py');
    assert.deepEqual(
      runs.map(({ tests }) => tests),
      [['one', 'two'], ['three']],
    );
  });

  it('ends the run before the next one, but not for a file that touches nothing', () => {
    const { save, runs } = watch();
    save('a.py');
    save('notes.md');
    assert.deepEqual(
      runs.map(({ signal }) => signal.aborted),
      [false],
    );
    save('a.py');
    assert.deepEqual(
      runs.map(({ signal }) => signal.aborted),
      [true, false],
    );
  });

  it('is over when it is no longer wanted', () => {
    const { save, runs, watching } = watch();
    save('b.py');
    watching.dispose();
    save('b.py');
    assert.deepEqual(
      runs.map(({ signal }) => signal.aborted),
      [true],
    );
  });
});
