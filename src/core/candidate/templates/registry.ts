import type { FixTemplate } from '../template';
import { comparisonOperator } from './comparisonOperator';

/** Every fix template, listed once. Order decides nothing: the search sorts by priority. */
export const templates: readonly FixTemplate[] = [comparisonOperator];
