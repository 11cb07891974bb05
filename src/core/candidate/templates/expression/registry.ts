import type { FixTemplate } from '../../template';
import { addCondition } from './addCondition';
import { arithmeticOperator } from './arithmeticOperator';
import { assignmentOperator } from './assignmentOperator';
import { booleanOperator } from './booleanOperator';
import { comparisonOperator } from './comparisonOperator';
import { dropCondition } from './dropCondition';
import { indexEnd } from './indexEnd';
import { negateCondition } from './negateCondition';
import { numberLiteral } from './numberLiteral';
import { offByOne } from './offByOne';
import { rangeBounds } from './rangeBounds';
import { sliceBounds } from './sliceBounds';

/** Templates that change expressions. */
export const expressionTemplates: readonly FixTemplate[] = [
  addCondition,
  arithmeticOperator,
  assignmentOperator,
  booleanOperator,
  comparisonOperator,
  dropCondition,
  indexEnd,
  negateCondition,
  numberLiteral,
  offByOne,
  rangeBounds,
  sliceBounds,
];
