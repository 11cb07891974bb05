import type { Candidate } from '../../model/candidate';
import type { BugClass, FixTemplate } from '../template';
import { expressionTemplates } from './expression/registry';
import { statementTemplates } from './statement/registry';
import { syntaxErrorTemplates } from './syntaxError/registry';

/** Every fix template, listed once. Order decides nothing: the search sorts by priority. */
export const templates: readonly FixTemplate[] = [
  ...expressionTemplates,
  ...statementTemplates,
  ...syntaxErrorTemplates,
];

/** The class of bug that a candidate made by a template repairs; undefined for candidates from elsewhere. */
export function bugClassOf({ origin }: Candidate): BugClass | undefined {
  return origin.kind === 'template' ? templates.find(({ id }) => id === origin.template)?.bugClass : undefined;
}
