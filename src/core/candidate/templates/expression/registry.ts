import { arrowSign } from './arrowSign';
import { invertedFlag } from './invertedFlag';
import type { FixTemplate } from '../../template';
import { accumulate } from './accumulate';
import { addCondition } from './addCondition';
import { addTerm } from './addTerm';
import { argumentCount } from './argumentCount';
import { arithmeticOperator } from './arithmeticOperator';
import { assignmentOperator } from './assignmentOperator';
import { boundedBy } from './boundedBy';
import { booleanLiteral } from './booleanLiteral';
import { booleanOperator } from './booleanOperator';
import { chainedComparison } from './chainedComparison';
import { comparisonOperator } from './comparisonOperator';
import { comprehension } from './comprehension';
import { dictionaryDefault } from './dictionaryDefault';
import { distance } from './distance';
import { divisionKind } from './divisionKind';
import { dropCondition } from './dropCondition';
import { dropTerm } from './dropTerm';
import { indexEnd } from './indexEnd';
import { initialValue } from './initialValue';
import { iteratedCollection } from './iteratedCollection';
import { keywordArgument } from './keywordArgument';
import { membership } from './membership';
import { missingCall } from './missingCall';
import { negateCondition } from './negateCondition';
import { numberLiteral } from './numberLiteral';
import { offByOne } from './offByOne';
import { optionalChaining } from './optionalChaining';
import { precedence } from './precedence';
import { rangeBounds } from './rangeBounds';
import { recursion } from './recursion';
import { regularExpression } from './regularExpression';
import { replaceExpression } from './replaceExpression';
import { siblingFunction } from './siblingFunction';
import { sliceBounds } from './sliceBounds';
import { stringLiteral } from './stringLiteral';
import { swapArguments } from './swapArguments';
import { swapBranches } from './swapBranches';
import { swapOperands } from './swapOperands';
import { unwrapCall } from './unwrapCall';
import { windowBound } from './windowBound';
import { wrapInCall } from './wrapInCall';
import { wrongMember } from './wrongMember';
import { alikeOperands } from './alikeOperands';
import { assignTarget } from './assignTarget';
import { dropElement } from './dropElement';
import { filterMissing } from './filterMissing';
import { flipChain } from './flipChain';
import { padNumber } from './padNumber';
import { partOfCollection } from './partOfCollection';
import { power } from './power';
import { elementOrAll } from './elementOrAll';
import { wrongVariable } from './wrongVariable';
import { missingValue } from './missingValue';
import { exchangedNames } from './exchangedNames';
import { chainOrder } from './chainOrder';
import { spreadOrder } from './spreadOrder';
import { nanComparison } from './nanComparison';
import { wrapAround } from './wrapAround';
import { addMember } from './addMember';
import { truthOrPresence } from './truthOrPresence';
import { sameTreatment } from './sameTreatment';
import { keepOrder } from './keepOrder';
import { trimMark } from './trimMark';
import { usedUp } from './usedUp';
import { mixedOrder } from './mixedOrder';
import { swapReceiver } from './swapReceiver';
import { unusedParameter } from './unusedParameter';
import { advanceCursor } from './advanceCursor';

/** Templates that change expressions. */
export const expressionTemplates: readonly FixTemplate[] = [
  accumulate,
  addCondition,
  addTerm,
  argumentCount,
  arithmeticOperator,
  assignmentOperator,
  booleanLiteral,
  booleanOperator,
  chainedComparison,
  comparisonOperator,
  comprehension,
  dictionaryDefault,
  distance,
  divisionKind,
  dropCondition,
  dropTerm,
  indexEnd,
  initialValue,
  iteratedCollection,
  keywordArgument,
  membership,
  missingCall,
  negateCondition,
  numberLiteral,
  offByOne,
  optionalChaining,
  precedence,
  rangeBounds,
  recursion,
  regularExpression,
  replaceExpression,
  siblingFunction,
  sliceBounds,
  stringLiteral,
  swapArguments,
  swapBranches,
  swapOperands,
  unwrapCall,
  wrapInCall,
  wrongMember,
  wrongVariable,
  arrowSign,
  invertedFlag,
  alikeOperands,
  assignTarget,
  dropElement,
  flipChain,
  boundedBy,
  filterMissing,
  padNumber,
  windowBound,
  partOfCollection,
  power,
  elementOrAll,
  missingValue,
  exchangedNames,
  chainOrder,
  spreadOrder,
  nanComparison,
  wrapAround,
  addMember,
  truthOrPresence,
  sameTreatment,
  keepOrder,
  trimMark,
  usedUp,
  mixedOrder,
  swapReceiver,
  unusedParameter,
  advanceCursor,
];
