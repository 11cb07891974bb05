import type { RankedCandidate } from '../model/candidate';
import type { Test } from '../model/test';
import { lineDiff } from '../candidate/lineDiff';
import type { RunView } from '../run/runRecord';
import { counted, duration, failureFacts, originWords, testSources, usageWords, verdictWord } from '../run/words';

/** The explanation of a run as Markdown: every statement in it was executed or says where it comes from. */
export function reportText(run: RunView): string {
  const sections = [
    heading(run),
    failure(run),
    place(run),
    fixes(run),
    tests(run),
    said(run),
    advice(run),
    provenance(run),
  ];
  return `${sections.filter((s) => s.length > 0).join('\n\n')}\n`;
}

function fileName(run: RunView): string {
  return run.file.path.split(/[\\/]/).at(-1) ?? run.file.path;
}

function at(run: RunView, line: number): string {
  return `${fileName(run)}:${line + 1}`;
}

function heading(run: RunView): string {
  const state = run.finished ? run.finished.message : 'The run is still under way.';
  const start = run.focal ? run.file.text.slice(0, run.focal.range.start).split('\n').length - 1 : 0;
  return `# ${run.name} (${at(run, start)})\n\n${state}`;
}

function failure(run: RunView): string {
  const test = run.explanation?.failingTest ?? run.failing[0];
  if (!test) return '';
  const facts = failureFacts(test, run.original.get(test.id));
  const lines = [`## What fails`, '', `Test: ${test.title}${whereOf(test)}`];
  const input = run.explanation?.input ?? facts.input;
  const expected = run.explanation?.expected ?? facts.expected;
  const actual = run.explanation?.actual ?? facts.actual;
  if (input !== undefined) lines.push(`Input:    ${oneLine(input)}`);
  if (expected !== undefined) lines.push(`Expected: ${oneLine(expected)}`);
  if (actual !== undefined) lines.push(`Actual:   ${oneLine(actual)}`);
  if (actual === undefined && facts.message !== undefined)
    lines.push(...facts.message.trim().split(/\r?\n/).slice(0, 8));
  if (run.failing.length > 1)
    lines.push('', `${counted(run.failing.length - 1, 'more test fails', 'more tests fail')}.`);
  return lines.join('\n');
}

function whereOf(test: Test): string {
  if (!test.at) return ` (${test.source})`;
  return ` (${test.source}, ${test.at.path.split(/[\\/]/).at(-1) ?? test.at.path}:${test.at.line + 1})`;
}

function place(run: RunView): string {
  const lines: string[] = [];
  const divergence = run.explanation?.divergence;
  if (divergence) {
    lines.push(`The failing run and the fixed run part at ${at(run, divergence.line)}:`, '');
    lines.push('| variable | failing run | fixed run |', '| --- | --- | --- |');
    for (const v of divergence.variables) {
      lines.push(`| ${cell(v.name)} | ${cell(v.repr)} | ${cell(v.fixedRepr ?? '')} |`);
    }
  }
  const suspicious = run.explanation?.suspicious.length ? run.explanation.suspicious : run.suspicious;
  const top = [...suspicious].filter((s) => s.score > 0).sort((a, b) => b.score - a.score || a.line - b.line);
  if (top.length > 0) {
    if (lines.length > 0) lines.push('');
    lines.push('Most suspicious lines (1.00: executed by failing tests only):', '');
    const source = run.file.text.split(/\r?\n/);
    for (const { line, score } of top.slice(0, 5)) {
      lines.push(`- ${score.toFixed(2)} ${at(run, line)} \`${(source[line] ?? '').trim()}\``);
    }
  }
  if (run.explanation?.bugClass) lines.push('', `Kind of bug: ${run.explanation.bugClass}`);
  return lines.length === 0 ? '' : ['## Where it goes wrong', '', ...lines].join('\n');
}

