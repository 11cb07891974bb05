import type { GeneratedSuite, PossibleBug, WrittenTests } from '../model/generation';
import { counted } from '../run/words';

/** Generated tests for a chat agent: what they notice, what looks like a bug, and the test file with them in it. */
export function testsText(suite: GeneratedSuite, { path, written, framework }: WrittenTests, message: string): string {
  const { tests, possibleBugs, mutants, runtime, containment } = suite;
  const lines = [message, ''];
  lines.push(`Each of them was run: ${runtime}, ${containment}.`);
  if (mutants.run > 0)
    lines.push(
      `They notice ${mutants.killed} of ${counted(mutants.run, 'small change')} that were made to the function.`,
    );
  for (const { name, basis } of tests) lines.push(`- ${name} (${basisWords[basis]})`);
  if (possibleBugs.length > 0) lines.push('', 'Possible bugs:', ...possibleBugs.map(bug));
  if (tests.length > 0) {
    lines.push('', `Nothing was written. With the tests in it, ${path} (${framework}) would be:`, '');
    const fence = '`'.repeat(Math.max(3, ...[...written.matchAll(/`+/g)].map(([run]) => run.length + 1)));
    lines.push(fence, written.trimEnd(), fence);
  }
  return `${lines.join('\n')}\n`;
}

const basisWords = {
  docstring: 'the documentation says so',
  specification: 'a model reads the documentation so',
  property: 'holds for functions of this kind',
  observation: 'what the code does today',
  answer: 'you said so',
} as const;

function bug({ title, input, expected, actual }: PossibleBug): string {
  const wanted = expected === undefined ? '' : `, expected ${expected}`;
  return `- ${title}: ${input} gives ${actual}${wanted}`;
}
