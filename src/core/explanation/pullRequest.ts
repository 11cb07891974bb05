import { lineDiff } from '../candidate/lineDiff';
import type { RankedCandidate } from '../model/candidate';
import type { RunView } from '../run/runRecord';
import { counted, failureFacts, originWords, verdictWord } from '../run/words';

const mostTests = 50;

/**
 * A run as a comment for a pull request: Markdown of GitHub, GitLab and Bitbucket, the details folded. Names files without their
 * folders, since those of this machine mean nothing elsewhere. `chosen`: the candidate that was applied; absent: the first.
 */
export function pullRequestText(run: RunView, chosen: RankedCandidate | undefined = run.ranked[0]): string {
  const fix = chosen?.plausible === true ? chosen : undefined;
  const parts = [
    `### ${fix ? 'Fix for' : 'Failure of'} ${code(run.name)} in ${code(fileName(run.file.path))}`,
    failing(run),
    fix ? change(run, fix) : (run.finished?.message ?? ''),
    words(run),
    verdicts(run, fix),
    provenance(run),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function failing(run: RunView): string {
  const test = run.explanation?.failingTest ?? run.failing[0];
  if (!test) return '';
  const { input, expected, actual, message } = failureFacts(test, run.original.get(test.id));
  const others = run.failing.length > 1 ? ` and ${counted(run.failing.length - 1, 'more test')}` : '';
  const facts = [
    ...(input === undefined ? [] : [`- input ${code(input)}`]),
    ...(expected === undefined ? [] : [`- expected ${code(expected)}`]),
    ...(actual === undefined ? [] : [`- actual ${code(actual)}`]),
    ...(actual === undefined && message !== undefined ? [`- ${code(message.trim().split(/\r?\n/)[0] ?? '')}`] : []),
  ];
  return [`${code(test.title)}${others} failed:`, '', ...facts].join('\n');
}

function change(run: RunView, fix: RankedCandidate): string {
  const { candidate, trustedPassed, trustedTotal } = fix;
  const kind = run.explanation?.bugClass === undefined ? '' : ` Kind of bug: ${run.explanation.bugClass}.`;
  const diff = lineDiff(run.file.text, candidate.source, 2).flatMap((hunk) =>
    hunk.lines.map((l) => (l.kind === 'added' ? '+' : l.kind === 'removed' ? '-' : ' ') + l.text),
  );
  const fence = '`'.repeat(Math.max(3, ...[...diff.join('\n').matchAll(/`+/g)].map((m) => m[0].length + 1)));
  return [
    `**${candidate.title}** (${originWords(candidate.origin)}, ${fix.badge ?? 'no badge'}): passes ${trustedPassed} of ${counted(trustedTotal, 'trusted test')}.${kind}`,
    '',
    `${fence}diff`,
    ...diff,
    fence,
  ].join('\n');
}

function words(run: RunView): string {
  const lines = (run.explanation?.sentences ?? [])
    .filter((s) => s.grounded)
    .map(
      (s) =>
        `- ${s.by === undefined ? '' : `${s.by} says: `}${s.text}${s.line === undefined ? '' : ` (${fileName(run.file.path)}:${s.line + 1})`}`,
    );
  return lines.length === 0 ? '' : folded('What the execution shows', lines);
}

function verdicts(run: RunView, fix: RankedCandidate | undefined): string {
  if (run.tests.length === 0) return '';
  const fixed = fix && run.verdictsOf(fix.candidate.id);
  const rows = run.tests.slice(0, mostTests).map((test) => {
    const after = fixed ? ` ${verdictWord(fixed.get(test.id))} |` : '';
    return `| ${code(test.title).replaceAll('|', '\\|')} | ${test.trust}, ${test.source} | ${verdictWord(run.original.get(test.id))} |${after}`;
  });
  const more = run.tests.length > mostTests ? ['', `${run.tests.length - mostTests} more tests are not shown.`] : [];
  return folded(counted(run.tests.length, 'test'), [
    fixed ? '| test | trust | before | after |' : '| test | trust | before |',
    fixed ? '| --- | --- | --- | --- |' : '| --- | --- | --- |',
    ...rows,
    ...more,
  ]);
}

function provenance(run: RunView): string {
  const lines = [
    `- ${run.containment ?? 'not run'}${run.runtime === undefined ? '' : `, ${run.runtime}`}`,
    ...(run.finished
      ? [`- ${counted(run.finished.tried, 'candidate')} run, ${counted(run.finished.modelCalls, 'model call')}`]
      : []),
    ...run.answers.flatMap(({ call, output }) =>
      output === undefined ? [] : [`- asked: ${code(call)} is ${code(output)}`],
    ),
  ];
  return folded('How it was found', lines);
}

function folded(title: string, lines: readonly string[]): string {
  return ['<details>', `<summary>${title}</summary>`, '', ...lines, '', '</details>'].join('\n');
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** Inline code on one line; nothing in it can end it or become markup. */
function code(text: string): string {
  const flat = text.replace(/\s*\r?\n\s*/g, ' ');
  const short = flat.length > 200 ? `${flat.slice(0, 199)}…` : flat;
  const ticks = '`'.repeat(1 + Math.max(0, ...[...short.matchAll(/`+/g)].map((m) => m[0].length)));
  return ticks.length > 1 ? `${ticks} ${short} ${ticks}` : `\`${short}\``;
}
