import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Bar } from '../../bench/results';
import { setting } from '../../../src/vscode/ids';
import { allowRuns, lensTitled, write } from '../support/eider';
import { fares, saveEverySecond, saveToSuite } from '../support/saving';

const SAVES = 7;
const bars: Bar[] = [];
const atMost = (name: string, value: number, unit: string, bar: number) =>
  bars.push({ name, value: Math.round(value * 10) / 10, unit, bar, is: 'at most' });
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

describe('tests on save, measured', function () {
  const seconds = Number(process.env['EIDER_SAVE_SECONDS'] ?? 120);
  this.timeout(1000 * seconds + 120_000);

  before(async () => {
    await allowRuns();
    await vscode.workspace
      .getConfiguration()
      .update(setting.testsOnSave, 'changed functions', vscode.ConfigurationTarget.Global);
  });
  after(() => {
    const out = process.env['EIDER_BENCH_OUT'];
    if (out !== undefined) writeFileSync(out, JSON.stringify(bars));
  });

  for (const [name, { text, from, to }] of Object.entries(fares)) {
    it(`from the save to tests that can be looked at: ${name}`, async () => {
      const { document } = await write(name, text);
      await lensTitled(document, /Generate tests/);
      const times: number[] = [];
      for (let n = 5; n < 5 + SAVES; n++) times.push(await saveToSuite(document, n === 5 ? from : to(n - 1), to(n)));
      console.log(`      ${times.map(Math.round).join(' ')} ms`);
      const language = name.endsWith('.py') ? 'Python' : 'TypeScript';
      atMost(`${language}: first save to tests for review`, times[0] ?? NaN, 'ms', 3000);
      atMost(`${language}: save to tests for review, median of ${SAVES}`, median(times), 'ms', 3000);
    });
  }

  it('a save every second', async () => {
    const { trees, block, work } = await saveEverySecond('python/often.py', seconds);
    atMost(`${seconds} saves, one a second: process trees at any time`, Math.max(...trees), 'trees', 1);
    atMost(`${seconds} saves, one a second: longest block of the extension host`, block, 'ms', 50);
    atMost(`${seconds} saves, one a second: longest work of its main thread in one turn`, work, 'ms', 50);
  });
});
