import * as path from 'node:path';
import type { TestFile } from '../../../src/core/model/execution';
import type { Test } from '../../../src/core/model/test';
import { createExecutor } from '../../../src/node/executor/executor';
import { javascriptAdapter } from '../../../src/node/javascript/javascriptAdapter';
import type { SandboxSetting } from '../../../src/node/sandbox/sandbox';
import { example, harness, property, silent } from '../../integration/executorSupport';
import { javascriptFunction } from '../../integration/javascriptSupport';
import type { Arena } from './corpus';
import { World } from './world';

const honest = 'function f(x) {\n  return x * 2;\n}\nmodule.exports = { f };\n';
const script = `const assert = require('node:assert');
const { f: subject } = require('./subject');
console.assert(f(3) === 6);
assert.strictEqual(subject(2), 4);
assert.deepStrictEqual([f(1)], [2]);
assert(Math.abs(f(2) - 4) < 1e-9);
`;
const testFile = `const test = require('node:test');
const assert = require('node:assert');
const { f } = require('./subject');
test('one', () => assert.strictEqual(f(3), 6));
test('two', () => assert.deepStrictEqual([f(1)], [2]));
test.describe('three', () => test.it('later', async () => assert.equal(await f(2), 4)));
`;

/** A file that the real runner of `node:test` is needed for. */
const nativeFile = `const test = require('node:test');
const assert = require('node:assert');
const { f } = require('./subject');
test('native', { timeout: 60000 }, () => assert.strictEqual(f(3), 6));
test('native later', async () => assert.deepStrictEqual([await f(1)], [2]));
`;

/** Everything the JavaScript corpus meets: each kind of test, `node:test` included. Close it with `close`. */
export async function javascriptArena(
  sandbox: SandboxSetting,
  native = false,
): Promise<Arena & { readonly close: () => Promise<void> }> {
  const world = await World.create({
    'subject.js': honest,
    'subject.test.js': testFile,
    ...(native && { 'native.test.js': nativeFile }),
  });
  const at = (name: string) => path.join(world.workspace, name);
  const names = ['subject.test.js', ...(native ? ['native.test.js'] : [])];
  const testFiles: readonly TestFile[] = names.map((name) => ({ path: at(name), framework: 'node:test' }));
  const executor = createExecutor({
    adapters: [javascriptAdapter],
    settings: () => ({ sandbox, workers: 1, harness }),
    log: silent,
  });
  const session = await executor.open(
    {
      focal: javascriptFunction(at('subject.js'), honest, 'f'),
      workspaceRoot: world.workspace,
      scripts: [{ id: 's', path: at('check.js'), text: script }],
      testFiles,
      limits: { testMs: 3000, memoryMb: 256, outputBytes: 1 << 20, processes: 64 },
    },
    AbortSignal.timeout(60_000),
  );
  const tests: readonly Test[] = [
    example('f(3)', '6'),
    example('f(3)', { kind: 'printed', text: '6' }),
    example('[new Map([[1, f(1)]]), f(2)]', '[new Map([[1, 2]]), 4]'),
    property('f', ['5'], 'result === args[0] * 2'),
    ...session.tests,
  ];
  return {
    world,
    session,
    honest,
    tests,
    close: async () => {
      await session[Symbol.asyncDispose]();
      await world.remove();
    },
  };
}
