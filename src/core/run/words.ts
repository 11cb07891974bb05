import type { Origin, RankedCandidate } from '../model/candidate';
import type { Outcome } from '../model/events';
import type { Failed, Test, Verdict } from '../model/test';
import type { ModelCall, RunView } from './runRecord';

/** Exit codes of a run, the same for a task and for the command line. */
export const exitCodes: Readonly<Record<Outcome, number>> = {
  fixed: 0,
  noFailure: 0,
  notFixed: 1,
  error: 2,
  noTests: 3,
  cancelled: 130,
};

export function plausible(run: RunView): readonly RankedCandidate[] {
  return run.ranked.filter((r) => r.plausible);
}

export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** A verdict in one word, as every face says it. */
export function verdictWord(verdict: Verdict | undefined): string {
  switch (verdict?.kind) {
    case undefined:
      return 'not run';
    case 'timedOut':
      return 'timed out';
    case 'passed':
    case 'failed':
    case 'errored':
    case 'inconclusive':
      return verdict.kind;
  }
}

export interface FailureFacts {
  readonly input?: string;
  readonly expected?: string;
  readonly actual?: string;
  readonly message?: string;
}

/** What can be said about a test that did not pass: input, expected and actual where they are known. */
export function failureFacts(test: Test, verdict: Verdict | undefined): FailureFacts {
  const input = inputOf(test, verdict);
  const expected = expectedOf(test, verdict);
  const known = { ...(input === undefined ? {} : { input }), ...(expected === undefined ? {} : { expected }) };
  switch (verdict?.kind) {
    case 'failed': {
      const actual = verdict.actual ?? observed(verdict);
      return { ...known, ...(actual === undefined ? { message: verdict.message } : { actual }) };
    }
    case 'errored':
      return { ...known, actual: verdict.message ? `${verdict.errorType}: ${verdict.message}` : verdict.errorType };
    case 'timedOut':
      return { ...known, actual: `no answer within ${verdict.limitMs / 1000} s` };
    case 'inconclusive':
      return { ...known, message: verdict.reason };
    case 'passed':
    case undefined:
      return known;
  }
}

function inputOf(test: Test, verdict: Verdict | undefined): string | undefined {
  if ((verdict?.kind === 'failed' || verdict?.kind === 'errored') && verdict.input !== undefined) return verdict.input;
  if (test.kind === 'example' || test.kind === 'probe') return test.call;
  return undefined;
}

function expectedOf(test: Test, verdict: Verdict | undefined): string | undefined {
  if (verdict?.kind === 'failed' && verdict.expected !== undefined) return verdict.expected;
  if (test.kind !== 'example') return undefined;
  switch (test.expected.kind) {
    case 'value':
      return test.expected.source;
    case 'printed':
      return test.expected.text;
    case 'throws':
      return `throws ${test.expected.type ?? 'an error'}`;
  }
}

function observed(verdict: Failed): string | undefined {
  if (!verdict.observed) return undefined;
  return verdict.observed.kind === 'returned'
    ? verdict.observed.repr
    : `${verdict.observed.type}: ${verdict.observed.message}`;
}

export function originWords(origin: Origin): string {
  switch (origin.kind) {
    case 'original':
      return 'original';
    case 'template':
      return origin.order > 1 ? `template ${origin.template}, order ${origin.order}` : `template ${origin.template}`;
    case 'codeAction':
      return `code action "${origin.title}"`;
    case 'model':
      return `model ${origin.model} (${origin.strategy})`;
    case 'given':
      return `given by ${origin.by}`;
  }
}

/** Sources of tests with their counts: `4 docstring, 1 project`. */
export function testSources(tests: readonly Test[]): string {
  const counts = new Map<string, number>();
  for (const test of tests) counts.set(test.source, (counts.get(test.source) ?? 0) + 1);
  return [...counts].map(([source, n]) => `${n} ${source}`).join(', ');
}

export function duration(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  return ms < 60_000
    ? `${(ms / 1000).toFixed(1)} s`
    : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/** What the model has cost so far: `2 questions, about 1,234 tokens, $0.0021`. */
export function usageWords({ call, usage, cost }: Pick<ModelCall, 'call' | 'usage' | 'cost'>): string {
  const tokens = grouped(usage.promptTokens + usage.completionTokens);
  const parts = [counted(call, 'question'), `${usage.estimated ? 'about ' : ''}${tokens} tokens`];
  return [...parts, ...(cost === undefined ? [] : [costWords(cost)])].join(', ');
}

/** US dollars; as many places as a small sum needs. */
function costWords(cost: number): string {
  return `$${cost.toFixed(cost >= 1 ? 2 : 4)}`;
}

/** The last thing the model said in words, as it stands in front of its code; empty as long as there is none. */
export function spokenWords({ text }: Pick<ModelCall, 'text'>): string {
  const prose = text.split(/^[ \t]*(?:```|~~~)/m, 1)[0] ?? '';
  return prose.replace(/\s+/g, ' ').trim();
}

function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}
