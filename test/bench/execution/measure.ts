import { readFileSync } from 'node:fs';
import type { JobResult } from '../../../src/core/model/execution';
import type { Test } from '../../../src/core/model/test';
import type { ExecutionSession } from '../../../src/core/ports';
import { descendants } from '../../../src/node/process/tree';
import type { Results } from '../results';

export interface ExecutionBench {
  readonly language: string;
  measure(): Promise<Results>;
}

export interface Run {
  readonly seconds: number;
  readonly results: readonly JobResult[];
}

/** Submits all candidates at once and waits for all. */
export async function runAll(
  session: ExecutionSession,
  sources: readonly string[],
  tests: readonly Test[],
): Promise<Run> {
  const signal = AbortSignal.timeout(600_000);
  const began = performance.now();
  const results = await Promise.all(
    sources.map((source, index) => session.run({ id: String(index), source, tests }, signal)),
  );
  return { seconds: (performance.now() - began) / 1000, results };
}

/** One letter a test: what a framework would say of it. */
export function verdictLine(result: JobResult, tests: readonly Test[]): string {
  if (result.kind === 'notLoaded') return '-'.repeat(tests.length);
  return tests.map((test) => (result.verdicts.get(test.id)?.kind === 'passed' ? 'P' : '-')).join('');
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** Runs both in turn, so that a busy machine is busy for both; the median of each. */
export async function sideBySide(
  rounds: number,
  one: () => Promise<number>,
  other: () => Promise<number>,
): Promise<readonly [number, number]> {
  const [ones, others]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    ones.push(await one());
    others.push(await other());
  }
  return [median(ones), median(others)];
}

/** Resident MiB of all processes below this one. */
export function residentBelow(): number {
  const kilobytes = descendants(process.pid).map((pid) => {
    try {
      return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    } catch {
      return 0;
    }
  });
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024;
}
