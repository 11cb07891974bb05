import { mkdir, readFile, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';

/** One figure and the bar it should reach. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  /** Such as `programs`, `%`, `s`, `x`. */
  readonly unit: string;
  readonly bar: number;
  /** The bar is a least or a most. */
  readonly is: 'at least' | 'at most';
}

export type Cell = string | number | boolean | null;
export type Row = Readonly<Record<string, Cell>>;

export interface Results {
  readonly bars: readonly Bar[];
  readonly rows: readonly Row[];
  /** Versions besides Eider's and Node's, such as the data set's or the peer's. */
  readonly versions?: Readonly<Record<string, string>>;
}

const root = path.resolve(__dirname, '../..');

export const holds = ({ value, bar, is }: Bar): boolean => (is === 'at least' ? value >= bar : value <= bar);

/** Where a benchmark finds a data set: EIDER_BENCH_DATA, which `npm run bench` sets. */
export function dataFile(name: string): string {
  return path.join(process.env['EIDER_BENCH_DATA'] ?? path.resolve(root, '../shared/bench'), name);
}

/**
 * Prints the bars as a table and writes bench-results/NAME.json:
 * `{"versions": {…}, "bars": [{"name", "value", "unit", "bar", "holds"}], "rows": […]}`. Answers the file.
 */
export async function report(name: string, { bars, rows, versions }: Results): Promise<string> {
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string };
  const json = {
    versions: {
      eider: manifest.version,
      node: process.version,
      system: `${os.platform()} ${os.release()}, ${os.availableParallelism()} cores`,
      ...versions,
    },
    bars: bars.map((bar) => ({ ...bar, holds: holds(bar) })),
    rows,
  };
  const file = path.join(root, 'bench-results', `${name}.json`);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(json, undefined, 2)}\n`);
  console.log(
    table(
      bars.map((bar) => ({
        what: bar.name,
        value: `${format(bar.value)} ${bar.unit}`,
        bar: `${bar.is === 'at least' ? '>=' : '<='} ${format(bar.bar)}`,
        holds: holds(bar),
      })),
    ),
  );
  console.log(`written to ${path.relative(root, file)}`);
  return file;
}

/** Rows as aligned text; the columns are the first row's keys. Numbers stand to the right. */
export function table(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const text = (cell: Cell | undefined): string =>
    typeof cell === 'number' ? format(cell) : cell === true ? 'yes' : cell === false ? 'no' : (cell ?? '');
  const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => text(row[column]).length)));
  const line = (cells: readonly string[], numeric: (index: number) => boolean) =>
    cells
      .map((cell, index) => (numeric(index) ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0)))
      .join('  ')
      .trimEnd();
  return [
    line(columns, () => false),
    line(
      widths.map((width) => '-'.repeat(width)),
      () => false,
    ),
    ...rows.map((row) =>
      line(
        columns.map((column) => text(row[column])),
        (index) => typeof row[columns[index] ?? ''] === 'number',
      ),
    ),
  ].join('\n');
}

const format = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(2));
