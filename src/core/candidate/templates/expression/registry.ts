import type { FixTemplate } from '../../template';
import { addCondition } from './addCondition';
import { arithmeticOperator } from './arithmeticOperator';
import { assignmentOperator } from './assignmentOperator';
import { booleanLiteral } from './booleanLiteral';
import { booleanOperator } from './booleanOperator';
import { comparisonOperator } from './comparisonOperator';
import { dropCondition } from './dropCondition';
import { indexEnd } from './indexEnd';
import { initialValue } from './initialValue';
import { negateCondition } from './negateCondition';
import { numberLiteral } from './numberLiteral';
import { offByOne } from './offByOne';
import { rangeBounds } from './rangeBounds';
import { replaceExpression } from './replaceExpression';
import { sliceBounds } from './sliceBounds';
import { stringLiteral } from './stringLiteral';
import { swapArguments } from './swapArguments';
import { swapOperands } from './swapOperands';
import { wrongMember } from './wrongMember';
import { wrongVariable } from './wrongVariable';

/** Templates that change expressions. */
export const expressionTemplates: readonly FixTemplate[] = [
  addCondition,
  arithmeticOperator,
  assignmentOperator,
  booleanLiteral,
  booleanOperator,
  comparisonOperator,
  dropCondition,
  indexEnd,
  initialValue,
  negateCondition,
  numberLiteral,
  offByOne,
  rangeBounds,
  replaceExpression,
  sliceBounds,
  stringLiteral,
  swapArguments,
  swapOperands,
  wrongMember,
  wrongVariable,
];
