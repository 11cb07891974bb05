import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { createDebugger } from '../../src/core';
import { FixResultBuilder, type FixResult } from '../../src/core/fixResult';
import type { SourceFile } from '../../src/core/model/focalFunction';
import type { Log } from '../../src/core/ports';
import { languages } from '../../src/languages/registry';
import { createNodePorts } from '../../src/node/ports';
import { judge } from './judging/judge';
import { repairSets, type Measure, type RepairSet, type RepairTask } from './repairSets';
import { report, table, type Bar, type Row } from './results';

/** Why a task was not won. */
type FailureClass = 'ranked low' | 'overfit' | 'budget' | 'no candidate' | 'no failure seen' | 'no tests' | 'error';

interface TaskResult {
  readonly task: RepairTask;
  readonly result: FixResult;
  readonly startedRight: boolean;
  /** Rank of the first right candidate among the first five; 0 when there is none. */
  readonly rightRank: number;
  readonly endsRight: boolean;
  readonly failure?: FailureClass;
}

const SHOWN = 5;
const root = path.resolve(__dirname, '../..');
const quiet: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: (m) => process.env['EIDER_BENCH_VERBOSE'] && console.error(m),
  error: (m, cause) => console.error(m, cause),
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      set: { type: 'string', multiple: true },
      budget: { type: 'string', default: '60' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
      limit: { type: 'string' },
      verbose: { type: 'boolean', default: false },
    },
  });
  if (!existsSync(path.join(root, 'dist', 'harness'))) execFileSync(process.execPath, ['esbuild.mjs'], { cwd: root });
  const wanted = values.set ?? repairSets.map((s) => s.name);
  const bars: Bar[] = [];
  const rows: Row[] = [];
  for (const name of wanted) {
    const set = repairSets.find((s) => s.name === name);
    if (!set) throw new Error(`No set ${name}. Sets: ${repairSets.map((s) => s.name).join(', ')}`);
    const only = values.only?.split(',');
    const tasks = set
      .tasks()
      .filter((t) => !only || only.includes(t.id))
      .slice(0, values.limit === undefined ? undefined : Number(values.limit));
    const results: TaskResult[] = [];
    for (const task of tasks) {
      const result = await runTask(task, { budgetMs: 1000 * Number(values.budget), seed: Number(values.seed) });
      results.push(result);
      if (process.stderr.isTTY || values.verbose) process.stderr.write(`${line(result)}\n`);
    }
    summarise(set, results, bars, rows);
  }
  await report(wanted.length === 1 && wanted[0] !== undefined ? `repair-${wanted[0]}` : 'repair', { bars, rows });
}

