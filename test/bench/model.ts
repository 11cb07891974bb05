import { parseArgs } from 'node:util';
import { rows as dataRows } from './data';
import { runTask, variants, type ModelAttempts, type TaskResult, type Variant } from './modelTask';
import { report, table, type Bar, type Row } from './results';

const models = [
  { name: 'starcoder', bar: 40 },
  { name: 'codellama', bar: 56 },
  { name: 'gpt-3.5-turbo-0613', bar: 72 },
] as const;

/**
 * Recorded outputs of three models, served over HTTP as the model. They never saw these prompts, so this measures what the
 * loop makes of given answers and how many it asks for, not a live success rate. `--ablations` runs it without templates and
 * without fresh starts as well (`--variant NAME` one of them); what ranking and one question are worth is told for each.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      model: { type: 'string', multiple: true },
      variant: { type: 'string', multiple: true },
      ablations: { type: 'boolean', default: false },
      budget: { type: 'string', default: '30' },
      limit: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const wanted = values.variant ?? (values.ablations ? variants.map((v) => v.name) : ['whole']);
  const unknown = wanted.find((name) => !variants.some((v) => v.name === name));
  if (unknown !== undefined) throw new Error(`no variant ${unknown}; there are: ${variants.map((v) => v.name).join()}`);
  const bars: Bar[] = [];
  const rows: Row[] = [];
  const summary: Row[] = [];
  for (const { name, bar } of models) {
    if (values.model && !values.model.includes(name)) continue;
    const only = values.only?.split(',');
    const tasks = dataRows<ModelAttempts>(`model-attempts-humaneval-${name}-even`)
      .filter((t) => !only || only.includes(t.task_id))
      .slice(0, values.limit === undefined ? undefined : Number(values.limit));
    for (const variant of variants.filter((v) => wanted.includes(v.name))) {
      const results = await runAll(name, tasks, 1000 * Number(values.budget), variant);
      rows.push(...results.map((result) => ({ model: name, variant: variant.name, ...result })));
      summary.push(summed(name, variant, results));
      if (variant.name === 'whole') bars.push(...barsOf(name, bar, results));
    }
  }
  console.log(table(summary));
  await report('model', { bars, rows });
}

async function runAll(
  model: string,
  tasks: readonly ModelAttempts[],
  budgetMs: number,
  variant: Variant,
): Promise<readonly TaskResult[]> {
  const results: TaskResult[] = [];
  for (const task of tasks) {
    const result = await runTask(task, budgetMs, variant);
    results.push(result);
    const words = `${result.right ? 'right' : 'wrong'} calls ${result.calls} of ${result.ldbCalls} ${result.by}`;
    process.stderr.write(`${model} ${variant.name} ${result.id} ${words}\n`);
  }
  return results;
}

function count(results: readonly TaskResult[], pick: (result: TaskResult) => boolean | number): number {
  return results.reduce((sum, result) => sum + Number(pick(result)), 0);
}

function summed(model: string, variant: Variant, results: readonly TaskResult[]): Row {
  return {
    model,
    loop: variant.title,
    tasks: results.length,
    'as written': count(results, (r) => r.startedRight),
    right: count(results, (r) => r.right),
    'first found': count(results, (r) => r.rightUnranked),
    'one answer': count(results, (r) => r.rightAsked),
    questions: count(results, (r) => r.asked),
    LDB: count(results, (r) => r.ldbRight),
    calls: count(results, (r) => r.calls),
    'LDB calls': count(results, (r) => r.ldbCalls),
    'made wrong': count(results, (r) => r.startedRight && !r.right),
    'by the model': count(results, (r) => r.right && r.by === 'model'),
  };
}

function barsOf(name: string, bar: number, results: readonly TaskResult[]): readonly Bar[] {
  const of = `${name}, recorded attempts`;
  const calls = count(results, (r) => r.calls);
  const ldb = count(results, (r) => r.ldbCalls);
  return [
    { name: `${of}: right`, value: count(results, (r) => r.right), unit: 'tasks', bar, is: 'at least' },
    { name: `${of}: calls against LDB's`, value: calls, unit: 'calls', bar: ldb, is: 'at most' },
  ];
}

void main();
