import type { JobResult } from './execution';
import type { Test, Verdict } from './test';

/** A job that could not be loaded failed every test with the load's error. */
export function verdictsOf(result: JobResult, tests: readonly Test[]): Map<string, Verdict> {
  if (result.kind === 'ran') return new Map(result.verdicts);
  const { durationMs, errorType, message, line } = result;
  const verdict: Verdict = { kind: 'errored', durationMs, errorType, message, ...(line === undefined ? {} : { line }) };
  return new Map(tests.map((t) => [t.id, verdict]));
}

/** A verdict that a fix has to change. Inconclusive is never counted as failed. */
export function isFailure(verdict: Verdict | undefined): boolean {
  return verdict !== undefined && verdict.kind !== 'passed' && verdict.kind !== 'inconclusive';
}

/** What the runtimes call a file they cannot read. */
const UNREADABLE: ReadonlySet<string> = new Set(['SyntaxError', 'IndentationError', 'TabError']);

export function isUnreadable(verdict: Verdict | undefined): boolean {
  return verdict?.kind === 'errored' && UNREADABLE.has(verdict.errorType);
}
