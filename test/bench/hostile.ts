import { hostilePrograms, isContained, provoke, type HostileOutcome } from './hostile/corpus';
import { javascriptArena } from './hostile/javascript';
import { pythonArena } from './hostile/python';
import { report, table, type Bar } from './results';

/** `npm run bench -- hostile [NAME…]`: programs of `test/fixtures/hostile` against the sandbox and the judges. */
const arenas = [
  { language: 'python', open: () => pythonArena('required') },
  { language: 'python', how: 'python without fork', open: () => pythonArena('required', true) },
  { language: 'javascript', open: () => javascriptArena('required', true) },
];

async function run(): Promise<void> {
  const only = process.argv.slice(2);
  const bars: Bar[] = [];
  const rows = [];
  for (const { language, how = language, open } of arenas) {
    const arena = await open();
    const outcomes: HostileOutcome[] = [];
    try {
      for (const program of hostilePrograms(language)) {
        if (only.length > 0 && !only.includes(program.name)) continue;
        const outcome = await provoke(arena, program);
        outcomes.push(outcome);
        const trouble = [...outcome.passed, ...outcome.escapes, ...outcome.affected, ...outcome.processes].join('; ');
        console.log(
          `${isContained(outcome) ? 'held' : 'ESCAPED'}  ${outcome.program}: ${outcome.verdicts}${trouble && ` (${trouble})`}`,
        );
      }
    } finally {
      await arena.close();
    }
    const sum = (of: (outcome: HostileOutcome) => readonly string[]) =>
      outcomes.reduce((total, outcome) => total + of(outcome).length, 0);
    bars.push(
      { name: `${how}: programs`, value: outcomes.length, unit: 'programs', bar: 30, is: 'at least' },
      { name: `${how}: escapes`, value: sum((o) => o.escapes), unit: '', bar: 0, is: 'at most' },
      { name: `${how}: wrongly passed`, value: sum((o) => o.passed), unit: 'tests', bar: 0, is: 'at most' },
      {
        name: `${how}: next candidate affected`,
        value: sum((o) => o.affected),
        unit: 'tests',
        bar: 0,
        is: 'at most',
      },
      { name: `${how}: processes left`, value: sum((o) => o.processes), unit: '', bar: 0, is: 'at most' },
    );
    rows.push(
      ...outcomes.map((o) => ({
        language: how,
        program: o.program,
        verdicts: o.verdicts,
        seconds: o.seconds,
        contained: isContained(o),
      })),
    );
  }
  console.log(table(rows));
  await report('hostile', { bars, rows });
}

void run();
