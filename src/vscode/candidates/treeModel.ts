import { diffSize, lineDiff } from '../../core/candidate/lineDiff';
import type { RankedCandidate } from '../../core/model/candidate';
import type { Test } from '../../core/model/test';
import type { RunView } from '../../core/run/runRecord';
import { failureFacts, originWords, verdictWord } from '../../core/run/words';
import { item } from '../ids';
import { t } from '../l10n';
import { answerNode, questionNodes } from '../question/questionNodes';
import type { RunStore } from '../run/runStore';

export interface TreeNode {
  /** Stable over refreshes, so that selection and folding survive. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  /** Markdown. */
  readonly tooltip?: string;
  readonly icon: string;
  readonly iconColour?: string;
  /** Read aloud instead of the label, with everything the icon and colours say. */
  readonly spoken: string;
  readonly contextValue?: string;
  readonly children: readonly TreeNode[];
  readonly open: boolean;
  readonly run: string;
  readonly candidate?: string;
  readonly at?: Test['at'];
  /** Number of an output of the run's question. */
  readonly option?: number;
  readonly test?: string;
  /** What the node does besides opening a candidate or a place. */
  readonly does?: 'answer';
}

/** The Candidates view of one run: plausible fixes by behaviour group, failing tests, the rest. */
export function candidateTree(run: RunView, store: Pick<RunStore, 'decision'>): readonly TreeNode[] {
  const rejected = run.ranked.filter((r) => store.decision(r.candidate.id)?.kind === 'rejected');
  const kept = run.ranked.filter((r) => !rejected.includes(r));
  const good = kept.filter((r) => r.plausible);
  const rest = kept.filter((r) => !r.plausible);
  const size = new Sizes(run);
  const node = (r: RankedCandidate) => candidateNode(run, r, store, size);
  const tests = run.failing.map((test) => testNode(run, test));
  const said = run.tests.filter((test) => test.source === 'answer');
  return [
    ...questionNodes(run),
    section(run, 'plausible', t('Plausible fixes'), 'sparkle', groups(good, node), good.length, true),
    section(run, 'failing', t('Failing tests'), 'beaker', tests, tests.length, true),
    section(
      run,
      'answers',
      t('Your answers'),
      'comment-discussion',
      said.map((test) => answerNode(run, test)),
      said.length,
      false,
    ),
    section(run, 'rest', t('Closest other candidates'), 'circle-slash', rest.map(node), rest.length, false),
    section(run, 'rejected', t('Rejected'), 'trash', rejected.map(node), rejected.length, false),
  ].filter((s) => s.children.length > 0);
}

