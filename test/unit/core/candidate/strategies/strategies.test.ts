import * as assert from 'node:assert/strict';
import { Arms, ROUNDS, sampleBeta } from '../../../../../src/core/candidate/strategies/arms';
import { goesRound } from '../../../../../src/core/candidate/strategies/asker';
import { isEasy } from '../../../../../src/core/candidate/strategies/easy';
import { defaultPlan, isSmallModel, Spending } from '../../../../../src/core/candidate/strategies/plan';
import { seeded } from '../../../../../src/core/oracle/inputs/random';

describe('what to refine next', () => {
  it('is drawn by pass rate, fresh starts included', () => {
    const arms = new Arms<string>(seeded(1));
    arms.add('good', 0.9, 0);
    arms.add('poor', 0.1, 0);
    const counts: Record<string, number> = {};
    for (let i = 0; i < 1000; i++) {
      const { subject = 'fresh' } = arms.choose();
      counts[subject] = (counts[subject] ?? 0) + 1;
    }
    assert.ok((counts['good'] ?? 0) > 4 * (counts['poor'] ?? 0), JSON.stringify(counts));
    assert.ok((counts['fresh'] ?? 0) > 50, JSON.stringify(counts));
  });

  it('turns away from what leads nowhere', () => {
    const arms = new Arms<string>(seeded(2));
    arms.add('stuck', 0.6, 0);
    for (let i = 0; i < 40; i++) {
      const arm = arms.choose();
      if (arm.subject === 'stuck') arms.learn(arm, 0);
    }
    const chosen = Array.from({ length: 100 }, () => arms.choose().subject).filter((s) => s === 'stuck');
    assert.ok(chosen.length < 35, String(chosen.length));
  });

  it('is never what has been debugged often enough, or passes nothing', () => {
    const arms = new Arms<string>(seeded(3));
    arms.add('deep', 1, ROUNDS);
    arms.add('dead', 0, 0);
    for (let i = 0; i < 50; i++) assert.equal(arms.choose().subject, undefined);
  });

  it('follows a Beta distribution', () => {
    const random = seeded(4);
    const draws = Array.from({ length: 4000 }, () => sampleBeta(3, 2, random));
    const mean = draws.reduce((a, b) => a + b, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
    assert.ok(Math.abs(mean - 0.6) < 0.02 && Math.abs(variance - 0.04) < 0.005, `${mean} ${variance}`);
  });
});

describe('whether the model need not be asked', () => {
  const cases: readonly [masses: readonly number[], easy: boolean][] = [
    [[], false],
    [[0.3], true],
    [[0.5, 0.5], false],
    [[0.8, 0.2], true],
    [[0.79, 0.21], false],
    [[0.4, 0.3, 0.3], false],
    [[0.9, 0.05, 0.05], true],
  ];
  for (const [masses, easy] of cases) {
    it(`${masses.join(' : ')} is ${easy ? 'easy' : 'hard'}`, () =>
      assert.equal(isEasy(masses.map((mass) => ({ mass }))), easy));
  }
});

describe('the budget of a model', () => {
  it('ends with calls and with tokens, and knows its cost', () => {
    const plan = { ...defaultPlan, calls: 2, tokens: 1000, price: { prompt: 2, completion: 10 } };
    const spent = new Spending(plan);
    assert.ok(spent.left);
    spent.add({ promptTokens: 500, completionTokens: 100 });
    assert.equal(spent.costOf(spent), 0.002);
    assert.ok(spent.left);
    spent.add({ promptTokens: 500, completionTokens: 0 });
    assert.ok(!spent.left);
    const calls = new Spending(plan);
    calls.calls = 2;
    assert.ok(!calls.left);
  });

  it('knows small models by their names', () => {
    for (const name of ['llama-3.1-8b', 'qwen2.5-coder:1.5b', 'openai/TinyLlama-1.1B-chat'])
      assert.ok(isSmallModel(name), name);
    for (const name of ['gpt-4o', 'llama-3.3-70b', 'qwen2.5-coder:32b', 'v2.8beta'])
      assert.ok(!isSmallModel(name), name);
  });
});

describe('an answer that goes round', () => {
  it('is noticed, and code is not taken for one', () => {
    assert.ok(goesRound('Fix it. '.repeat(300)));
    assert.ok(!goesRound(Array.from({ length: 200 }, (_, i) => `x${i} = compute(${i * 7}, "${i}")`).join('\n')));
  });
});
