import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import * as path from 'node:path';
import { createDebugger } from '../../../src/core';
import { defaultLimits } from '../../../src/core/model/execution';
import type { LanguageId } from '../../../src/core/model/focalFunction';
import type { GeneratedSuite, GeneratedTest } from '../../../src/core/model/generation';
import type { PropertyTest } from '../../../src/core/model/test';
import { confirmDrawn } from '../../../src/core/testing/generators/confirmDrawn';
import { languages } from '../../../src/languages/registry';
import { createNodePorts } from '../../../src/node/ports';
import { focalOf } from '../../doubles/focal';
import { Folder, repository, silent } from '../executorSupport';

const python = 'def order(xs: list[int]) -> list[int]:\n    return sorted(xs)\n';
const script = 'export function order(xs) {\n  return [...xs].sort((a, b) => a - b);\n}\n';

/** "The result is sorted" on one input and on those that a library draws. */
function sorted(check: string, drawn: GeneratedTest['drawn']): GeneratedTest {
  const property: PropertyTest = {
    kind: 'property',
    id: 'property sorted',
    title: 'the result is sorted',
    trust: 'plausible',
    source: 'property',
    setup: [],
    callee: 'order',
    args: ['[2, 1]'],
    check,
  };
  const name = 'the result is sorted';
  return { name, basis: 'property', trust: 'plausible', checks: [property], kills: 1, ...(drawn && { drawn }) };
}

/** The test as it is confirmed for a version of the function, and the test file with it. */
async function confirm(folder: Folder, languageId: LanguageId, name: string, test: GeneratedTest) {
  const ports = createNodePorts({
    assets: path.join(repository, 'dist'),
    workspaceRoot: folder.root,
    settings: () => ({ sandbox: 'preferred' }),
    log: silent,
  });
  const signal = AbortSignal.timeout(120_000);
  const focal = await focalOf(languageId, folder.read(name), 'order', folder.path(name));
  const target = { focal, workspaceRoot: folder.root, scripts: [], testFiles: [], limits: defaultLimits };
  await using session = await ports.executor.open(target, signal);
  const [confirmed] = await confirmDrawn(session, focal, [test], signal, 60_000);
  assert.ok(confirmed);
  const suite: GeneratedSuite = {
    focal,
    tests: [confirmed],
    possibleBugs: [],
    inputs: { run: 1, stable: 1 },
    mutants: { run: 1, killed: 1 },
    changes: [],
    runtime: session.runtime,
    containment: session.containment,
  };
  return { confirmed, written: await createDebugger(ports, languages).writeTests(suite, signal) };
}

function run(folder: Folder, command: string, args: readonly string[]) {
  const environment = { ...process.env };
  delete environment['NODE_TEST_CONTEXT'];
  const env = { ...environment, PYTHONDONTWRITEBYTECODE: '1' };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder.root, encoding: 'utf8', env });
  return { status, output: stdout + stderr };
}

describe('properties on drawn inputs', () => {
  let folder: Folder;
  afterEach(() => folder.remove());
  const inPython = sorted('all(a <= b for a, b in zip(result, result[1:]))', {
    library: 'hypothesis',
    source: 'st.tuples(st.lists(st.integers(-7, 15), max_size=7))',
  });
  const inScript = sorted('result.every((b, i) => i === 0 || result[i - 1] <= b)', {
    library: 'fast-check',
    source: 'fc.tuple(fc.array(fc.integer({ min: -7, max: 15 }), { maxLength: 7 }))',
  });

  it('are written with Hypothesis and pass there', async () => {
    folder = new Folder({ 'order.py': python, 'conftest.py': '' });
    const { confirmed, written } = await confirm(folder, 'python', 'order.py', inPython);
    assert.deepEqual(confirmed, inPython);
    assert.match(
      written.written,
      /^@given\(st\.tuples\(st\.lists\(.*\n@example\(\(\[2, 1\],\)\)\ndef test_order_the_result_is_sorted\(args\):$/m,
    );
    folder.write('test_order.py', written.written);
    const { status, output } = run(folder, 'python3', ['-m', 'pytest', '-q', '-p', 'no:cacheprovider']);
    assert.equal(status, 0, output + written.written);
  });

  it('are not drawn where the property does not hold on what Hypothesis finds', async () => {
    folder = new Folder({ 'order.py': 'def order(xs):\n    return sorted(xs) if len(xs) < 5 else xs\n' });
    const { confirmed } = await confirm(folder, 'python', 'order.py', inPython);
    assert.deepEqual(
      confirmed,
      sorted(inPython.checks[0].kind === 'property' ? inPython.checks[0].check : '', undefined),
    );
  });

  it('are written with fast-check and pass there', async () => {
    folder = new Folder({ 'order.mjs': script });
    const library = 'node_modules/fast-check';
    cpSync(path.join(repository, library), folder.path(library), { recursive: true, dereference: true });
    const { confirmed, written } = await confirm(folder, 'javascript', 'order.mjs', inScript);
    assert.deepEqual(confirmed, inScript);
    assert.match(written.written, /^import fc from 'fast-check';$/m);
    folder.write('order.test.mjs', written.written);
    const { status, output } = run(folder, process.execPath, ['--test', 'order.test.mjs']);
    assert.equal(status, 0, output + written.written);
  });

  it('are not drawn where the library is not installed', async () => {
    folder = new Folder({ 'order.mjs': script });
    const { confirmed } = await confirm(folder, 'javascript', 'order.mjs', inScript);
    assert.equal(confirmed.drawn, undefined);
  });
});
