import assert from 'node:assert/strict';
import { parseValue } from '../../../../../src/core/oracle/inputs/literal';
import { minimise, shrink, shrinkArguments } from '../../../../../src/core/oracle/inputs/shrink';
import { print, printArguments, type Value } from '../../../../../src/core/oracle/inputs/value';

const read = (source: string): Value => parseValue(source, 'python');
const show = (value: Value): string => print(value, 'python');
const all = (source: string): string[] => [...shrink(read(source))].map(show);
const smallest = async (source: string, fails: (text: string) => boolean, attempts = 2000): Promise<string> =>
  show(await minimise(read(source), shrink, (v) => Promise.resolve(fails(show(v))), { attempts }));

describe('shrink', () => {
  it('goes towards zero, shorter and plainer', () => {
    assert.deepEqual(all('9'), ['0', '5', '7', '8']);
    assert.deepEqual(all('-2'), ['0', '2', '-1']);
    assert.deepEqual(all('2.25'), ['2.0', '0.0', '1.0', '2.3']);
    assert.deepEqual(all('True'), ['False']);
    assert.deepEqual(all("'xY'"), ["''", "'Y'", "'x'", "'aY'", "'AY'", "'xa'", "'xA'"]);
    assert.deepEqual(all('[3, 1]'), ['[]', '[1]', '[3]', '[0, 1]', '[2, 1]', '[3, 0]']);
    assert.deepEqual(all('(1, True)'), ['(0, True)', '(1, False)']);
    assert.deepEqual(all("{'b': 1}"), ['{}', "{'b': 0}", "{'': 1}", "{'a': 1}", "{'A': 1}"]);
    for (const source of ['0', "''", 'None', 'f(x)', '[]', 'False', "'a'"]) {
      assert.ok(!all(source).includes(source), source);
    }
  });

  it('ends for every value: each step is simpler than the one before', async () => {
    for (const source of ["['Zq', {'k': [1.5, -900]}, (True, None)]", '[[9, 8], [7]]', "float('-inf')"]) {
      const result = await smallest(source, () => true, 5000);
      assert.deepEqual(all(result), [], result);
    }
  });

  it('finds the smallest input that still fails', async () => {
    assert.equal(
      await smallest('[5, 17, 3, 80, 12]', (t) => (t.match(/\d+/g) ?? []).some((n) => Number(n) > 9)),
      '[10]',
    );
    assert.equal(await smallest("'hello World'", (t) => /[A-Z]/.test(t)), "'A'");
    assert.equal(await smallest('1000', (t) => Number(t) >= 37), '37');
  });

  it('stays with the failing input when the attempts are used up', async () => {
    let calls = 0;
    const value = await minimise(
      read('1000000'),
      shrink,
      (v) => {
        calls++;
        return Promise.resolve(v.kind === 'int' && v.value > 3);
      },
      { attempts: 4 },
    );
    assert.equal(calls, 4);
    assert.ok(value.kind === 'int' && value.value > 3);
  });

  it('can be cancelled', async () => {
    const aborted = AbortSignal.abort(new Error('stop'));
    await assert.rejects(
      minimise(read('9'), shrink, () => Promise.resolve(true), { attempts: 9, signal: aborted }),
      /stop/,
    );
  });

  it('shrinks one argument at a time and keeps keywords', () => {
    const args = [{ value: read('1') }, { name: 'k', value: read('True') }];
    assert.deepEqual(
      [...shrinkArguments(args)].map((a) => printArguments(a, 'python')),
      ['0, k=True', '1, k=False'],
    );
  });
});
