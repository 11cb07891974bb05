import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
}

/** Starts a process as the leader of its own session, with `pipes` further pipes from descriptor 3 on. stdin is empty. */
export function startTree(command: Command, pipes: number): ChildProcess {
  return spawn(command.command, command.args, {
    cwd: command.cwd,
    env: command.env,
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe', ...Array.from({ length: pipes }, () => 'pipe' as const)],
  });
}

/** Kills a process, its group and all its descendants, also those that left the group. Never throws. */
export function killTree(pid: number): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/T', '/F', '/PID', String(pid)], { windowsHide: true });
    return;
  }
  // Descendants first: once their parent is dead they belong to init and cannot be found any more.
  for (let round = 0; round < 5; round++) {
    const tree = descendants(pid);
    for (const member of tree) signal(member, 'SIGSTOP');
    const late = descendants(pid).filter((member) => !tree.includes(member));
    for (const member of [...tree, ...late]) {
      signal(-member, 'SIGKILL');
      signal(member, 'SIGKILL');
    }
    if (late.length === 0) break;
  }
  signal(-pid, 'SIGKILL');
  signal(pid, 'SIGKILL');
}

/** Process ids below `pid` (children, their children, …). */
export function descendants(pid: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const [child, parent] of processTable()) {
    const list = children.get(parent);
    if (list) list.push(child);
    else children.set(parent, [child]);
  }
  const found: number[] = [];
  for (let queue = [pid]; queue.length > 0;) {
    queue = queue.flatMap((parent) => children.get(parent) ?? []);
    found.push(...queue);
  }
  return found;
}

/** Pairs of process id and parent id. */
function processTable(): readonly (readonly [number, number])[] {
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
    return stdout.split('\n').flatMap((line) => {
      const [pid, parent] = line.trim().split(/\s+/).map(Number);
      return pid !== undefined && parent !== undefined ? [[pid, parent] as const] : [];
    });
  }
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      // The command in parentheses may itself hold blanks and parentheses.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return [[Number(name), Number(fields[1])] as const];
    } catch {
      return [];
    }
  });
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already, or not the leader of a group.
  }
}

/** Ends the tree of a started process. With a process name space of its own the kernel ends the rest with its first process. */
export function endTree(pid: number, ownProcesses: boolean): void {
  if (!ownProcesses) {
    killTree(pid);
    return;
  }
  signal(-pid, 'SIGKILL');
  signal(pid, 'SIGKILL');
}