function fixes(run: RunView): string {
  const good = run.ranked.filter((r) => r.plausible);
  if (good.length === 0) return '';
  const title = good.length === 1 ? '## The plausible fix' : `## ${good.length} plausible fixes`;
  const groups = new Set(good.map((r) => r.group)).size;
  const intro = groups > 1 ? [`They fall into ${groups} groups that behave differently on the tests.`, ''] : [];
  return [
    title,
    '',
    ...intro,
    good
      .slice(0, 5)
      .map((r) => fix(run, r))
      .join('\n\n'),
  ].join('\n');
}

function fix(run: RunView, ranked: RankedCandidate): string {
  const { candidate } = ranked;
  const lines = [
    `### ${ranked.rank}. ${candidate.title}`,
    '',
    `Badge: ${ranked.badge ?? 'none'}. Tests: ${ranked.passed} of ${ranked.total} passed. Origin: ${originWords(candidate.origin)}.`,
    `Why it stands here: ${ranked.reason}`,
    ...ranked.findings.map((f) => `Note (${f.monitor}): ${f.message}`),
    '',
    '```diff',
    ...lineDiff(run.file.text, candidate.source, 2).flatMap((hunk) =>
      hunk.lines.map((l) => (l.kind === 'added' ? '+' : l.kind === 'removed' ? '-' : ' ') + l.text),
    ),
    '```',
  ];
  return lines.join('\n');
}

function tests(run: RunView): string {
  if (run.tests.length === 0) return '';
  const best = run.ranked[0];
  const fixed = best ? run.verdictsOf(best.candidate.id) : undefined;
  const rows = run.tests.slice(0, 200).map((test) => {
    const words = [verdictWord(run.original.get(test.id)), ...(fixed ? [verdictWord(fixed.get(test.id))] : [])];
    return `| ${cell(test.title)} | ${test.trust} | ${words.join(' | ')} |`;
  });
  const head = best ? '| test | trust | as written | first fix |' : '| test | trust | as written |';
  const rule = best ? '| --- | --- | --- | --- |' : '| --- | --- | --- |';
  const more = run.tests.length > 200 ? [`${run.tests.length - 200} more tests are not shown.`] : [];
  return [`## Tests (${testSources(run.tests)})`, '', head, rule, ...rows, ...more].join('\n');
}

function said(run: RunView): string {
  const sentences = run.explanation?.sentences ?? [];
  if (sentences.length === 0) return '';
  const lines = sentences.map((s) => {
    const where = s.line === undefined ? '' : ` (${at(run, s.line)})`;
    const text = s.by === undefined ? s.text : `${s.by} says: ${s.text}`;
    return s.grounded ? `- ${text}${where}` : `- not confirmed by the execution: ${text}${where}`;
  });
  return ['## In words', '', ...lines].join('\n');
}

function advice(run: RunView): string {
  const given = run.finished?.advice;
  const parts = given ? [given.tried, ...given.wouldHelp.map((w) => `- ${w}`)] : [];
  const lines = [...run.notes.map((n) => `- ${n}`), ...parts];
  return lines.length === 0 ? '' : ['## Notes', '', ...lines].join('\n');
}

function provenance(run: RunView): string {
  const lines = [`Containment: ${run.containment ?? 'not run'}`];
  if (run.runtime !== undefined) lines.push(`Runtime: ${run.runtime}`);
  if (run.finished) {
    const call = run.modelCall;
    lines.push(`Candidates tried: ${run.finished.tried}`, `Model calls: ${run.finished.modelCalls}`);
    if (call) lines.push(`Model: ${call.model}, ${usageWords(call)}`);
    const times = Object.entries(run.finished.durations).map(([stage, ms]) => `${stage} ${duration(ms)}`);
    if (times.length > 0) lines.push(`Time: ${times.join(', ')}`);
  }
  return ['## How it was run', '', ...lines].join('\n');
}

function oneLine(text: string): string {
  const flat = text.replace(/\s*\r?\n\s*/g, ' ');
  return flat.length > 400 ? `${flat.slice(0, 400)}…` : flat;
}

function cell(text: string): string {
  return oneLine(text).replaceAll('|', '\\|');
}
