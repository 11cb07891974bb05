import type { FixTemplate } from '../../template';
import { addCondition } from './addCondition';
import { addTerm } from './addTerm';
import { argumentCount } from './argumentCount';
import { arithmeticOperator } from './arithmeticOperator';
import { assignmentOperator } from './assignmentOperator';
import { booleanLiteral } from './booleanLiteral';
import { booleanOperator } from './booleanOperator';
import { comparisonOperator } from './comparisonOperator';
import { dropCondition } from './dropCondition';
import { dropTerm } from './dropTerm';
import { indexEnd } from './indexEnd';
import { initialValue } from './initialValue';
import { keywordArgument } from './keywordArgument';
import { negateCondition } from './negateCondition';
import { numberLiteral } from './numberLiteral';
import { offByOne } from './offByOne';
import { precedence } from './precedence';
import { rangeBounds } from './rangeBounds';
import { recursion } from './recursion';
import { replaceExpression } from './replaceExpression';
import { siblingFunction } from './siblingFunction';
import { sliceBounds } from './sliceBounds';
import { stringLiteral } from './stringLiteral';
import { swapArguments } from './swapArguments';
import { swapOperands } from './swapOperands';
import { unwrapCall } from './unwrapCall';
import { wrapInCall } from './wrapInCall';
import { wrongMember } from './wrongMember';
import { wrongVariable } from './wrongVariable';

/** Templates that change expressions. */
export const expressionTemplates: readonly FixTemplate[] = [
  addCondition,
  addTerm,
  argumentCount,
  arithmeticOperator,
  assignmentOperator,
  booleanLiteral,
  booleanOperator,
  comparisonOperator,
  dropCondition,
  dropTerm,
  indexEnd,
  initialValue,
  keywordArgument,
  negateCondition,
  numberLiteral,
  offByOne,
  precedence,
  rangeBounds,
  recursion,
  replaceExpression,
  siblingFunction,
  sliceBounds,
  stringLiteral,
  swapArguments,
  swapOperands,
  unwrapCall,
  wrapInCall,
  wrongMember,
  wrongVariable,
];
