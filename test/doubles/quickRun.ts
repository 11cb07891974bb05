import type { ModelPlan } from '../../src/core/candidate/strategies/plan';
import { FixResultBuilder, type FixResult } from '../../src/core/fixResult';
import type { SessionEvent } from '../../src/core/model/events';
import type { LanguageModel, LanguageServer } from '../../src/core/ports';
import type { PastFix } from '../../src/core/prompt/pastFixes';
import { Session } from '../../src/core/session';
import { packageGrammars, syntax } from './grammars';
import { vmExecutor } from './vmExecutor';

/** One example, which several small edits satisfy that act differently: a model is asked for its opinion. */
export const undecided = `/**
 * @example
 * last([1, 2]) // => 2
 */
export function last(list) {
  return list[0];
}
`;

/** No small edit writes this function: its whole approach is missing. */
export const digest = `/**
 * Shortest words first, equally long ones backwards.
 *
 * @example
 * digest(['bb', 'a', 'cc']) // => ['a', 'cc', 'bb']
 * digest([]) // => []
 * digest(['x', 'zz', 'y', 'yyy']) // => ['y', 'x', 'zz', 'yyy']
 */
export function digest(words) {
  return null;
}
`;

export const rightDigest = `It returns nothing.
\`\`\`js
function digest(words) {
  return [...words].sort((a, b) => a.length - b.length || (a < b ? 1 : a > b ? -1 : 0));
}
\`\`\``;

export const wrongDigest = `Shout.
\`\`\`js
function digest(words) {
  return words.map((word) => word.toUpperCase() + word.length);
}
\`\`\``;

export interface QuickRun {
  readonly text: string;
  readonly model?: LanguageModel;
  readonly server?: LanguageServer;
  readonly pastFixes?: readonly PastFix[];
  readonly plan?: Partial<ModelPlan>;
  readonly budgetMs?: number;
  readonly onEvent?: (event: SessionEvent, abort: AbortController) => void;
}

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** Milliseconds that go by whenever the loop looks at its clock: the same work in every run, however busy the machine. */
const LOOK_MS = 12;

/** The whole loop on one JavaScript function, in this process and within a second. */
export async function quickRun(
  run: QuickRun,
): Promise<{ readonly result: FixResult; readonly events: readonly SessionEvent[] }> {
  // Loading a grammar belongs to no run.
  await syntax.parser('javascript');
  let looked = 0;
  const ports = {
    grammars: packageGrammars,
    workspace: {
      root: '/project',
      read: () => Promise.resolve(undefined),
      find: () => Promise.resolve([]),
    },
    executor: vmExecutor,
    clock: { now: () => (looked += LOOK_MS) },
    log: silent,
    ...(run.model && { model: run.model }),
    ...(run.server && { server: run.server }),
  };
  const request = {
    file: { path: '/project/program.js', languageId: 'javascript' as const, text: run.text, version: 0 },
    select: { name: /function (\w+)/.exec(run.text)?.[1] ?? '' },
    testPaths: [],
    budgetMs: run.budgetMs ?? 40_000,
    seed: 1,
    model: { mode: 'wide' as const, samples: 1, calls: 4, tokens: 50_000, ...run.plan },
    ...(run.pastFixes && { pastFixes: run.pastFixes }),
  };
  const builder = new FixResultBuilder();
  const events: SessionEvent[] = [];
  const abort = new AbortController();
  for await (const event of new Session(ports, syntax, request, abort.signal).run()) {
    events.push(event);
    builder.add(event);
    run.onEvent?.(event, abort);
  }
  return { result: builder.result('program.js'), events };
}
