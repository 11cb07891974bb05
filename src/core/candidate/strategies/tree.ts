import type { SessionEvent } from '../../model/events';
import {
  causesSchema,
  criticPrompt,
  debugPrompt,
  hypothesesPrompt,
  readHypotheses,
  scores,
  solvePrompt,
} from '../../prompt/prompts';
import type { Tried } from '../../search/search';
import type { Workbench } from './workbench';

interface Node {
  readonly cause: string;
  readonly parent?: Tried;
  readonly parentValue: number;
  readonly depth: number;
}

const WIDTH = 4;
const DEPTH = 3;

/**
 * CodeTree (Li et al., 2024): a thinker names causes, a solver writes a program for each, a debugger goes on from what
 * failed, a critic scores it. Depth first, best first. The critic never overrides an execution; its score only decides
 * whether a branch goes on.
 */
export async function* tree(bench: Workbench): AsyncGenerator<SessionEvent, void, undefined> {
  const thoughts = yield* bench.ask({
    purpose: 'causes',
    messages: (stage) => hypothesesPrompt(bench.facts, WIDTH, stage),
    schema: causesSchema,
    n: 1,
    temperature: 0,
    maxTokens: 600,
  });
  const causes = thoughts.flatMap(({ text }) => readHypotheses(text)).slice(0, WIDTH);
  if (causes.length === 0) causes.push('The code does not do what its description says.');
  const stack = causes.map((cause): Node => ({ cause, parentValue: 0, depth: 1 })).reverse();
  while (bench.mayAsk) {
    const node = stack.pop();
    if (!node) return;
    const parent = node.parent;
    const attempt = parent && bench.describe(parent);
    const [tried] = yield* bench.attempt(
      {
        purpose: attempt ? 'debug' : 'cause',
        messages: (stage) =>
          attempt ? debugPrompt(bench.facts, attempt, stage) : solvePrompt(bench.facts, node.cause, stage),
        n: 1,
        temperature: 0,
      },
      parent,
    );
    bench.sayMore();
    if (!tried || bench.solved || node.depth >= DEPTH) continue;
    const score = yield* criticise(bench, tried);
    const value = bench.rate(tried) + score / 15;
    if (value < node.parentValue || (value === node.parentValue && node.depth > score)) continue;
    stack.push({ cause: node.cause, parent: tried, parentValue: value, depth: node.depth + 1 });
  }
}

/** 0 to 5; a critic that says something else says nothing. */
async function* criticise(bench: Workbench, tried: Tried): AsyncGenerator<SessionEvent, number, undefined> {
  const attempt = bench.describe(tried);
  const answers = yield* bench.ask({
    purpose: 'review',
    messages: () => criticPrompt(bench.facts, attempt),
    choices: scores,
    n: 1,
    temperature: 0,
    maxTokens: 16,
  });
  const digit = /[0-5]/.exec(answers[0]?.text ?? '')?.[0];
  return digit === undefined ? 0 : Number(digit);
}
