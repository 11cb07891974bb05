import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { HumanError } from '../../src/core/errors';

/** Folder of the public benchmark data. It is read in place and never copied. */
export const dataFolder = path.resolve(process.env['EIDER_BENCH_DATA'] ?? '../shared/bench');

/** Rows of `NAME.jsonl.gz`. @throws HumanError `noBenchData`. */
export function rows<T>(name: string): T[] {
  const file = path.join(dataFolder, `${name}.jsonl.gz`);
  if (!existsSync(file)) {
    throw new HumanError(
      'noBenchData',
      `There is no ${name}.jsonl.gz in ${dataFolder}.`,
      'Set EIDER_BENCH_DATA to the folder of the data.',
    );
  }
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as T);
}

export interface QuixBug {
  readonly name: string;
  readonly docstring: string;
  readonly buggy_program: string;
  readonly solution: string;
  readonly tests: string;
}

export interface HumanEvalFix {
  readonly id: string;
  readonly entryPoint: string;
  readonly bugType: string;
  readonly buggy: string;
  readonly reference: string;
  readonly exampleTest: string;
  readonly officialTest: string;
  readonly baseInputs?: readonly unknown[];
  readonly plusInputs?: readonly unknown[];
  readonly atol?: number;
}

export interface ModelProgram {
  readonly task_id: string;
  readonly entry_point: string;
  readonly given_tests: readonly string[];
  readonly test: string;
  readonly solution: string;
}
