import * as path from 'node:path';
import type { RuntimeAdapter } from '../executor/adapter';
import { findInterpreter } from './interpreter';

/** Python in the user's interpreter or virtual environment. */
export const pythonAdapter: RuntimeAdapter = {
  languageIds: ['python'],
  usualFrameworks: ['pytest'],
  async launch(target, settings, signal) {
    const near = path.dirname(target.focal.file.path);
    const python = await findInterpreter(settings.pythonPath, target.workspaceRoot, near, signal);
    return {
      runtime: `Python ${python.version}`,
      command: python.executable,
      args: [
        '-B',
        path.join(settings.harness.python, 'main.py'),
        ...(settings.pythonSpawn === true ? ['--spawn'] : []),
      ],
      cwd: target.workspaceRoot,
      env: {
        PYTHONDONTWRITEBYTECODE: '1',
        // The order of sets is the same in every worker and in every run.
        PYTHONHASHSEED: String(target.hashSeed ?? 0),
        PYTHONIOENCODING: 'utf-8',
        PYTHONUTF8: '1',
        // Threads of numeric libraries do not survive a fork.
        OPENBLAS_NUM_THREADS: '1',
        OMP_NUM_THREADS: '1',
        MKL_NUM_THREADS: '1',
        ...(python.userBase !== undefined && { PYTHONUSERBASE: python.userBase }),
      },
      readable: [...new Set([...python.prefixes, path.dirname(python.executable), settings.harness.python])],
      options: {},
    };
  },
};
