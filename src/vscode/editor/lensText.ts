import type { FunctionPlace } from '../../core/model/focalFunction';
import type { RunView } from '../../core/run/runRecord';
import { counted, plausible } from '../../core/run/words';
import { command, type CommandId } from '../ids';
import { t } from '../l10n';

export interface LensText {
  readonly title: string;
  readonly tooltip: string;
  readonly command: CommandId;
  /** `function`: the lens acts on the function; `run`: on its run. */
  readonly target: 'function' | 'run';
}

/** The lenses of one function, the same number of lines whatever they say. `run`: its latest run, if there was one. */
export function lensTexts(focal: FunctionPlace, run: RunView | undefined): readonly LensText[] {
  if (run && !run.finished) {
    return [
      {
        title: `$(sync~spin) ${t('Looking for a fix…')}`,
        tooltip: t('A run is under way; the terminal shows its progress'),
        command: command.openRunLog,
        target: 'run',
      },
      { title: t('Cancel'), tooltip: t('Stop the run and all its processes'), command: command.cancel, target: 'run' },
      ...review(run),
    ];
  }
  return run && sameText(focal, run) ? [fixLens(), ...results(run)] : [fixLens()];
}

let fixText: LensText | undefined;

/** The same for every function, and asked for thousands of times. */
function fixLens(): LensText {
  return (fixText ??= {
    title: `$(wrench) ${t('Fix')}`,
    tooltip: t('Reproduce the failure, try fixes, and run each one against every test'),
    command: command.fix,
    target: 'function',
  });
}

/** While the run still goes on, too: a fix can be read as soon as there is one. */
function review(run: RunView): readonly LensText[] {
  const good = plausible(run).length;
  if (good === 0) return [];
  return [
    {
      title: t('{0} · Review', counted(good, t('plausible fix'), t('plausible fixes'))),
      tooltip: t('Open the first fix as a diff'),
      command: command.review,
      target: 'run',
    },
  ];
}

function results(run: RunView): readonly LensText[] {
  const lenses: LensText[] = [...review(run)];
  if (run.question) {
    lenses.push({
      title: t('1 question · Answer'),
      tooltip: t('The fixes disagree on {0}. Which output is right?', run.question.call),
      command: command.answer,
      target: 'run',
    });
  }
  const explain = (title: string): LensText => ({
    title,
    tooltip: t('Open the report of the run'),
    command: command.explain,
    target: 'run',
  });
  if (run.failing.length > 0) {
    lenses.push(explain(t('{0} · Explain', counted(run.failing.length, t('test fails'), t('tests fail')))));
  } else if (run.finished?.outcome === 'noFailure') {
    lenses.push(explain(t('{0}, no failure found', counted(run.tests.length, t('test passes'), t('tests pass')))));
  } else if (run.finished?.outcome === 'noTests') {
    lenses.push(explain(t('No test says what is wrong')));
  } else if (run.finished?.outcome === 'error') {
    lenses.push(explain(t('The run ended early · Explain')));
  }
  return lenses;
}

/** Results are shown as long as the function is written as it was when it was captured. */
export function sameText(focal: FunctionPlace, run: RunView): boolean {
  if (!run.focal) return true;
  const now = focal.range;
  const then = run.focal.range;
  if (now.end - now.start !== then.end - then.start) return false;
  return focal.file.text.slice(now.start, now.end) === run.file.text.slice(then.start, then.end);
}
