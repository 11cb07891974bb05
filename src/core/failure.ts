import type { Syntax } from './capture/syntax';
import type { LineSuspicion } from './model/events';
import type { FocalFunction } from './model/focalFunction';
import type { ProbeTest, Test } from './model/test';
import { probes } from './oracle/inputs/probes';
import type { Reproduction } from './oracle/reproduce';
import type { ExecutionSession } from './ports';

/** A function that fails some of its tests, in the session that showed it. */
export interface Failure {
  readonly focal: FocalFunction;
  readonly session: ExecutionSession;
  /** Every test of the run, with the verdicts of the function as it is. */
  readonly tests: readonly Test[];
  readonly reproduction: Reproduction;
  /** Source texts in which the function is called, for realistic inputs. */
  readonly texts: readonly string[];
  /** Most suspicious first. */
  readonly lines: readonly LineSuspicion[];
  readonly seed: number;
}

/** Inputs on which the surviving candidates and the original are run against each other. */
const PROBES = 64;

export function probesOf(syntax: Syntax, { focal, tests, texts, seed }: Failure): readonly ProbeTest[] {
  const dialect = syntax.definition(focal.file.languageId).id;
  return probes({ focal, dialect, tests, texts, seed, count: PROBES });
}
