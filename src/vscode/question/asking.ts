import * as vscode from 'vscode';
import { answerQuestion, furtherQuestion, withdrawAnswer, type Choice } from '../../core/answer';
import { HumanError } from '../../core/errors';
import type { Question } from '../../core/model/events';
import type { GeneratedSuite } from '../../core/model/generation';
import { exampleAsCode } from '../../core/oracle/exampleCode';
import type { RunView } from '../../core/run/runRecord';
import { answerSuite } from '../../core/testing/keepAnswer';
import { t } from '../l10n';
import type { RunStore } from '../run/runStore';
import type { Answers } from './answers';
import { questionWords, supporters } from './questionText';

export interface AskingParts {
  readonly store: RunStore;
  readonly answers: Answers;
  /** Shows a test as the project's file would have it. */
  readonly keep: (suite: GeneratedSuite) => Promise<void>;
  /** Runs Fix on the function of a run again. */
  readonly again: (run: RunView) => unknown;
  /** The order of a run's candidates is new: what was selected before says nothing any more. */
  readonly ordered: (run: RunView) => unknown;
}

/** "For this input, which output is right?": asked when a person asks for it, never by itself. */
export class Asking {
  readonly #parts: AskingParts;

  constructor(parts: AskingParts) {
    this.#parts = parts;
  }

  /** `option`: the output a person chose already; absent: a picker with all of them. */
  async answer(run: RunView, option?: number): Promise<void> {
    const question = run.question ?? furtherQuestion(run);
    if (!question) {
      throw new HumanError(
        'noFunction',
        t(
          'There is nothing to ask about {0}: its plausible fixes gave the same outputs on every input tried.',
          run.name,
        ),
        t('Review the first fix.'),
      );
    }
    const choice = option === undefined ? await pick(question) : ({ kind: 'option', option } as const);
    if (choice) await this.#take(run, question, choice);
  }

  /** Puts an answer aside: no later run is judged by it. */
  forget(run: RunView, test: string): void {
    this.#parts.answers.forget(run, test);
    for (const event of withdrawAnswer(run, test)) this.#parts.store.tell(run.id, event);
  }

  /**
   * Shows the answer as a test of the project's, to be written when the person applies it. `test`: absent for the latest one.
   * @throws HumanError `badTests` when it cannot be written down as a comparison.
   */
  async keep(run: RunView, test?: string): Promise<void> {
    const answers = run.tests.filter((known) => known.source === 'answer' && known.kind === 'example');
    const found = test === undefined ? answers.at(-1) : answers.find(({ id }) => id === test);
    const suite = found?.kind === 'example' ? answerSuite(run, found) : undefined;
    if (suite) await this.#parts.keep(suite);
    else if (found)
      throw new HumanError(
        'badTests',
        t('{0} cannot be written as a comparison.', found.title),
        t('Copy it and write the test by hand.'),
      );
    else
      throw new HumanError(
        'noFunction',
        t('No question about {0} has been answered.', run.name),
        t('Answer the question first.'),
      );
  }

  /** The answer as one line of a test, on the clipboard. */
  async copy(run: RunView, test: string): Promise<void> {
    const found = run.tests.find((candidate) => candidate.id === test);
    if (found?.kind !== 'example') return;
    await vscode.env.clipboard.writeText(exampleAsCode(found, run.file.languageId));
    vscode.window.setStatusBarMessage(`$(copy) ${t('The answer is on the clipboard as a test.')}`, 4000);
  }

  async #take(run: RunView, question: Question, choice: Choice): Promise<void> {
    const { store, answers, again, ordered } = this.#parts;
    const before = run.ranked[0]?.candidate.id;
    const { events, rerun } = answerQuestion(run, question, choice);
    for (const event of events) {
      store.tell(run.id, event);
      if (event.kind === 'answered') answers.remember(run, event.answer);
    }
    if (rerun) {
      await again(run);
      return;
    }
    if (choice.kind !== 'option' && choice.kind !== 'value') return;
    await ordered(run);
    const moved = run.ranked[0]?.candidate.id !== before;
    const words = moved ? t('The order of the fixes has changed.') : t('The first fix stays the first.');
    vscode.window.setStatusBarMessage(`$(check) ${t('Answer kept as a trusted test.')} ${words}`, 6000);
  }
}

async function pick(question: Question): Promise<Choice | undefined> {
  type Item = vscode.QuickPickItem & { readonly choice?: Choice | 'value' };
  const items: Item[] = [
    ...question.options.map((option, i) => ({
      label: option.output,
      description: supporters(option.candidates.length),
      choice: { kind: 'option', option: i } as const,
    })),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: t('Another value…'), iconPath: new vscode.ThemeIcon('edit'), choice: 'value' },
    { label: t('More than one is right'), iconPath: new vscode.ThemeIcon('check-all'), choice: { kind: 'both' } },
    { label: t('Skip'), iconPath: new vscode.ThemeIcon('debug-step-over'), choice: { kind: 'skip' } },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: questionWords(question),
    placeHolder: t('The answer becomes a trusted test of this function.'),
  });
  if (picked?.choice !== 'value') return picked?.choice;
  const source = await vscode.window.showInputBox({
    title: questionWords(question),
    prompt: t('The right value, as it is written in code. The fixes are run again with it.'),
    validateInput: (text) => (text.trim() === '' ? t('Write a value.') : undefined),
  });
  return source === undefined ? undefined : { kind: 'value', source: source.trim() };
}
