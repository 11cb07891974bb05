import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { createDebugger } from '../../src/core';
import { FixResultBuilder } from '../../src/core/fixResult';
import type { SourceFile } from '../../src/core/model/focalFunction';
import type { Log } from '../../src/core/ports';
import { languages } from '../../src/languages/registry';
import { OpenAiModel } from '../../src/models/openai';
import { createNodePorts } from '../../src/node/ports';
import { openAiServer } from '../doubles/openaiServer';
import { rows as dataRows, type ModelProgram } from './data';
import { judge } from './judging/judge';
import { modelProgram } from './repairSets';
import { report, table, type Bar, type Row } from './results';

/** What a real model answered: the first program, then each of LDB's debugging rounds. */
interface ModelAttempts extends Omit<ModelProgram, 'solution'> {
  readonly attempts: readonly string[];
  /** Whether LDB ended right. */
  readonly solved: boolean;
}

interface Result {
  readonly id: string;
  readonly right: boolean;
  readonly startedRight: boolean;
  readonly calls: number;
  readonly ldbCalls: number;
  readonly ldbRight: boolean;
  /** Where the first-ranked candidate comes from. */
  readonly by: string;
  readonly totalMs: number;
}

const models = [
  { name: 'starcoder', bar: 40 },
  { name: 'codellama', bar: 56 },
  { name: 'gpt-3.5-turbo-0613', bar: 72 },
] as const;
const root = path.resolve(__dirname, '../..');
const quiet: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: (m, cause) => console.error(m, cause),
};

/**
 * Recorded outputs of three models, served over HTTP as the model: the k-th question about a task is answered with the
 * k-th recorded attempt (the last one again when there are no more). They never saw these prompts, so this measures what
 * the loop makes of given answers and how many it asks for, not a live success rate.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      model: { type: 'string', multiple: true },
      budget: { type: 'string', default: '30' },
      limit: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const bars: Bar[] = [];
  const rows: Row[] = [];
  const summary: Row[] = [];
  for (const { name, bar } of models) {
    if (values.model && !values.model.includes(name)) continue;
    const only = values.only?.split(',');
    const tasks = dataRows<ModelAttempts>(`model-attempts-humaneval-${name}-even`)
      .filter((t) => !only || only.includes(t.task_id))
      .slice(0, values.limit === undefined ? undefined : Number(values.limit));
    const results: Result[] = [];
    for (const task of tasks) {
      const result = await runTask(task, 1000 * Number(values.budget));
      results.push(result);
      rows.push({ model: name, ...result });
      process.stderr.write(
        `${name} ${result.id} ${result.right ? 'right' : 'wrong'} calls ${result.calls} of ${result.ldbCalls} ${result.by}\n`,
      );
    }
    const sum = (pick: (r: Result) => number): number => results.reduce((n, r) => n + pick(r), 0);
    const right = sum((r) => Number(r.right));
    summary.push({
      model: name,
      tasks: results.length,
      'right as written': sum((r) => Number(r.startedRight)),
      right,
      'LDB right': tasks.filter((t) => t.solved).length,
      calls: sum((r) => r.calls),
      'LDB calls': sum((r) => r.ldbCalls),
      'made wrong': sum((r) => Number(r.startedRight && !r.right)),
      'by a model candidate': sum((r) => Number(r.right && r.by === 'model')),
    });
    bars.push({ name: `${name}, recorded attempts: right`, value: right, unit: 'tasks', bar, is: 'at least' });
    bars.push({
      name: `${name}, recorded attempts: calls against LDB's`,
      value: sum((r) => r.calls),
      unit: 'calls',
      bar: sum((r) => r.ldbCalls),
      is: 'at most',
    });
  }
  console.log(table(summary));
  await report('model', { bars, rows });
}

async function runTask(row: ModelAttempts, budgetMs: number): Promise<Result> {
  const [first = '', ...answers] = row.attempts;
  const task = modelProgram({ ...row, solution: first });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'eider-bench-'));
  const last = answers.at(-1) ?? first;
  await using server = await openAiServer(
    (_, call) => ({ kind: 'reply', texts: [`\`\`\`python\n${answers[call] ?? last}\n\`\`\``], piece: 4000 }),
    { n: false },
  );
  try {
    const file: SourceFile = {
      path: path.join(folder, task.fileName),
      languageId: 'python',
      text: task.source,
      version: 0,
    };
    await writeFile(file.path, task.source);
    const visible = path.join(folder, 'visible', 'given.py');
    await mkdir(path.dirname(visible));
    await writeFile(visible, task.visible ?? '');
    const ports = createNodePorts({
      assets: path.join(root, 'dist'),
      workspaceRoot: folder,
      settings: () => ({ sandbox: 'preferred' }),
      log: quiet,
      model: new OpenAiModel({ baseUrl: server.baseUrl, model: 'recorded' }),
    });
    const builder = new FixResultBuilder();
    const request = {
      file,
      select: { name: task.functionName },
      testPaths: [visible],
      budgetMs,
      seed: 1,
      // LDB debugs up to ten times; recorded answers come one at a time.
      model: { mode: 'wide' as const, samples: 1, calls: Math.max(1, answers.length), tokens: 1_000_000 },
    };
    const self = createDebugger(ports, languages);
    for await (const event of self.fix(request, new AbortController().signal)) builder.add(event);
    const result = builder.result(task.fileName);
    const best = result.candidates.find((c) => c.plausible);
    const sources = [task.source, ...(best ? [best.source] : [])];
    const verdicts = builder.focal ? await judge(task, ports, builder.focal, sources) : [false];
    const startedRight = verdicts[0] === true;
    return {
      id: task.id,
      right: best ? verdicts[1] === true : startedRight,
      startedRight,
      calls: server.received.length,
      ldbCalls: answers.length,
      ldbRight: row.solved,
      by: best?.origin.kind ?? 'nothing',
      totalMs: result.durations['total'] ?? 0,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

void main();
