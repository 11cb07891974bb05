import type { FixTemplate } from '../../template';
import { accumulatorStart } from './accumulatorStart';
import { addElseBranch } from './addElseBranch';
import { addJump } from './addJump';
import { addMirroredBranch } from './addMirroredBranch';
import { appendRemainder } from './appendRemainder';
import { assignTogether } from './assignTogether';
import { asyncLoop } from './asyncLoop';
import { baseCase } from './baseCase';
import { boundsFirst } from './boundsFirst';
import { closureInLoop } from './closureInLoop';
import { copyAtEntry } from './copyAtEntry';
import { copyOnStore } from './copyOnStore';
import { copyRows } from './copyRows';
import { donorStatement } from './donorStatement';
import { dropElse } from './dropElse';
import { earlyReturn } from './earlyReturn';
import { elifToIf } from './elifToIf';
import { exceptionClause } from './exceptionClause';
import { flushAfterLoop } from './flushAfterLoop';
import { forInOf } from './forInOf';
import { foreignWord } from './foreignWord';
import { guardEmpty } from './guardEmpty';
import { guardNull } from './guardNull';
import { guardNumber } from './guardNumber';
import { guardRaise } from './guardRaise';
import { guardShort } from './guardShort';
import { handleError } from './handleError';
import { ifToElif } from './ifToElif';
import { ifToWhile } from './ifToWhile';
import { lateReturn } from './lateReturn';
import { loopDirection } from './loopDirection';
import { loopElse } from './loopElse';
import { loopHeader } from './loopHeader';
import { loopSource } from './loopSource';
import { markVisited } from './markVisited';
import { missingAwait } from './missingAwait';
import { missingRaise } from './missingRaise';
import { missingReceiver } from './missingReceiver';
import { missingScope } from './missingScope';
import { missingUpdate } from './missingUpdate';
import { moveInto } from './moveInto';
import { moveOut } from './moveOut';
import { moveStatement } from './moveStatement';
import { mutableDefault } from './mutableDefault';
import { nextIntoElse } from './nextIntoElse';
import { rememberResult } from './rememberResult';
import { removeStatement } from './removeStatement';
import { restoreState } from './restoreState';
import { returnExpression } from './returnExpression';
import { returnLocal } from './returnLocal';
import { returnOther } from './returnOther';
import { returnWithRemainder } from './returnWithRemainder';
import { shadowedLoopVariable } from './shadowedLoopVariable';
import { sharedRows } from './sharedRows';
import { siblingStatement } from './siblingStatement';
import { skipElement } from './skipElement';
import { swapAdjacent } from './swapAdjacent';
import { swapElements } from './swapElements';
import { swapJump } from './swapJump';
import { unwrapIf } from './unwrapIf';
import { whileCondition } from './whileCondition';
import { wrapInCondition } from './wrapInCondition';
import { wrapWithKnownCondition } from './wrapWithKnownCondition';
import { countOccurrences } from './countOccurrences';
import { invertAnswers } from './invertAnswers';
import { rememberPrevious } from './rememberPrevious';
import { fillCollection } from './fillCollection';
import { removeRun } from './removeRun';
import { yieldReturn } from './yieldReturn';
import { guardNotFound } from './guardNotFound';
import { guardLengths } from './guardLengths';
import { setFlag } from './setFlag';
import { returnWhetherLeft } from './returnWhetherLeft';
import { copyOnWrite } from './copyOnWrite';
import { keepResult } from './keepResult';
import { undoUpdate } from './undoUpdate';
import { yieldRest } from './yieldRest';
import { callerGuard } from './callerGuard';
import { branchOrder } from './branchOrder';

/** Templates that add, drop, move or rebuild whole statements. Listed once, here. */
export const statementTemplates: readonly FixTemplate[] = [
  accumulatorStart,
  addElseBranch,
  addJump,
  addMirroredBranch,
  appendRemainder,
  assignTogether,
  asyncLoop,
  baseCase,
  boundsFirst,
  closureInLoop,
  copyAtEntry,
  copyOnStore,
  copyRows,
  donorStatement,
  dropElse,
  earlyReturn,
  elifToIf,
  exceptionClause,
  flushAfterLoop,
  forInOf,
  foreignWord,
  guardEmpty,
  guardNull,
  guardNumber,
  guardRaise,
  guardShort,
  handleError,
  ifToElif,
  ifToWhile,
  lateReturn,
  loopDirection,
  loopElse,
  loopHeader,
  loopSource,
  markVisited,
  missingAwait,
  missingRaise,
  missingReceiver,
  missingScope,
  missingUpdate,
  moveInto,
  moveOut,
  moveStatement,
  mutableDefault,
  nextIntoElse,
  rememberResult,
  removeStatement,
  restoreState,
  returnExpression,
  returnLocal,
  returnOther,
  returnWithRemainder,
  shadowedLoopVariable,
  sharedRows,
  siblingStatement,
  skipElement,
  swapAdjacent,
  swapElements,
  swapJump,
  unwrapIf,
  whileCondition,
  wrapInCondition,
  wrapWithKnownCondition,
  yieldReturn,
  invertAnswers,
  rememberPrevious,
  fillCollection,
  removeRun,
  countOccurrences,
  guardNotFound,
  guardLengths,
  setFlag,
  returnWhetherLeft,
  copyOnWrite,
  keepResult,
  undoUpdate,
  yieldRest,
  callerGuard,
  branchOrder,
];