/** Diff sizes are asked for by label and speech: reckoned once a candidate. */
class Sizes {
  readonly #known = new Map<string, string>();
  readonly #run: RunView;
  constructor(run: RunView) {
    this.#run = run;
  }
  of({ candidate }: RankedCandidate): string {
    let words = this.#known.get(candidate.id);
    if (words === undefined) {
      const { added, removed } = diffSize(lineDiff(this.#run.file.text, candidate.source, 0));
      words = `+${added} -${removed}`;
      this.#known.set(candidate.id, words);
    }
    return words;
  }
}

function section(
  run: RunView,
  id: string,
  label: string,
  icon: string,
  children: readonly TreeNode[],
  count: number,
  open: boolean,
): TreeNode {
  return {
    id: `${run.id}/${id}`,
    label,
    description: String(count),
    icon,
    spoken: `${label}, ${count}`,
    children,
    open,
    run: run.id,
  };
}

/** A group of candidates that act alike shows its simplest one; the others stand below it. */
function groups(good: readonly RankedCandidate[], node: (r: RankedCandidate) => TreeNode): readonly TreeNode[] {
  const byGroup = new Map<number, RankedCandidate[]>();
  for (const r of good) byGroup.set(r.group, [...(byGroup.get(r.group) ?? []), r]);
  return [...byGroup.values()].flatMap(([first, ...alike]) => {
    if (!first) return [];
    const front = node(first);
    if (alike.length === 0) return [front];
    const description = `${front.description ?? ''} · ${t('{0} more that act alike', alike.length)}`;
    return [
      {
        ...front,
        description,
        spoken: `${front.spoken}, ${t('{0} more that act alike', alike.length)}`,
        children: alike.map(node),
      },
    ];
  });
}

function candidateNode(run: RunView, r: RankedCandidate, store: Pick<RunStore, 'decision'>, sizes: Sizes): TreeNode {
  const decision = store.decision(r.candidate.id);
  const rejected = decision?.kind === 'rejected' ? decision : undefined;
  const size = sizes.of(r);
  const facts = [
    ...(r.badge ? [r.badge] : []),
    t('{0}/{1} tests', r.passed, r.total),
    size,
    originWords(r.candidate.origin),
    ...(rejected ? [t('rejected: {0}', rejected.reason)] : []),
  ];
  const icon = iconOf(r);
  return {
    id: `${run.id}/candidate/${r.candidate.id}`,
    label: `${r.rank}. ${brief(r.candidate.title)}`,
    description: facts.join(' · '),
    tooltip: tooltip(run, r),
    ...icon,
    spoken: [
      t('Candidate {0}', r.rank),
      r.candidate.title.replaceAll('`', ''),
      r.badge ?? (r.plausible ? t('plausible') : t('not plausible')),
      t('{0} of {1} tests passed', r.passed, r.total),
      originWords(r.candidate.origin),
      ...(rejected ? [t('rejected: {0}', rejected.reason)] : []),
    ].join(', '),
    contextValue: rejected ? item.rejected : item.candidate,
    children: [],
    open: false,
    run: run.id,
    candidate: r.candidate.id,
  };
}

/** A view is narrow: code without its marks, and an arrow for "becomes". The tooltip has the whole title. */
function brief(title: string): string {
  return title.replace(/^`(.+)` becomes `(.+)`$/, '$1 → $2').replaceAll('`', '');
}

function iconOf(r: RankedCandidate): Pick<TreeNode, 'icon' | 'iconColour'> {
  if (r.badge === 'verified') return { icon: 'verified-filled', iconColour: 'testing.iconPassed' };
  if (r.badge === 'overfit risk') return { icon: 'warning', iconColour: 'problemsWarningIcon.foreground' };
  return r.plausible ? { icon: 'pass', iconColour: 'testing.iconPassed' } : { icon: 'circle-outline' };
}

function tooltip(run: RunView, r: RankedCandidate): string {
  const diff = lineDiff(run.file.text, r.candidate.source, 1)
    .flatMap((h) => h.lines)
    .slice(0, 20)
    .map((l) => (l.kind === 'added' ? '+' : l.kind === 'removed' ? '-' : ' ') + l.text);
  return [
    `**${r.candidate.title}**`,
    r.reason,
    ...r.findings.map((f) => `- ${f.monitor}: ${f.message}`),
    ['```diff', ...diff, '```'].join('\n'),
  ].join('\n\n');
}

function testNode(run: RunView, test: Test): TreeNode {
  const verdict = run.original.get(test.id);
  const facts = failureFacts(test, verdict);
  const leaf = (id: string, label: string, value: string | undefined, icon: string): TreeNode[] =>
    value === undefined
      ? []
      : [
          {
            id: `${run.id}/test/${test.id}/${id}`,
            label: `${label}: ${value}`,
            icon,
            spoken: `${label}: ${value}`,
            children: [],
            open: false,
            run: run.id,
          },
        ];
  return {
    id: `${run.id}/test/${test.id}`,
    label: test.title,
    description: [verdictWord(verdict), test.trust, test.source].join(' · '),
    icon: 'testing-failed-icon',
    iconColour: 'testing.iconFailed',
    spoken: t('{0}, {1}', test.title, verdictWord(verdict)),
    contextValue: item.test,
    children: [
      ...leaf('input', t('input'), facts.input, 'arrow-right'),
      ...leaf('expected', t('expected'), facts.expected, 'check'),
      ...leaf('actual', t('actual'), facts.actual ?? facts.message, 'close'),
    ],
    open: false,
    run: run.id,
    ...(test.at ? { at: test.at } : {}),
  };
}

/** The line above the tree. */
export function treeMessage(run: RunView | undefined, stale = false): string | undefined {
  if (!run) return undefined;
  if (stale && run.finished) {
    return t('{0} was changed since it was run: this is about its earlier text. Run Fix again.', run.name);
  }
  if (!run.finished)
    return run.progress
      ? t('{0} tried, {1} plausible so far', run.progress.tried, run.progress.plausible)
      : t('Looking for a fix…');
  const advice = run.finished.outcome === 'fixed' ? [] : (run.finished.advice?.wouldHelp ?? []);
  return [run.finished.message, ...advice].join(' ');
}
