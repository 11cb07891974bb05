import type { SessionEvent } from '../../model/events';
import {
  causesSchema,
  debugPrompt,
  fixPrompt,
  hypothesesPrompt,
  readHypotheses,
  solvePrompt,
} from '../../prompt/prompts';
import type { Tried } from '../../search/search';
import { Arms, type Arm } from './arms';
import { isSmallModel } from './plan';
import type { Workbench } from './workbench';

type Steps<T = void> = AsyncGenerator<SessionEvent, T, undefined>;

const COOL = 0.2;
const WARM = 0.8;

/**
 * Wide, not deep: several explained fixes at once, half of them small, half free. Only if none is plausible, rounds of
 * debugging and fresh starts from causes in words, whichever promises more.
 */
export async function* wide(bench: Workbench): Steps {
  const { samples } = bench.plan;
  const arms = new Arms<Tried>(bench.random);
  const free = Math.floor(samples / 2);
  const small = yield* bench.attempt(fix(bench, 'local', samples - free, COOL));
  const anew = free > 0 ? yield* bench.attempt(fix(bench, 'global', free, WARM)) : [];
  for (const tried of [...small, ...anew]) arms.add(tried, bench.rate(tried), 0);
  bench.sayMore();
  if (isSmallModel(bench.model.name)) {
    while (bench.mayAsk) yield* bench.attempt(fix(bench, 'global', Math.max(samples, Math.min(8, 2 * samples)), WARM));
    return;
  }
  let causes: string[] | undefined;
  while (bench.mayAsk) {
    const arm = arms.choose();
    if (arm.subject) {
      yield* debug(bench, arms, arm, arm.subject);
      continue;
    }
    if (causes === undefined) {
      causes = yield* findCauses(bench, arms);
      if (causes.length > 0) continue;
    }
    const cause = causes.shift();
    const tried = yield* bench.attempt(
      cause === undefined
        ? fix(bench, 'global', samples, WARM)
        : {
            purpose: 'cause',
            messages: (stage) => solvePrompt(bench.facts, cause, stage),
            n: 1,
            temperature: COOL,
          },
    );
    arms.learn(arm, Math.max(0, ...tried.map((t) => bench.rate(t))));
    for (const one of tried) arms.add(one, bench.rate(one), 0);
  }
}

function fix(bench: Workbench, variant: 'local' | 'global', n: number, temperature: number) {
  return {
    purpose: variant === 'local' ? 'fix' : 'rewrite',
    messages: (stage: Parameters<typeof fixPrompt>[2]) => fixPrompt(bench.facts, variant, stage),
    n,
    temperature,
  };
}

/** One round on one candidate. What does not pass more than its parent is dropped (UTDebug's backtracking). */
async function* debug(bench: Workbench, arms: Arms<Tried>, arm: Arm<Tried>, subject: Tried): Steps {
  const attempt = bench.describe(subject);
  const tried = yield* bench.attempt(
    { purpose: 'debug', messages: (stage) => debugPrompt(bench.facts, attempt, stage), n: 1, temperature: COOL },
    subject,
  );
  const best = Math.max(0, ...tried.map((t) => bench.rate(t)));
  arms.learn(arm, best);
  for (const one of tried) if (bench.rate(one) > arm.rate) arms.add(one, bench.rate(one), arm.depth + 1);
}

/** Causes in words; a model that answers with code at once is taken at its word. */
async function* findCauses(bench: Workbench, arms: Arms<Tried>): Steps<string[]> {
  const answers = yield* bench.ask({
    purpose: 'causes',
    messages: (stage) => hypothesesPrompt(bench.facts, 4, stage),
    schema: causesSchema,
    n: 1,
    temperature: WARM,
    maxTokens: 600,
  });
  if (answers.some(({ text }) => text.includes('```') || /^\s*(def|function|export|const)\s/m.test(text))) {
    const tried = yield* bench.tryAnswers(answers, 'causes');
    for (const one of tried) arms.add(one, bench.rate(one), 0);
    if (tried.length > 0) return [];
  }
  return answers.flatMap(({ text }) => readHypotheses(text));
}
