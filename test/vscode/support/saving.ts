import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { lenses, lensTitled, write } from './eider';
import { until } from './until';

/** A function of each language, and a change of it. */
export const fares = {
  'python/fares.py': {
    text: 'def fare(zones: int, child: bool = False) -> int:\n    """Price in cents.\n\n    >>> fare(2)\n    500\n    """\n    if zones < 1:\n        raise ValueError("no zone")\n    price = 100 + 200 * min(zones, 4)\n    return price // 2 if child else price\n',
    from: '200 * min(zones, 4)',
    to: (n: number) => `200 * min(zones, ${n})`,
    name: 'fare',
    test: /^def test_fare_/m,
    /** The person's own test file. */
    own: {
      path: 'python/tests/test_fares.py',
      text: 'from fares import fare\n\n\ndef test_mine():\n    assert fare(1) == 300\n',
    },
  },
  'typescript/fares.ts': {
    text: "export function fare(zones: number, child: boolean): number {\n  if (zones < 1) throw new RangeError('no zone');\n  const price = 100 + 200 * Math.min(zones, 4);\n  return child ? price / 2 : price;\n}\n",
    from: '200 * Math.min(zones, 4)',
    to: (n: number) => `200 * Math.min(zones, ${n})`,
    name: 'fare',
    test: /it\('returns /,
    own: undefined,
  },
};

export const waiting = /generated tests? · Review$/;

/** Types `to` over the first `from`. */
export async function replace(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const at = document.getText().indexOf(from);
  assert.ok(at >= 0, `${from} is in the text`);
  const change = new vscode.WorkspaceEdit();
  change.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + from.length)), to);
  await vscode.workspace.applyEdit(change);
}

/** Milliseconds from a save of changed code to the lens that offers its tests for review. */
export async function saveToSuite(document: vscode.TextDocument, from: string, to: string): Promise<number> {
  await replace(document, from, to);
  const saved = performance.now();
  await document.save();
  await lensTitled(document, waiting, 20_000);
  return performance.now() - saved;
}

export interface Burst {
  /** Process trees of the executor before each next save, and while the last save's tests are made. */
  readonly trees: readonly number[];
  /** Longest time in milliseconds for which nothing else in the extension host got a turn. */
  readonly block: number;
  /** The same in processor time of the host's main thread: what it worked, not what it waited for on a busy machine. */
  readonly work: number;
}

/** Changes and saves a file every second, as auto save does while a person types; then waits for the tests and the end of their processes. */
export async function saveEverySecond(relative: string, seconds: number): Promise<Burst> {
  const { document } = await write(relative, fares['python/fares.py'].text);
  let from = 'min(zones, 4)';
  const trees: number[] = [];
  const delays = monitorEventLoopDelay({ resolution: 5 });
  const worked = workedInOneTurn();
  delays.enable();
  for (let i = 0; i < seconds; i++) {
    const to = `min(zones, ${5 + i})`;
    const next = performance.now() + 1000;
    await replace(document, from, to);
    from = to;
    await document.save();
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now() - 50)));
    trees.push(await steadyTrees());
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())));
  }
  delays.disable();
  const work = worked();
  await until(
    async () => {
      trees.push(await steadyTrees());
      return (await lenses(document)).some((lens) => waiting.test(lens.command?.title ?? '')) ? true : undefined;
    },
    { what: 'tests of the last save', timeout: 30_000 },
  );
  // One may be left: the spare runtime that waits for the next click.
  await until(async () => ((await harnessTrees()) <= 1 ? true : undefined), {
    what: 'the runs of all saves gone',
    timeout: 10_000,
  });
  return { trees, block: delays.max / 1e6 - 5, work };
}

/** Starts to watch; the result tells the most processor time, in milliseconds, that the main thread took between two turns of a timer. */
export function workedInOneTurn(): () => number {
  const spent = (): number =>
    Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ', 1)[0]) / 1e6;
  let last = spent();
  let most = 0;
  const timer = setInterval(() => {
    const now = spent();
    most = Math.max(most, now - last);
    last = now;
  }, 5);
  return () => {
    clearInterval(timer);
    return most;
  };
}

/** Runtimes that are there and stay: on a busy machine the one of a save that was cancelled takes its time to end. */
async function steadyTrees(): Promise<number> {
  let least = await harnessTrees();
  for (let again = 0; least > 1 && again < 10; again++) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    least = Math.min(least, await harnessTrees());
  }
  return least;
}

/** Runtimes of the executor that are no child of another one, below this extension host. */
export async function harnessTrees(): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const read = (pid: string, file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
  const parents = new Map<string, string>();
  const harness = new Set<string>();
  for (const pid of pids) {
    const stat = await read(pid, 'stat');
    const parent = /^ \S+ (\d+)/.exec(stat.slice(stat.lastIndexOf(')') + 1))?.[1];
    if (parent !== undefined) parents.set(pid, parent);
  }
  const isBelow = (pid: string | undefined): boolean =>
    pid !== undefined && (pid === String(process.pid) || isBelow(parents.get(pid)));
  for (const pid of pids)
    if (isBelow(parents.get(pid)) && /harness.python.*main\.py/.test(await read(pid, 'cmdline'))) harness.add(pid);
  return [...harness].filter((pid) => !harness.has(parents.get(pid) ?? '')).length;
}
