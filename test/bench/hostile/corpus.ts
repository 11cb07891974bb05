import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { JobResult } from '../../../src/core/model/execution';
import type { Test } from '../../../src/core/model/test';
import type { ExecutionSession } from '../../../src/core/ports';
import { World } from './world';

export interface HostileProgram {
  readonly name: string;
  readonly text: string;
}

/** What became of one hostile program, and of the honest one that ran after it. */
export interface HostileOutcome {
  readonly program: string;
  /** Kinds of verdicts it got, with their numbers: `errored 6, timedOut 2`. */
  readonly verdicts: string;
  /** Tests it passed, and must not have. */
  readonly passed: readonly string[];
  readonly escapes: readonly string[];
  /** Tests the honest program did not pass afterwards. */
  readonly affected: readonly string[];
  /** Processes that are left over, or missing. */
  readonly processes: readonly string[];
  readonly seconds: number;
}

export interface Arena {
  readonly world: World;
  readonly session: ExecutionSession;
  /** A right program: passes all of `tests`. */
  readonly honest: string;
  readonly tests: readonly Test[];
  /** Tests on which a program may pass without harm, by its name. */
  readonly pardoned?: (program: string, test: Test) => boolean;
}

/** Programs of the corpus, each a whole focal file whose `f` is wrong, or right only where it must not get that far. */
export function hostilePrograms(language: string): readonly HostileProgram[] {
  const folder = path.resolve(__dirname, '../../fixtures/hostile', language);
  return readdirSync(folder)
    .filter((file) => /\.(py|js|mjs|cjs|ts)$/.test(file))
    .sort()
    .map((file) => ({ name: path.parse(file).name, text: readFileSync(path.join(folder, file), 'utf8') }));
}

/** Lets one hostile program run, then the honest one. */
export async function provoke(
  { world, session, honest, tests, pardoned }: Arena,
  program: HostileProgram,
): Promise<HostileOutcome> {
  const began = performance.now();
  const processesBefore = await World.processes();
  const source = world.fill(program.text, session.containment === 'sandboxed');
  const signal = AbortSignal.timeout(180_000);
  const result = await session.run({ id: program.name, source, tests, testMs: 400 }, signal);
  const processesAfter = await World.processes(processesBefore);
  const escapes = world.escapes(result);
  const after = await session.run({ id: `after ${program.name}`, source: honest, tests }, signal);
  return {
    program: program.name,
    verdicts: summary(result),
    passed: passedTests(result, tests).flatMap((test) => (pardoned?.(program.name, test) ? [] : [test.id])),
    escapes,
    affected: tests.filter((test) => !passedTests(after, tests).includes(test)).map((test) => test.id),
    // A worker that was ended has not been replaced yet: fewer are fine.
    processes: extra(processesAfter, processesBefore),
    seconds: Math.round((performance.now() - began) / 10) / 100,
  };
}

function extra(after: readonly string[], before: readonly string[]): readonly string[] {
  const rest = [...before];
  return after.filter((one) => {
    const at = rest.indexOf(one);
    if (at !== -1) rest.splice(at, 1);
    return at === -1;
  });
}

export function isContained(outcome: HostileOutcome): boolean {
  return [outcome.passed, outcome.escapes, outcome.affected, outcome.processes].every((list) => list.length === 0);
}

function passedTests(result: JobResult, tests: readonly Test[]): readonly Test[] {
  if (result.kind === 'notLoaded') return [];
  return tests.filter((test) => result.verdicts.get(test.id)?.kind === 'passed');
}

function summary(result: JobResult): string {
  if (result.kind === 'notLoaded') return `not loaded: ${result.errorType}`;
  const counts = new Map<string, number>();
  for (const { kind } of result.verdicts.values()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${kind} ${count}`).join(', ');
}
