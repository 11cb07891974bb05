import assert from 'node:assert/strict';
import type { GeneratedSuite, WrittenTests } from '../../../../src/core/model/generation';
import type { ExampleTest, PropertyTest, Test, Verdict } from '../../../../src/core/model/test';
import type { TestExecutor, Workspace } from '../../../../src/core/ports';
import { TestGeneration } from '../../../../src/core/testing/generateTests';
import { testInputs } from '../../../../src/core/testing/inputs';
import { possibleBug, propertiesOf } from '../../../../src/core/testing/properties';
import { fakeModel } from '../../../doubles/fakeModel';
import { focalOf } from '../../../doubles/focal';
import { packageGrammars, syntax } from '../../../doubles/grammars';
import { vmExecutor } from '../../../doubles/vmExecutor';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

const workspace: Workspace = {
  root: '/project',
  read: () => Promise.resolve(undefined),
  find: () => Promise.resolve([]),
};
const never = new AbortController().signal;

/** A property is an example whose result is true. */
function asExample(test: Test): Test {
  if (test.kind !== 'property') return test;
  const example: ExampleTest = {
    ...test,
    kind: 'example',
    call: `((args) => { const result = ${test.callee}(...JSON.parse(JSON.stringify(args))); return ${test.check}; })([${test.args.join(', ')}])`,
    expected: { kind: 'value', source: 'true' },
  };
  return example;
}

const executor: TestExecutor = {
  open: async (target, signal) => {
    const session = await vmExecutor.open(target, signal);
    return { ...session, run: (job, s) => session.run({ ...job, tests: job.tests.map(asExample) }, s) };
  },
};

/** Tests made for a JavaScript function in this process; no time goes by. */
async function generate(text: string, answer: string) {
  await syntax.parser('javascript');
  const model = fakeModel(() => answer);
  const ports = {
    grammars: packageGrammars,
    workspace,
    executor,
    model,
    clock: { now: () => 0 },
    log: silent,
  };
  const request = {
    file: { path: '/project/program.js', languageId: 'javascript' as const, text, version: 0 },
    select: { name: 'vote' },
    testPaths: [],
    budgetMs: 4000,
    seed: 1,
    askModel: true,
    write: true,
  };
  let made: { readonly suite: GeneratedSuite; readonly written?: WrittenTests } | undefined;
  for await (const event of new TestGeneration(ports, syntax, request, never).run())
    if (event.kind === 'suite') made = event;
  assert.ok(made);
  return { ...made, model };
}

/** Three truth values: few inputs, and all of them are tried. */
const code = `/**
 * Whether most of them are true.
 *
 * @example
 * vote(true, false, true) // => true
 */
export function vote(a = true, b = true, c = true) {
  const hidden = (a && b) || (a && c);
  return hidden || (b && c);
}
`;
const answer = [
  '```js',
  'result === (args.filter(Boolean).length > 1)  // it goes with most of them',
  'result === args[0]  // it goes with the first',
  '```',
].join('\n');

describe('what a model reads in the documentation', () => {
  it('becomes a property test when it holds and notices small changes', async () => {
    const { suite, written, model } = await generate(code, answer);
    const property = suite.tests.find(({ name }) => name === 'it goes with most of them');
    assert.ok(property, suite.tests.map(({ name }) => name).join(', '));
    assert.equal(property.basis, 'specification');
    assert.equal(property.trust, 'plausible');
    assert.ok(property.kills > 0);
    assert.match(written?.written ?? '', /it\('it goes with most of them', \(\) => \{/);
    assert.match(written?.written ?? '', /\/\/ Eider: vote, docstring as a model reads it, /);
    assert.ok(!suite.tests.some(({ name }) => name.includes('the first')));
    const said = JSON.stringify(model.requests);
    assert.ok(!said.includes('hidden'), 'the code is not shown');
  });

  it('is a possible bug with the smallest input found where it mostly holds', async () => {
    const focal = await focalOf('javascript', 'export function shrink(items) {\n  return items;\n}\n', 'shrink');
    const check = { id: 'specification: result.length < 3', title: 'few items are left', applies: () => true };
    const promise = { ...check, check: () => 'result.length < 3' };
    const known = { tests: [], texts: ['shrink([7, 8, 9, 1])'] };
    const inputs = await testInputs(syntax, workspace, focal, known, { seed: 1, count: 40 }, never);
    const suites = propertiesOf(focal, inputs, [], [], [], [promise]).filter(({ property }) => property === promise);
    const long = (test: PropertyTest): boolean => test.args.join().split(',').length > 3;
    const failed: Verdict = { kind: 'failed', durationMs: 1, message: 'false', actual: '[0, 0, 0, 0]' };
    const verdictOf = (test: PropertyTest): Verdict => (long(test) ? failed : { kind: 'passed', durationMs: 1 });
    const [suite] = suites;
    const broken = suite?.fresh.find(long);
    assert.ok(suite && broken);
    const judged = { suite, holds: [], broken: [broken] };
    const bug = await possibleBug(
      judged,
      inputs,
      (test) => Promise.resolve(verdictOf(test)),
      () => false,
      never,
    );
    assert.deepEqual(bug, {
      title: 'shrink([0, 0, 0, 0]): few items are left',
      basis: 'specification',
      input: 'shrink([0, 0, 0, 0])',
      expected: 'few items are left',
      actual: '[0, 0, 0, 0]',
    });
  });
});