async function runTask(task: RepairTask, options: { budgetMs: number; seed: number }): Promise<TaskResult> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'eider-bench-'));
  try {
    const file: SourceFile = {
      path: path.join(folder, task.fileName),
      languageId: task.fileName.endsWith('.py') ? 'python' : 'javascript',
      text: task.source,
      version: 0,
    };
    await writeFile(file.path, task.source);
    const extension = path.extname(task.fileName);
    const visible = path.join(folder, 'visible', `given${extension}`);
    if (task.visible !== undefined) {
      await mkdir(path.dirname(visible));
      await writeFile(visible, task.visible);
    }
    const ports = createNodePorts({
      assets: path.join(root, 'dist'),
      workspaceRoot: folder,
      settings: () => ({ sandbox: process.env['EIDER_BENCH_SANDBOX'] === 'off' ? 'off' : 'preferred' }),
      log: quiet,
    });
    const self = createDebugger(ports, languages);
    const builder = new FixResultBuilder();
    // One row of the data names its function in another letter case than the code.
    const names = (await self.functions(file)).map((f) => f.qualifiedName);
    const same = names.find((n) => n.toLowerCase() === task.functionName.toLowerCase());
    const request = {
      file,
      select: { name: names.includes(task.functionName) ? task.functionName : (same ?? task.functionName) },
      testPaths: task.visible === undefined ? [] : [visible],
      ...options,
    };
    for await (const event of self.fix(request, new AbortController().signal)) builder.add(event);
    const result = builder.result(task.fileName);
    const candidates = result.candidates.filter((c) => c.plausible).slice(0, SHOWN);
    const sources = [task.source, ...candidates.map((c) => c.source)];
    const right = builder.focal ? await judge(task, ports, builder.focal, sources) : sources.map(() => false);
    const rightRank = right.indexOf(true, 1);
    const startedRight = right[0] === true;
    const endsRight = candidates.length > 0 ? right[1] === true : startedRight;
    const failure = endsRight ? undefined : classify(result, Math.max(0, rightRank));
    return { task, result, startedRight, rightRank: Math.max(0, rightRank), endsRight, ...(failure && { failure }) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function classify(result: FixResult, rightRank: number): FailureClass {
  if (rightRank > 1) return 'ranked low';
  if (result.candidates.some((c) => c.plausible)) return 'overfit';
  if (result.outcome === 'noFailure') return 'no failure seen';
  if (result.outcome === 'noTests') return 'no tests';
  if (result.outcome === 'error') return 'error';
  return (result.durations['total'] ?? 0) > 40_000 ? 'budget' : 'no candidate';
}

function line({ task, result, rightRank, endsRight, failure }: TaskResult): string {
  const first = result.durations['firstPlausible'];
  const seconds = first === undefined ? '-' : `${(first / 1000).toFixed(2)} s`;
  const best = result.candidates[0];
  const fix = best?.plausible === true ? best.title : '';
  return `${endsRight ? 'right' : (failure ?? '')}\t${task.id}\t${result.tried} tried\tfirst ${seconds}\ttotal ${((result.durations['total'] ?? 0) / 1000).toFixed(1)} s\tright at ${rightRank}\t${fix}${result.outcome === 'error' ? result.message : ''}`;
}

function summarise(set: RepairSet, results: readonly TaskResult[], bars: Bar[], rows: Row[]): void {
  const plausible = results.filter((r) => r.result.candidates.some((c) => c.plausible));
  const firstRight = results.filter((r) => r.endsRight && r.result.candidates.some((c) => c.plausible));
  const measures: Readonly<Record<Measure, { value: number; unit: string }>> = {
    plausible: { value: plausible.length, unit: 'programs' },
    firstRight: { value: firstRight.length, unit: 'programs' },
    firstRightPercent: { value: (100 * firstRight.length) / results.length, unit: '%' },
    rightAfter: { value: results.filter((r) => r.endsRight).length, unit: 'programs' },
  };
  const times = plausible.map((r) => (r.result.durations['firstPlausible'] ?? 0) / 1000).sort((a, b) => a - b);
  const failures = new Map<string, TaskResult[]>();
  for (const r of results) if (r.failure) failures.set(r.failure, [...(failures.get(r.failure) ?? []), r]);
  console.log(`\n${set.title}: ${results.length} programs`);
  console.log(
    table([
      {
        plausible: plausible.length,
        'first right': firstRight.length,
        'right in top 5': results.filter((r) => r.rightRank > 0).length,
        'right before': results.filter((r) => r.startedRight).length,
        'right after': measures.rightAfter.value,
        'made wrong': results.filter((r) => r.startedRight && !r.endsRight).length,
        'median tried': quantile(
          results.map((r) => r.result.tried).sort((a, b) => a - b),
          0.5,
        ),
        'first plausible median s': quantile(times, 0.5),
        'p95 s': quantile(times, 0.95),
      },
    ]),
  );
  const types = [...new Set(results.map((r) => r.task.bugType))];
  if (types.length > 1) {
    console.log(
      table(
        types.map((type) => {
          const of = results.filter((r) => r.task.bugType === type);
          return {
            'bug type': type,
            programs: of.length,
            plausible: of.filter((r) => plausible.includes(r)).length,
            'first right': of.filter((r) => firstRight.includes(r)).length,
          };
        }),
      ),
    );
  }
  for (const [kind, of] of failures) console.log(`${kind} (${of.length}): ${of.map((r) => r.task.id).join(', ')}`);
  for (const { measure, atLeast } of set.bars) {
    bars.push({ name: `${set.title}: ${measure}`, ...measures[measure], bar: atLeast, is: 'at least' });
  }
  bars.push({
    name: `${set.title}: programs made wrong`,
    value: results.filter((r) => r.startedRight && !r.endsRight).length,
    unit: 'programs',
    bar: 0,
    is: 'at most',
  });
  bars.push({
    name: `${set.title}: time to first plausible, median`,
    value: quantile(times, 0.5),
    unit: 's',
    bar: 2,
    is: 'at most',
  });
  bars.push({
    name: `${set.title}: time to first plausible, 95 %`,
    value: quantile(times, 0.95),
    unit: 's',
    bar: 15,
    is: 'at most',
  });
  for (const { task, result, rightRank, endsRight, startedRight, failure } of results) {
    rows.push({
      set: set.name,
      id: task.id,
      type: task.bugType,
      right: endsRight,
      startedRight,
      rightRank,
      failure: failure ?? null,
      outcome: result.outcome,
      tried: result.tried,
      firstPlausibleMs: result.durations['firstPlausible'] ?? null,
      totalMs: result.durations['total'] ?? null,
      fix: result.candidates[0]?.title ?? null,
    });
  }
}

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}

void main();
