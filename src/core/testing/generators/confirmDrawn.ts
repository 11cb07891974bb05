import type { FocalFunction } from '../../model/focalFunction';
import type { GeneratedTest } from '../../model/generation';
import type { ExampleTest, PropertyTest } from '../../model/test';
import type { ExecutionSession } from '../../ports';
import { pythonBlocks, decorators } from '../writing/python';

/** Argument lists that are drawn to confirm a test: several times what one run of it draws. */
const DRAWN = 400;
/** Wall time in milliseconds of that, the library's start included. */
const CONFIRM_MS = 8000;

/**
 * The tests, with drawn arguments only where the property holds on several hundred of them, run by the project's own library. Elsewhere
 * (the library is not installed, some drawn input is none the function is made for) the test stays with the inputs that were tried.
 */
export async function confirmDrawn(
  session: ExecutionSession,
  focal: FocalFunction,
  tests: readonly GeneratedTest[],
  signal: AbortSignal,
  testMs = CONFIRM_MS,
): Promise<readonly GeneratedTest[]> {
  const asked = tests.flatMap((test) => {
    const check = test.drawn && confirmation(focal, test);
    return check ? [{ test, check }] : [];
  });
  const confirmed = new Set<GeneratedTest>();
  if (asked.length > 0) {
    const job = { id: 'drawn arguments', source: focal.file.text, tests: asked.map(({ check }) => check) };
    const result = await session.run({ ...job, testMs, stopAtFirstTimeout: true }, signal);
    if (result.kind === 'ran')
      for (const { test, check } of asked) if (result.verdicts.get(check.id)?.kind === 'passed') confirmed.add(test);
  }
  return tests.map((test) => {
    if (!test.drawn || confirmed.has(test)) return test;
    const { name, basis, trust, checks, kills } = test;
    return { name, basis, trust, checks, kills };
  });
}

/** The test as it will be written, as one call that gives nothing and raises when the property does not hold. */
function confirmation(focal: FocalFunction, test: GeneratedTest): ExampleTest | undefined {
  const [first] = test.checks;
  if (first.kind !== 'property' || first.setup.length > 0 || focal.isAsync) return undefined;
  const { setup, call } = test.drawn?.library === 'hypothesis' ? inPython(focal, test) : inScript(focal, test, first);
  const nothing = test.drawn?.library === 'hypothesis' ? 'None' : 'undefined';
  return {
    kind: 'example',
    id: `drawn ${first.id}`,
    title: test.name,
    trust: 'plausible',
    source: 'property',
    setup,
    call,
    expected: { kind: 'value', source: nothing },
  };
}

function inPython(focal: FocalFunction, test: GeneratedTest): { readonly setup: string[]; readonly call: string } {
  const modules = new Set<string>();
  const { blocks } = pythonBlocks(focal, [test], 'pytest', new Set());
  const lines = [
    'import copy',
    'from hypothesis import example, given, settings, strategies as st',
    ...decorators(test, modules, DRAWN),
    ...blocks.flatMap(({ name, lines: all }) => [...all.filter((line) => !line.startsWith('@')), `${name}()`]),
  ];
  return { setup: [`def eider_property():\n${lines.map((line) => `  ${line}`).join('\n')}`], call: 'eider_property()' };
}

function inScript(
  { isGenerator }: FocalFunction,
  { drawn }: GeneratedTest,
  { callee, check }: PropertyTest,
): { readonly setup: string[]; readonly call: string } {
  const call = `${callee}(...structuredClone(args))`;
  const holds = `(args) => { const result = ${isGenerator ? `[...${call}]` : call}; return ${check}; }`;
  return {
    setup: ["const { default: fc } = await import('fast-check');"],
    call: `fc.assert(fc.property(${drawn?.source ?? ''}, ${holds}), { numRuns: ${DRAWN}, seed: 2 })`,
  };
}
