import type { Verdict } from '../../core/model/test';
import { t } from '../l10n';

/** What the explorer says of one test. Values only: it is kept over windows. */
export interface Outcome {
  readonly state: 'passed' | 'failed' | 'errored' | 'skipped';
  readonly durationMs?: number;
  /** Absent when passed. */
  readonly message?: string;
  /** Both or none: shown as a difference. */
  readonly expected?: string;
  readonly actual?: string;
  /** Zero-based line of the function's file where an error was thrown. */
  readonly focalLine?: number;
}

/** Inconclusive is never counted as failed: the editor's word for it is skipped. */
export function outcomeOf(verdict: Verdict): Outcome {
  switch (verdict.kind) {
    case 'passed':
      return { state: 'passed', durationMs: verdict.durationMs };
    case 'failed': {
      const { durationMs, message, expected, actual, input } = verdict;
      const both = expected !== undefined && actual !== undefined && { expected, actual };
      return { state: 'failed', durationMs, message: withInput(message, input), ...both };
    }
    case 'errored': {
      const { durationMs, errorType, message, line, input } = verdict;
      const said = message === '' || message === errorType ? errorType : `${errorType}: ${message}`;
      return {
        state: 'errored',
        durationMs,
        message: withInput(said, input),
        ...(line !== undefined && { focalLine: line }),
      };
    }
    case 'timedOut':
      return {
        state: 'errored',
        durationMs: verdict.limitMs,
        message: t('It did not end within {0} s.', verdict.limitMs / 1000),
      };
    case 'inconclusive':
      return { state: 'skipped', message: verdict.reason };
  }
}

function withInput(message: string, input: string | undefined): string {
  return input === undefined || message.includes(input) ? message : `${message}\n${t('Input: {0}', input)}`;
}

/** One line of the run's output. */
export function outcomeLine(label: string, { state, durationMs, message }: Outcome): string {
  const took = durationMs === undefined ? '' : ` (${Math.round(durationMs)} ms)`;
  const why = message === undefined ? '' : `: ${message.split('\n', 1)[0] ?? ''}`;
  const word = { passed: t('passed'), failed: t('failed'), errored: t('errored'), skipped: t('not decided') }[state];
  return `  ${word.padEnd(11)} ${label}${took}${why}`;
}
