import type { BehaviourChange } from '../../core/oracle/observations/observations';
import type { FunctionPlace } from '../../core/model/focalFunction';
import { outcomeOf } from '../../core/model/outcome';
import { counted } from '../../core/run/words';
import type { LensText } from '../editor/lensText';
import { command } from '../ids';
import { t } from '../l10n';
import type { TestsOf } from './testStore';

/** The lenses about a function's tests: an offer, or what was found while the function is written as it was then. */
export function testLensTexts(focal: FunctionPlace, tests: TestsOf | undefined): readonly LensText[] {
  if (!tests || textOf(tests.focal) !== textOf(focal)) return [offer()];
  if (tests.state === 'running') {
    return [
      {
        title: `$(sync~spin) ${t('Making tests…')}`,
        tooltip: t('The function is run on typed inputs, and each test against small changes of it'),
        command: command.generateTests,
        target: 'function',
      },
    ];
  }
  if (tests.state === 'nothing') return [{ ...offer(), tooltip: tests.message }];
  const { suite } = tests;
  const review = (title: string, tooltip: string): LensText => ({
    title,
    tooltip,
    command: command.reviewTests,
    target: 'function',
  });
  const lenses = [
    review(
      t('{0} · Review', counted(suite.tests.length, t('generated test'), t('generated tests'))),
      t('They notice {0} of {1} small changes of the function', suite.mutants.killed, suite.mutants.run),
    ),
  ];
  const [bug] = suite.possibleBugs;
  if (bug) {
    lenses.push(
      review(
        counted(suite.possibleBugs.length, t('possible bug'), t('possible bugs')),
        t('{0} gives {1}', bug.title, bug.actual),
      ),
    );
  }
  if (suite.changes.length > 0) {
    lenses.push(
      review(
        counted(suite.changes.length, t('input now gives another result'), t('inputs now give other results')),
        suite.changes.slice(0, 5).map(changeText).join('\n'),
      ),
    );
  }
  return lenses;
}

const offer = (): LensText => ({
  title: `$(beaker) ${t('Generate tests')}`,
  tooltip: t('Make tests that hold now, repeat, and notice small changes; shown as a diff before anything is written'),
  command: command.generateTests,
  target: 'function',
});

/** `median([]): 0 → None`. */
function changeText({ probe, before, after }: BehaviourChange): string {
  const told = (outcome: string | undefined) => outcome?.replace(/^returned \S+ /, '') ?? '';
  return `${probe.call}: ${told(outcomeOf(before))} → ${told(outcomeOf(after))}`;
}

const textOf = ({ file, range }: FunctionPlace): string => file.text.slice(range.start, range.end);
