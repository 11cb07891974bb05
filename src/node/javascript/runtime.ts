import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { HumanError } from '../../core/errors';
import { capture } from '../process/capture';
import { Remembered } from '../process/remembered';

export interface NodeRuntime {
  readonly executable: string;
  /** `20.20.2` */
  readonly version: string;
  /** Variables it needs: Electron is Node only when told so. */
  readonly env: Readonly<Record<string, string>>;
}

export interface RunningRuntime {
  readonly execPath: string;
  readonly electron: boolean;
}

const oldest = [20, 0] as const;
/** Answers like Node whatever the program is called. */
const question = 'console.log(JSON.stringify({ executable: process.execPath, version: process.versions.node }))';

/**
 * Node for the user's project: the setting, `node` on the path, else the program that runs Eider (VS Code's own Node). A setting that does
 * not work is an error, not a reason to look further.
 * @throws HumanError `noInterpreter`
 */
export function findNode(
  setting: string | undefined,
  workspaceRoot: string,
  running: RunningRuntime,
  signal: AbortSignal,
): Promise<NodeRuntime> {
  const choice = {
    asked: [setting, running],
    from: [workspaceRoot],
    files: ['.nvmrc', '.node-version', '.tool-versions', 'mise.toml', '.mise.toml', 'package.json'],
    variables: ['PATH', 'NVM_DIR', 'VOLTA_HOME'],
  };
  return remembered.get(choice, () => find(setting, workspaceRoot, running, signal));
}

const remembered = new Remembered<NodeRuntime>();

async function find(
  setting: string | undefined,
  workspaceRoot: string,
  running: RunningRuntime,
  signal: AbortSignal,
): Promise<NodeRuntime> {
  if (setting !== undefined && setting !== '') {
    const chosen = path.isAbsolute(setting) || !/[\\/]/.test(setting) ? setting : path.resolve(workspaceRoot, setting);
    const found = await ask(chosen, {}, workspaceRoot, signal);
    if (typeof found !== 'string') return found;
    throw new HumanError(
      'noInterpreter',
      `The Node of the settings, ${setting}, cannot be used: ${found}.`,
      'Choose another Node in the settings, or leave the setting empty to have one found.',
    );
  }
  const onPath = await ask('node', {}, workspaceRoot, signal);
  if (typeof onPath !== 'string') return onPath;
  const env: Record<string, string> = running.electron ? { ELECTRON_RUN_AS_NODE: '1' } : {};
  const own = await ask(running.execPath, env, workspaceRoot, signal);
  if (typeof own !== 'string') return own;
  const wanted = projectVersion(workspaceRoot);
  throw new HumanError(
    'noInterpreter',
    `No Node that is new enough was found (node: ${onPath}).`,
    `Install Node ${wanted ?? `${oldest[0]} or newer`}, or name one in the settings.`,
  );
}

/** Version the project asks for in `.nvmrc`, `.node-version` or package.json's `volta`, for messages only. */
export function projectVersion(workspaceRoot: string): string | undefined {
  for (const name of ['.nvmrc', '.node-version']) {
    const file = path.join(workspaceRoot, name);
    if (existsSync(file)) return readFileSync(file, 'utf8').trim().replace(/^v/, '') || undefined;
  }
  try {
    const json = JSON.parse(readFileSync(path.join(workspaceRoot, 'package.json'), 'utf8')) as {
      volta?: { node?: string };
    };
    return json.volta?.node;
  } catch {
    return undefined;
  }
}

/** The runtime, or why it cannot be used. */
async function ask(
  command: string,
  extra: Readonly<Record<string, string>>,
  cwd: string,
  signal: AbortSignal,
): Promise<NodeRuntime | string> {
  const inherited = ['PATH', 'HOME', 'SYSTEMROOT', 'NVM_DIR', 'VOLTA_HOME', 'LD_LIBRARY_PATH'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const env = { ...Object.fromEntries(inherited), ...extra };
  const result = await capture({ command, args: ['-e', question], cwd, env }, { timeoutMs: 10_000, signal });
  if (result.error !== undefined) return result.error.includes('ENOENT') ? 'there is no such program' : result.error;
  if (result.code !== 0) return `it ended with code ${result.code ?? 'none'}`;
  let answer: { executable: string; version: string };
  try {
    answer = JSON.parse(result.stdout) as typeof answer;
  } catch {
    return 'it does not answer like Node';
  }
  const [major = 0] = answer.version.split('.').map(Number);
  if (major < oldest[0]) return `${answer.version} is older than ${oldest[0]}`;
  return { executable: answer.executable, version: answer.version, env: extra };
}
