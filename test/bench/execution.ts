import { javascriptExecution } from './execution/javascript';
import { pythonExecution } from './execution/python';
import type { ExecutionBench } from './execution/measure';
import { report, table, type Bar, type Row } from './results';

/** `npm run bench -- execution [LANGUAGE…]`: the engine against one process of the language's own framework per candidate. */
const benches: readonly ExecutionBench[] = [pythonExecution, javascriptExecution];

async function run(): Promise<void> {
  const only = process.argv.slice(2);
  const bars: Bar[] = [];
  const rows: Row[] = [];
  const versions: Record<string, string> = {};
  for (const bench of benches) {
    if (only.length > 0 && !only.includes(bench.language)) continue;
    const found = await bench.measure();
    bars.push(...found.bars.map((bar) => ({ ...bar, name: `${bench.language}: ${bar.name}` })));
    rows.push(...found.rows.map((row) => ({ language: bench.language, ...row })));
    Object.assign(versions, found.versions);
  }
  console.log(table(rows));
  await report('execution', { bars, rows, versions });
}

void run();
