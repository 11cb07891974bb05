import type { Test } from '../../core/model/test';
import type { RunView } from '../../core/run/runRecord';
import type { TreeNode } from '../candidates/treeModel';
import { item } from '../ids';
import { t } from '../l10n';
import { supporters } from './questionText';

/** The open question of a run with an answer for each output; nothing when there is none. */
export function questionNodes(run: RunView): readonly TreeNode[] {
  const { question } = run;
  if (!question) return [];
  const leaf = (id: string, label: string, icon: string, more: Partial<TreeNode>): TreeNode => ({
    id: `${run.id}/question/${id}`,
    label,
    icon,
    spoken: [label, ...(more.description === undefined ? [] : [more.description])].join(', '),
    children: [],
    open: false,
    run: run.id,
    does: 'answer',
    ...more,
  });
  const label = t('Which is right?');
  return [
    {
      id: `${run.id}/question`,
      label,
      description: question.call,
      tooltip: t('The fixes disagree here. The answer becomes a trusted test and orders them anew at once.'),
      icon: 'question',
      iconColour: 'charts.blue',
      spoken: `${label} ${question.call}`,
      children: [
        ...question.options.map((option, i) =>
          leaf(String(i), option.output, 'circle-large-outline', {
            description: supporters(option.candidates.length),
            option: i,
          }),
        ),
        leaf('other', t('Another answer…'), 'edit', {}),
      ],
      open: true,
      run: run.id,
    },
  ];
}

/** An answer that judges this run. */
export function answerNode(run: RunView, test: Test): TreeNode {
  return {
    id: `${run.id}/answer/${test.id}`,
    label: test.title,
    description: t('trusted'),
    icon: 'check',
    spoken: t('Your answer: {0}', test.title),
    contextValue: item.answer,
    children: [],
    open: false,
    run: run.id,
    test: test.id,
  };
}
