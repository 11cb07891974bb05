import type { FixTemplate } from '../template';
import { expressionTemplates } from './expression/registry';
import { statementTemplates } from './statement/registry';
import { syntaxErrorTemplates } from './syntaxError/registry';

/** Every fix template, listed once. Order decides nothing: the search sorts by priority. */
export const templates: readonly FixTemplate[] = [
  ...expressionTemplates,
  ...statementTemplates,
  ...syntaxErrorTemplates,
];
