import type { FixTemplate } from '../../template';
import { assignInCondition } from './assignInCondition';
import { lineTemplates } from './lineTemplates';
import { nestedQuotes } from './nestedQuotes';
import { pythonTwo } from './pythonTwo';
import { repairSeveral } from './repairSeveral';

/** Templates for a function that does not parse, and for mistakes a parser forgives and an interpreter does not. */
export const syntaxErrorTemplates: readonly FixTemplate[] = [
  ...lineTemplates,
  repairSeveral,
  assignInCondition,
  nestedQuotes,
  pythonTwo,
];
