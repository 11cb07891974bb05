import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { passes, root } from './generated';

/** What Hypothesis' ghostwriter makes of the same functions, where Hypothesis is installed. */
export interface Ghostwritten {
  /** Functions it wrote tests for. */
  written: number;
  /** Its tests fail on the right version: what it guesses is not true of the function. */
  failsOnRight: number;
  /** Its tests pass on the right version and fail on the wrong one. */
  killed: number;
}

export const hasHypothesis = (): boolean => spawnSync('python3', ['-c', 'import hypothesis']).status === 0;

/**
 * `module`: a Python file without its ending, in `right` with the right version and in `wrong` with the wrong one.
 */
export async function ghostwrite(
  counts: Ghostwritten,
  at: { readonly right: string; readonly wrong: string; readonly module: string; readonly name: string },
): Promise<void> {
  const script = path.join(root, 'test/bench/tests/ghostwriter.py');
  const { status, stdout } = spawnSync('python3', [script, at.right, at.module, at.name], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  if (status !== 0 || !/^def test_/m.test(stdout)) return;
  counts.written++;
  const test = path.join('ghostwritten', `test_ghost_${at.module}.py`);
  for (const folder of [at.right, at.wrong]) {
    mkdirSync(path.join(folder, 'ghostwritten'), { recursive: true });
    const found = `import sys\nsys.path.insert(0, ${JSON.stringify(folder)})\n`;
    writeFileSync(path.join(folder, test), found + stdout);
  }
  if (!(await passes(at.right, 'python', [path.join(at.right, test)], 30))) counts.failsOnRight++;
  else if (!(await passes(at.wrong, 'python', [path.join(at.wrong, test)], 30))) counts.killed++;
}
