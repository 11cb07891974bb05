import type { Test, Verdict } from '../../core/model/test';
import type { RunView } from '../../core/run/runRecord';
import { t } from '../l10n';
import { paint, clip } from './ansi';

const most = { rows: 6, columns: 40 };

/** Candidates x tests with one letter a verdict, trusted tests first: readable with no colour at all. */
export function matrixText(run: RunView, width: number): readonly string[] {
  const columns = [...run.tests]
    .sort((a, b) => Number(b.trust === 'trusted') - Number(a.trust === 'trusted'))
    .slice(0, Math.max(1, Math.min(most.columns, width - 34)));
  if (columns.length === 0 || run.original.size === 0) return [];
  const names = [t('original'), ...run.ranked.slice(0, most.rows).map((r) => `${r.rank}. ${r.candidate.title}`)];
  const room = Math.max(8, Math.min(28, Math.max(...names.map((n) => n.length))));
  const rows = [
    row(names[0] ?? '', room, columns, run.original),
    ...run.ranked
      .slice(0, most.rows)
      .map((r, i) => row(names[i + 1] ?? '', room, columns, run.verdictsOf(r.candidate.id))),
  ];
  const trusted = columns.filter((test) => test.trust === 'trusted').length;
  const left =
    columns.length < run.tests.length ? ` ${t('({0} of {1} tests shown)', columns.length, run.tests.length)}` : '';
  return [
    `  ${paint('bold', t('Verdicts'))}  ${paint('dim', t('{0} trusted, {1} plausible tests', trusted, columns.length - trusted) + left)}`,
    ...rows,
    `    ${paint('dim', t('P passed  F failed  E errored  T timed out  ? inconclusive  . not run'))}`,
  ];
}

function row(name: string, room: number, columns: readonly Test[], verdicts: ReadonlyMap<string, Verdict>): string {
  const cells = columns.map((test) => letter(verdicts.get(test.id))).join('');
  return `    ${clip(name, room).padEnd(room)}  ${cells}`;
}

function letter(verdict: Verdict | undefined): string {
  switch (verdict?.kind) {
    case undefined:
      return paint('dim', '.');
    case 'passed':
      return paint('green', 'P');
    case 'failed':
      return paint('red', 'F');
    case 'errored':
      return paint('red', 'E');
    case 'timedOut':
      return paint('yellow', 'T');
    case 'inconclusive':
      return paint('dim', '?');
  }
}
