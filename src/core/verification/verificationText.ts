import type { Test, Verdict } from '../model/test';
import { isFailure } from '../model/verdicts';
import { counted, failureFacts, verdictWord } from '../run/words';
import type { Difference, Verification } from './verify';

type Ran = Extract<Verification, { kind: 'ran' }>;

const most = { failing: 6, characters: 300 };

/** What a verification showed, for a chat agent and for a person: the answer first, then why. */
export function verificationText(verification: Verification): string {
  return verification.kind === 'unreadable' ? unreadable(verification.why) : ran(verification);
}

function unreadable(why: Extract<Verification, { kind: 'unreadable' }>['why']): string {
  const next = 'Give the whole function, with its name and parameters, and nothing else. Nothing was run.';
  switch (why) {
    case 'wrongFunction':
      return `Not verified: the code defines another function. ${next}`;
    case 'editsTests':
      return `Not verified: the code is a test, and tests are not changed. ${next}`;
    case 'truncated':
      return `Not verified: the code ends in the middle. ${next}`;
    case 'commentary':
      return `Not verified: there is no code. ${next}`;
    case 'broken':
    case 'duplicate':
    case 'filtered':
      return `Not verified: the code is not a function of this language. ${next}`;
  }
}

function ran(v: Ran): string {
  const passed = v.tests.filter((t) => v.after.get(t.id)?.kind === 'passed').length;
  const failing = v.tests.filter((t) => isFailure(v.after.get(t.id)));
  const broken = failing.filter((t) => v.before.get(t.id)?.kind === 'passed');
  const repaired = v.tests.filter((t) => isFailure(v.before.get(t.id)) && v.after.get(t.id)?.kind === 'passed');
  const undecided = v.tests.length - passed - failing.length;
  const lines = [headline(v, failing.length), ''];
  lines.push(`Tests: ${passed} of ${v.tests.length} pass${undecided > 0 ? `, ${undecided} undecided` : ''}.`);
  if (repaired.length > 0) lines.push(`Failed before and pass now: ${repaired.length}.`);
  if (broken.length > 0) lines.push(`Passed before and fail now: ${broken.length}.`);
  if (v.ranked.badge) lines.push(`Badge: ${v.ranked.badge}.`);
  lines.push(`How it was run: ${v.runtime}, ${v.containment}.`);
  lines.push(...failing.slice(0, most.failing).flatMap((test) => failure(test, v.after.get(test.id))));
  if (failing.length > most.failing) lines.push(`and ${failing.length - most.failing} more`);
  if (v.ranked.findings.length > 0)
    lines.push('', 'Found without running it:', ...v.ranked.findings.map((f) => `- ${f.message}`));
  lines.push(...differences(v));
  if (v.notes.length > 0) lines.push('', 'Notes:', ...v.notes.map((note) => `- ${note}`));
  return `${lines.join('\n')}\n`;
}

function headline({ focal, tests, ranked, after }: Ran, failing: number): string {
  const name = focal.qualifiedName;
  if (!tests.some((t) => t.trust === 'trusted'))
    return `Not verified: no trusted test says what ${name} should do. Add an example to its docstring, or a test.`;
  if (failing > 0) return `Rejected: ${counted(failing, 'test fails', 'tests fail')} with this version of ${name}.`;
  if (tests.every((t) => after.get(t.id)?.kind !== 'passed'))
    return `Not verified: no test of ${name} could be decided.`;
  return ranked.findings.some((f) => f.severity === 'reject')
    ? `Rejected: every trusted test passes with this version of ${name}, but it breaks a rule.`
    : `Plausible: every trusted test passes with this version of ${name}.`;
}

function failure(test: Test, verdict: Verdict | undefined): readonly string[] {
  const { input, expected, actual, message } = failureFacts(test, verdict);
  const got = actual ?? message;
  return [
    '',
    `${verdictWord(verdict)}: ${short(test.title)}`,
    ...(input !== undefined && !test.title.includes(input) ? [`  input:    ${short(input)}`] : []),
    ...(expected === undefined ? [] : [`  expected: ${short(expected)}`]),
    ...(got === undefined ? [] : [`  actual:   ${short(got)}`]),
  ];
}

function differences({ differences: found, compared }: Ran): readonly string[] {
  if (compared === 0) return [];
  const inputs = counted(compared, 'generated input');
  if (found.length === 0) return ['', `On ${inputs} it acts like the present function.`];
  return ['', `On some of ${inputs} it acts differently from the present function:`, ...found.map(difference)];
}

const difference = ({ call, before, after }: Difference): string =>
  `- ${short(call)}: ${outcome(before)} before, ${outcome(after)} now`;

/** An outcome is kept as `returned TYPE VALUE`; a reader needs the value. */
const outcome = (text: string): string => short(text.replace(/^returned \S+ /, ''));

function short(text: string): string {
  const flat = text.replace(/\s*\r?\n\s*/g, ' ');
  return flat.length > most.characters ? `${flat.slice(0, most.characters)}…` : flat;
}
