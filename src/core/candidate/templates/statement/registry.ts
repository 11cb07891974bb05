import type { FixTemplate } from '../../template';
import { addElseBranch } from './addElseBranch';
import { addJump } from './addJump';
import { addMirroredBranch } from './addMirroredBranch';
import { baseCase } from './baseCase';
import { dropElse } from './dropElse';
import { earlyReturn } from './earlyReturn';
import { elifToIf } from './elifToIf';
import { guardEmpty } from './guardEmpty';
import { guardNull } from './guardNull';
import { guardNumber } from './guardNumber';
import { guardRaise } from './guardRaise';
import { guardShort } from './guardShort';
import { ifToElif } from './ifToElif';
import { lateReturn } from './lateReturn';
import { moveInto } from './moveInto';
import { moveOut } from './moveOut';
import { moveStatement } from './moveStatement';
import { nextIntoElse } from './nextIntoElse';
import { removeStatement } from './removeStatement';
import { returnExpression } from './returnExpression';
import { returnLocal } from './returnLocal';
import { returnOther } from './returnOther';
import { skipElement } from './skipElement';
import { swapAdjacent } from './swapAdjacent';
import { swapJump } from './swapJump';
import { unwrapIf } from './unwrapIf';
import { wrapInCondition } from './wrapInCondition';
import { wrapWithKnownCondition } from './wrapWithKnownCondition';

/** Templates that add, drop, move or rebuild whole statements. Listed once, here. */
export const statementTemplates: readonly FixTemplate[] = [
  addElseBranch,
  addJump,
  addMirroredBranch,
  baseCase,
  dropElse,
  earlyReturn,
  elifToIf,
  guardEmpty,
  guardNull,
  guardNumber,
  guardRaise,
  guardShort,
  ifToElif,
  lateReturn,
  moveInto,
  moveOut,
  moveStatement,
  nextIntoElse,
  removeStatement,
  returnExpression,
  returnLocal,
  returnOther,
  skipElement,
  swapAdjacent,
  swapJump,
  unwrapIf,
  wrapInCondition,
  wrapWithKnownCondition,
];
