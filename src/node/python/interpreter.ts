import { existsSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { HumanError } from '../../core/errors';
import { capture } from '../process/capture';
import { Remembered } from '../process/remembered';

export interface Interpreter {
  /** `sys.executable`: the program itself, no shim. */
  readonly executable: string;
  /** `3.11.7` */
  readonly version: string;
  /** Folders it loads from. */
  readonly prefixes: readonly string[];
  /** Where `pip install --user` puts packages, when that exists. */
  readonly userBase?: string;
}

const windows = process.platform === 'win32';
const oldest = [3, 9] as const;
const inEnvironment = windows ? ['Scripts', 'python.exe'] : ['bin', 'python'];

/**
 * Python of the workspace: the user's setting, the active environment, one in the workspace, pyenv's choice, the path.
 * The first that runs and is new enough is taken; a setting that does not work is an error, not a reason to look further.
 * @throws HumanError `noInterpreter`
 */
export function findInterpreter(
  setting: string | undefined,
  workspaceRoot: string,
  near: string,
  signal: AbortSignal,
): Promise<Interpreter> {
  const choice = {
    asked: [setting, places(workspaceRoot, near)],
    from: [workspaceRoot, near],
    files: ['.python-version', '.tool-versions', 'mise.toml', '.mise.toml', 'pyvenv.cfg'],
    variables: ['PATH', 'PYENV_ROOT', 'PYENV_VERSION', 'VIRTUAL_ENV', 'CONDA_PREFIX'],
    others: [path.join(process.env['PYENV_ROOT'] ?? path.join(os.homedir(), '.pyenv'), 'version')],
  };
  return remembered.get(choice, () => find(setting, workspaceRoot, near, signal));
}

const remembered = new Remembered<Interpreter>();

async function find(
  setting: string | undefined,
  workspaceRoot: string,
  near: string,
  signal: AbortSignal,
): Promise<Interpreter> {
  if (setting !== undefined && setting !== '') {
    const chosen = path.isAbsolute(setting) || !/[\\/]/.test(setting) ? setting : path.resolve(workspaceRoot, setting);
    const found = await ask(chosen, [], workspaceRoot, signal);
    if (typeof found !== 'string') return found;
    throw new HumanError(
      'noInterpreter',
      `The Python of the settings, ${setting}, cannot be used: ${found}.`,
      'Choose another interpreter in the settings, or leave the setting empty to have one found.',
    );
  }
  const problems: string[] = [];
  for (const [command, args] of places(workspaceRoot, near)) {
    const found = await ask(command, args, workspaceRoot, signal);
    if (typeof found !== 'string') return found;
    problems.push(`${command}: ${found}`);
  }
  const there = problems.filter((problem) => !problem.endsWith(missing));
  throw new HumanError(
    'noInterpreter',
    there.length === 0
      ? 'No Python was found: no virtual environment in the workspace, and no `python3` on the path.'
      : `No Python that can be used was found (${there.join('; ')}).`,
    `Install Python ${oldest.join('.')} or newer, or name one in the settings.`,
  );
}

function places(workspaceRoot: string, near: string): readonly (readonly [string, readonly string[]])[] {
  const environments = ['VIRTUAL_ENV', 'CONDA_PREFIX'].flatMap((name) => {
    const folder = process.env[name];
    return folder === undefined ? [] : [folder];
  });
  // A package in a larger workspace may have its own environment: the nearest first.
  for (let folder = near; ; folder = path.dirname(folder)) {
    environments.push(...['.venv', 'venv', 'env', '.conda'].map((name) => path.join(folder, name)));
    if (folder === workspaceRoot || path.dirname(folder) === folder || !folder.startsWith(workspaceRoot)) break;
  }
  const programs = environments
    .flatMap((folder) => [
      path.join(folder, ...inEnvironment),
      ...(windows ? [path.join(folder, 'python.exe')] : [path.join(folder, 'bin', 'python3')]),
    ])
    .filter((file) => existsSync(file))
    .map((file) => [file, []] as const);
  return [...programs, ['python3', []], ['python', []], ...(windows ? [['py', ['-3']] as const] : [])];
}

const question = [
  'import json, site, sys',
  'print(json.dumps({"executable": sys.executable, "version": list(sys.version_info[:3]), "userBase": site.getuserbase(),',
  '  "prefixes": sorted({sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix})}))',
].join('\n');

const missing = 'there is no such program';
/** A version manager's shim on a busy machine takes seconds. */
const answerMs = 20_000;

/** The interpreter, or why it cannot be used. */
async function ask(
  command: string,
  args: readonly string[],
  cwd: string,
  signal: AbortSignal,
): Promise<Interpreter | string> {
  const env = Object.fromEntries(
    ['PATH', 'HOME', 'VIRTUAL_ENV', 'PYENV_ROOT', 'PYENV_VERSION', 'SYSTEMROOT', 'LOCALAPPDATA'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
  // -I: a module in the workspace must not answer for the standard library.
  const result = await capture(
    { command, args: [...args, '-I', '-c', question], cwd, env },
    { timeoutMs: answerMs, signal },
  );
  if (result.error !== undefined) return result.error.includes('ENOENT') ? missing : result.error;
  if (result.code === undefined) return 'it did not answer in time';
  if (result.code !== 0) return `it ended with code ${result.code}`;
  let answer: { executable: string; version: readonly number[]; prefixes: readonly string[]; userBase: string };
  try {
    answer = JSON.parse(result.stdout) as typeof answer;
  } catch {
    return 'it does not answer like a Python';
  }
  const version = answer.version.join('.');
  const [major = 0, minor = 0] = answer.version;
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1]))
    return `${version} is older than ${oldest.join('.')}`;
  return {
    executable: answer.executable,
    version,
    prefixes: answer.prefixes,
    ...(existsSync(answer.userBase) && answer.userBase !== os.homedir() && { userBase: answer.userBase }),
  };
}
