import type { RankedCandidate } from '../../core/model/candidate';
import { outcomeOf } from '../../core/model/outcome';
import type { ProbeTest, Test, Verdict } from '../../core/model/test';
import { outputText } from '../../core/ranking/question';
import type { RunView } from '../../core/run/runRecord';
import { failureFacts, originWords, verdictWord } from '../../core/run/words';
import { t } from '../l10n';
import type { RunStore } from '../run/runStore';

export type CellKind = 'passed' | 'failed' | 'errored' | 'timedOut' | 'inconclusive' | 'notRun' | 'output';

export interface MatrixCell {
  readonly kind: CellKind;
  /** One letter of a verdict, or the beginning of an output. */
  readonly text: string;
  /** Read aloud, and shown below the table while the cell is pointed at. */
  readonly detail: string;
  /** Cells of one column with the same number gave the same output. */
  readonly alike?: number;
}

export interface MatrixColumn {
  /** `T1`, `P3`, `I2`. */
  readonly label: string;
  readonly detail: string;
  /** Id of a test that stands in a file. */
  readonly place?: string;
}

export interface MatrixSection {
  readonly kind: 'trusted' | 'plausible' | 'input';
  readonly title: string;
  readonly columns: readonly MatrixColumn[];
  /** Columns that are left out. */
  readonly more: number;
}

export interface MatrixRow {
  readonly label: string;
  readonly detail: string;
  readonly badge?: string;
  /** Absent: the captured function. */
  readonly candidate?: string;
  readonly cells: readonly MatrixCell[];
}

export interface MatrixGroup {
  readonly title: string;
  /** Why the group stands where it stands. */
  readonly reason: string;
  readonly rows: readonly MatrixRow[];
}

export interface Matrix {
  readonly title: string;
  readonly message: string;
  readonly sections: readonly MatrixSection[];
  readonly groups: readonly MatrixGroup[];
}

const most = { tests: 60, inputs: 12, rows: 60 };
const letters = { passed: 'P', failed: 'F', errored: 'E', timedOut: 'T', inconclusive: '?' } as const;

/** Candidates x tests of a run: trusted and plausible tests apart, and the inputs on which plausible candidates part. */
export function matrixOf(run: RunView, store: Pick<RunStore, 'decision'>): Matrix {
  const shown = run.ranked.slice(0, most.rows);
  const trusted = run.tests.filter((test) => test.trust === 'trusted');
  const others = run.tests.filter((test) => test.trust !== 'trusted');
  const apart = dividing(run);
  const tests = [...trusted.slice(0, most.tests), ...others.slice(0, most.tests)];
  const inputs = apart.slice(0, most.inputs).map((probe) => ({ probe, outputs: new Map<string, number>() }));
  const cells = (verdicts: ReadonlyMap<string, Verdict>): readonly MatrixCell[] => [
    ...tests.map((test) => verdictCell(test, verdicts.get(test.id))),
    ...inputs.map(({ probe, outputs }) => outputCell(probe, verdicts.get(probe.id), outputs)),
  ];
  const byGroup = new Map<number, RankedCandidate[]>();
  for (const r of shown) byGroup.set(r.group, [...(byGroup.get(r.group) ?? []), r]);
  const section = (kind: MatrixSection['kind'], title: string, all: readonly Test[], limit: number): MatrixSection => ({
    kind,
    title,
    columns: all.slice(0, limit).map((test, i) => column(kind, test, i)),
    more: Math.max(0, all.length - limit),
  });
  return {
    title: run.name,
    message: run.finished?.message ?? t('The run is still under way.'),
    sections: [
      section('trusted', t('Trusted tests'), trusted, most.tests),
      section('plausible', t('Plausible tests'), others, most.tests),
      section('input', t('Inputs on which fixes differ'), apart, most.inputs),
    ].filter((s) => s.columns.length > 0),
    groups: [
      ...[...byGroup].map(([number, members]) => ({
        title: members[0]?.plausible === true ? t('Group {0}', number) : t('Group {0}, not plausible', number),
        reason: members[0]?.reason ?? '',
        rows: members.map((r) => candidateRow(r, cells(run.verdictsOf(r.candidate.id)), store)),
      })),
      {
        title: t('As written'),
        reason: t('The captured function, for comparison.'),
        rows: [{ label: run.name, detail: t('The captured function'), cells: cells(run.original) }],
      },
    ],
  };
}

/** Inputs to which plausible candidates gave different outputs. */
function dividing(run: RunView): readonly ProbeTest[] {
  const good = run.ranked.filter((r) => r.plausible).map((r) => run.verdictsOf(r.candidate.id));
  return run.probes.filter((probe) => {
    const outcomes = good.map((verdicts) => outcomeOf(verdicts.get(probe.id))).filter((o) => o !== undefined);
    return new Set(outcomes).size > 1;
  });
}

function column(kind: MatrixSection['kind'], test: Test, i: number): MatrixColumn {
  const label = `${{ trusted: 'T', plausible: 'P', input: 'I' }[kind]}${i + 1}`;
  if (kind === 'input') return { label, detail: test.title };
  return { label, detail: `${test.title} (${test.source})`, ...(test.at && { place: test.id }) };
}

function verdictCell(test: Test, verdict: Verdict | undefined): MatrixCell {
  const facts = verdict?.kind === 'passed' ? {} : failureFacts(test, verdict);
  const detail = [
    `${test.title}: ${verdictWord(verdict)}`,
    ...(facts.expected === undefined ? [] : [t('expected {0}', facts.expected)]),
    ...(facts.actual === undefined ? [] : [t('got {0}', facts.actual)]),
    ...(facts.message === undefined ? [] : [facts.message]),
  ].join(', ');
  return verdict ? { kind: verdict.kind, text: letters[verdict.kind], detail } : { kind: 'notRun', text: '·', detail };
}

function outputCell(probe: ProbeTest, verdict: Verdict | undefined, outputs: Map<string, number>): MatrixCell {
  const outcome = outcomeOf(verdict);
  if (outcome === undefined) return { kind: 'notRun', text: '·', detail: `${probe.call}: ${t('not run')}` };
  const alike = outputs.get(outcome) ?? outputs.size;
  outputs.set(outcome, alike);
  const text = outputText(verdict);
  return { kind: 'output', text, detail: `${probe.call}: ${text}`, alike };
}

function candidateRow(r: RankedCandidate, cells: readonly MatrixCell[], store: Pick<RunStore, 'decision'>): MatrixRow {
  const decision = store.decision(r.candidate.id);
  const facts = [
    r.badge ?? (r.plausible ? t('plausible') : t('not plausible')),
    t('{0} of {1} tests passed', r.passed, r.total),
    originWords(r.candidate.origin),
    ...(decision?.kind === 'rejected' ? [t('rejected: {0}', decision.reason)] : []),
    r.reason,
  ];
  return {
    label: `${r.rank}. ${r.candidate.title.replaceAll('`', '')}`,
    detail: facts.join(' · '),
    candidate: r.candidate.id,
    cells,
    ...(r.badge && { badge: r.badge }),
  };
}
