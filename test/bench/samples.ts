import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { createDebugger } from '../../src/core';
import type { SessionEvent } from '../../src/core/model/events';
import type { SelfDebugger } from '../../src/core/selfDebugger';
import type { TestExecutor } from '../../src/core/ports';
import { languages } from '../../src/languages/registry';
import { PrivateServers } from '../../src/node/languageServer/privateServers';
import { createNodePorts } from '../../src/node/ports';
import { samples, sampleWorkspace, type Sample } from '../samples';
import { report, table, type Row } from './results';

/**
 * Where the time of a fix goes, stage by stage, on the samples: the editor's loop without the editor. Milliseconds of
 * wall time and of processor time, of this process and of all those it started. On a busy machine only the latter tell
 * something. Arguments: names of samples; `--repeat N`; `--warm`: with the runtime made ready, as the editor does when a file
 * is opened. Needs a build (`node esbuild.mjs`).
 */
async function main(args: readonly string[]): Promise<void> {
  const at = args.indexOf('--repeat');
  const repeat = at < 0 ? 1 : Number(args[at + 1]);
  const warm = args.includes('--warm');
  const names = args.filter((name, i) => name !== '--warm' && (at < 0 || (i !== at && i !== at + 1)));
  const chosen = samples.filter(({ file }) => names.length === 0 || names.includes(path.parse(file).name));
  const log = { debug: quiet, info: quiet, warn: console.warn, error: console.error };
  using server = new PrivateServers({ root: sampleWorkspace, log });
  const ports = createNodePorts({
    assets: path.resolve(__dirname, '../../dist'),
    workspaceRoot: sampleWorkspace,
    settings: () => ({ sandbox: 'preferred' }),
    log,
    server,
  });
  const jobs: Jobs = { calls: 0, project: 0 };
  const self = createDebugger({ ...ports, executor: counted(ports.executor, jobs) }, languages);
  const rows: Row[] = [];
  for (let i = 0; i < repeat; i++) for (const sample of chosen) rows.push(...(await timed(self, sample, jobs, warm)));
  await ports.executor.release?.();
  console.log(table(rows));
  await report('samples', { bars: [], rows });
}

/** Jobs the harness was given: such that only call the function, and such that run the project's framework. */
interface Jobs {
  calls: number;
  project: number;
}

function counted(executor: TestExecutor, jobs: Jobs): TestExecutor {
  return {
    ...executor,
    open: async (target, signal) => {
      const session = await executor.open(target, signal);
      return {
        ...session,
        run: (job, jobSignal) => {
          jobs[job.tests.some(({ kind }) => kind === 'project') ? 'project' : 'calls']++;
          return session.run(job, jobSignal);
        },
        [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
      };
    },
  };
}

interface Reading extends Jobs {
  readonly wall: number;
  readonly own: number;
  readonly others: number;
}

async function timed(self: SelfDebugger, { file, function: name }: Sample, jobs: Jobs, warm: boolean): Promise<Row[]> {
  const full = path.join(sampleWorkspace, file);
  const languageId = file.endsWith('.py') ? 'python' : file.endsWith('.ts') ? 'typescript' : 'javascript';
  const source = { path: full, languageId, version: 1, text: readFileSync(full, 'utf8') } as const;
  const known = (await self.functions(source)).find((f) => f.name === name);
  if (!known) throw new Error(`${file} has no ${name}`);
  if (warm) await self.prepare(source);
  const read = (): Reading => ({ wall: performance.now(), ...processor(), ...jobs });
  const rows: Row[] = [];
  const started = read();
  let last = started;
  let stage = 'start';
  let tried = 0;
  const row = (from: Reading, to: Reading, label: string) => {
    rows.push({
      sample: path.parse(file).name,
      stage: label,
      wall: Math.round(to.wall - from.wall),
      'own processor': to.own - from.own,
      'others’ processor': to.others - from.others,
      'quick jobs': to.calls - from.calls,
      'framework jobs': to.project - from.project,
      tried,
    });
  };
  const enter = (next: string) => {
    const now = read();
    row(last, now, stage);
    last = now;
    stage = next;
  };
  const request = { file: source, select: { offset: known.nodeRange.start }, budgetMs: 60_000, seed: 1 };
  for await (const event of self.fix(request, AbortSignal.timeout(60_000))) {
    if (event.kind === 'progress') ({ tried } = event);
    const next = beginning(event);
    if (next !== undefined && next !== stage) enter(next);
  }
  row(last, read(), stage);
  row(started, read(), 'all');
  return rows;
}

/** The stage that begins with an event. */
function beginning(event: SessionEvent): string | undefined {
  switch (event.kind) {
    case 'stage':
      return event.stage;
    case 'tests':
      return 'baseline';
    case 'candidate':
      return 'settle';
    default:
      return undefined;
  }
}

/** Processor time of this process and of its descendants so far, in milliseconds (Linux). */
function processor(): { own: number; others: number } {
  const parents = new Map<number, number>();
  const spent = new Map<number, { alone: number; reaped: number }>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      parents.set(Number(name), fields[1] ?? 0);
      const sum = (first: number) => 10 * ((fields[first] ?? 0) + (fields[first + 1] ?? 0));
      spent.set(Number(name), { alone: sum(11), reaped: sum(13) });
    } catch {
      continue;
    }
  }
  const mine = (pid: number): boolean =>
    pid === process.pid || (pid > 1 && parents.has(pid) && mine(parents.get(pid) ?? 0));
  let own = 0;
  let others = 0;
  for (const [pid, { alone, reaped }] of spent) {
    if (!mine(pid)) continue;
    if (pid === process.pid) own += alone;
    else others += alone;
    others += reaped;
  }
  return { own, others };
}

const quiet = () => undefined;

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
