import assert from 'node:assert';
import { Slots } from '../../../../src/node/executor/slots';

describe('Slots', () => {
  const never = new AbortController().signal;
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  it('give at most as many at a time as there are', async () => {
    const slots = new Slots(2);
    const [first] = [await slots.take({}, never), await slots.take({}, never)];
    let third = false;
    void slots.take({}, never).then(() => (third = true));
    await turn();
    assert.strictEqual(third, false);
    first();
    await turn();
    assert.strictEqual(third, true);
  });

  it('let owners take turns, however much one of them waits for', async () => {
    const slots = new Slots(1);
    const order: string[] = [];
    const [greedy, modest] = [{}, {}];
    const run = async (owner: object, name: string) => {
      const release = await slots.take(owner, never);
      order.push(name);
      await turn();
      release();
    };
    const all = [run(greedy, 'g1'), run(greedy, 'g2'), run(greedy, 'g3'), run(modest, 'm1'), run(modest, 'm2')];
    await Promise.all(all);
    assert.deepStrictEqual(order, ['g1', 'g2', 'm1', 'g3', 'm2']);
  });

  it('forget those who stop waiting', async () => {
    const slots = new Slots(1);
    const release = await slots.take({}, never);
    const abort = new AbortController();
    const reason = new Error('enough');
    const waiting = slots.take({}, abort.signal);
    const patient = slots.take({}, never);
    abort.abort(reason);
    await assert.rejects(waiting, reason);
    release();
    (await patient)();
    await assert.rejects(slots.take({}, abort.signal), reason);
  });
});
