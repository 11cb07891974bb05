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

/** A property of one input and of those that a library draws. */
function property(name: string, check: string, drawn: GeneratedTest['drawn']): GeneratedTest {
  const test: PropertyTest = {
    kind: 'property',
    id: `property ${name}`,
    title: name,
    trust: 'plausible',
    source: 'property',
    setup: [],
    callee: 'order',
    args: ['[2, 1]'],
    check,
  };
  return { name, basis: 'property', trust: 'plausible', checks: [test], kills: 1, ...(drawn && { drawn }) };
}

/** The tests as they are confirmed for the function, and the test file with them. */
async function confirm(folder: Folder, languageId: LanguageId, name: string, tests: readonly GeneratedTest[]) {
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
  const confirmed = await confirmDrawn(session, focal, tests, signal, 60_000);
  const suite: GeneratedSuite = {
    focal,
    tests: confirmed,
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

const hypothesis = { library: 'hypothesis', source: 'st.tuples(st.lists(st.integers(-7, 15), max_size=7))' } as const;
const fastCheck = {
  library: 'fast-check',
  source: 'fc.tuple(fc.array(fc.integer({ min: -7, max: 15 }), { maxLength: 7 }))',
} as const;

describe('properties on drawn inputs', () => {
  let folder: Folder;
  afterEach(() => folder.remove());

  it('are written with Hypothesis where they hold on what it draws, and pass there', async () => {
    folder = new Folder({ 'order.py': python, 'conftest.py': '' });
    const holds = property('sorted', 'all(a <= b for a, b in zip(result, result[1:]))', hypothesis);
    const short = (drawn: GeneratedTest['drawn']) => property('short', 'len(result) < 5', drawn);
    const { confirmed, written } = await confirm(folder, 'python', 'order.py', [holds, short(hypothesis)]);
    assert.deepEqual(confirmed, [holds, short(undefined)]);
    assert.match(
      written.written,
      /^@given\(st\.tuples\(st\.lists\(.*\n@example\(\(\[2, 1\],\)\)\ndef test_order_sorted\(args\):$/m,
    );
    folder.write('test_order.py', written.written);
    const { status, output } = run(folder, 'python3', ['-m', 'pytest', '-q', '-p', 'no:cacheprovider']);
    assert.equal(status, 0, output + written.written);
  });

  it('are written with fast-check where they hold on what it draws, and pass there', async () => {
    folder = new Folder({ 'order.mjs': script });
    const library = 'node_modules/fast-check';
    cpSync(path.join(repository, library), folder.path(library), { recursive: true, dereference: true });
    const holds = property('sorted', 'result.every((b, i) => i === 0 || result[i - 1] <= b)', fastCheck);
    const short = (drawn: GeneratedTest['drawn']) => property('short', 'result.length < 5', drawn);
    const { confirmed, written } = await confirm(folder, 'javascript', 'order.mjs', [holds, short(fastCheck)]);
    assert.deepEqual(confirmed, [holds, short(undefined)]);
    assert.match(written.written, /^import fc from 'fast-check';$/m);
    folder.write('order.test.mjs', written.written);
    const { status, output } = run(folder, process.execPath, ['--test', 'order.test.mjs']);
    assert.equal(status, 0, output + written.written);
  });
});
