import { mkdir, rm, symlink } from 'node:fs/promises';
import * as path from 'node:path';
import { cache } from '../paths';
import { aptInstall } from './apt';
import { command, say } from './step';

/** Interpreters in order of preference: the user's own, then the system's, which is where apt installs to. */
const interpreters = ['python3', '/usr/bin/python3'];

const imports = async (python: string, modules: readonly string[]) =>
  (await command(python, ['-c', `import ${modules.join(', ')}`])).code === 0;

async function interpreterWith(modules: readonly string[]): Promise<string | undefined> {
  for (const python of interpreters) {
    if (await imports(python, modules)) return python;
  }
  return undefined;
}

/**
 * Sees to a Python with pytest (and Hypothesis where it is easily had) and returns the environment in which `python3` is
 * that one. Without any, one line says so and the environment is unchanged: the Python samples cannot run then.
 */
export async function ensurePython(): Promise<NodeJS.ProcessEnv> {
  const has = async (modules: readonly string[]) => (await interpreterWith(modules)) !== undefined;
  const missing = [
    ...((await has(['pytest'])) ? [] : ['python3-pytest']),
    ...((await has(['hypothesis'])) ? [] : ['python3-hypothesis']),
  ];
  if (missing.length > 0) await aptInstall(missing, 'the Python samples and tests use it');
  const python = await interpreterWith(['pytest']);
  if (python === undefined) say('system', 'no Python with pytest: the Python samples and their tests will not run');
  if (python === undefined || python === 'python3') return process.env;

  const bin = path.join(cache, 'bin');
  await mkdir(bin, { recursive: true });
  for (const name of ['python3', 'python']) {
    await rm(path.join(bin, name), { force: true });
    await symlink(python, path.join(bin, name));
  }
  return { ...process.env, PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}` };
}
