import assert from 'node:assert/strict';
import { parseArguments } from '../../src/core/oracle/inputs/literal';
import { parseType, unknown } from '../../src/core/oracle/inputs/type';
import { propertySuites } from '../../src/core/oracle/properties/propertyTests';
import { properties } from '../../src/core/oracle/properties/registry';
import { wordsOf, type Subject } from '../../src/core/oracle/properties/subject';
import type { Property } from '../../src/core/oracle/properties/property';
import { Folder, openPython, type PythonSession } from './executorSupport';

/** All examples of the catalogue in one module, right or wrong. */
function moduleOf(which: 'right' | 'wrong'): string {
  const functions = properties.map(({ example }) => {
    const names = example.parameters.map(([name]) => name).join(', ');
    return `def ${example.name}(${names}):\n    ${example[which].python}\n`;
  });
  return ['SEEN = []\n', 'def decode_pairs(pairs):\n    return [p[0] for p in pairs]\n', ...functions].join('\n');
}

function subjectOf({ id, example }: Property): Subject {
  return {
    dialect: 'python',
    callee: example.name,
    words: wordsOf(example.name),
    docstring: example.docstring ?? '',
    parameters: example.parameters.map(([, type]) => parseType(type, 'python')),
    returns: id === 'declared type' ? parseType('str', 'python') : unknown,
    siblings: example.siblings ?? [],
    repeatable: true,
    raises: false,
  };
}

describe('the property catalogue in Python', () => {
  const folder = new Folder({});
  const right = moduleOf('right');
  let python: PythonSession;
  before(async () => {
    python = await openPython(folder, 'catalogue.py', right, { name: 'rotate' });
  });
  after(async () => {
    await python.session[Symbol.asyncDispose]();
    folder.remove();
  });

  for (const property of properties) {
    it(`${property.id} holds for the right function and not for the wrong one`, async () => {
      const inputs = property.example.args.map((args) => ({
        setup: [],
        callee: property.example.name,
        args: parseArguments(`(${args})`, 0, 'python')?.args ?? [],
      }));
      const suites = propertySuites(subjectOf(property), [], inputs);
      const tests = suites.find((suite) => suite.property === property)?.fresh ?? [];
      assert.equal(tests.length, inputs.length);
      const kinds = async (source: string): Promise<string[]> => {
        const verdicts = await python.verdicts(tests, source);
        return tests.map((test) => verdicts.get(test.id)?.kind ?? 'none');
      };
      assert.deepEqual(
        await kinds(right),
        tests.map(() => 'passed'),
      );
      assert.ok((await kinds(moduleOf('wrong'))).some((kind) => kind === 'failed' || kind === 'errored'));
    });
  }
});
