import assert from 'node:assert/strict';
import { createContext, runInContext } from 'node:vm';
import type { Verdict } from '../../../../../src/core/model/test';
import { parseArguments } from '../../../../../src/core/oracle/inputs/literal';
import { parseType, unknown } from '../../../../../src/core/oracle/inputs/type';
import type { Dialect } from '../../../../../src/core/oracle/inputs/value';
import type { Property, PropertyExample } from '../../../../../src/core/oracle/properties/property';
import { credibleSuites, propertySuites } from '../../../../../src/core/oracle/properties/propertyTests';
import { properties } from '../../../../../src/core/oracle/properties/registry';
import { wordsOf, type Subject } from '../../../../../src/core/oracle/properties/subject';

function subject(
  example: Pick<PropertyExample, 'name' | 'parameters' | 'siblings' | 'docstring'>,
  dialect: Dialect,
  returns?: string,
): Subject {
  return {
    dialect,
    callee: example.name,
    words: wordsOf(example.name),
    docstring: example.docstring ?? '',
    parameters: example.parameters.map(([, python, javascript]) =>
      parseType(dialect === 'python' ? python : javascript, dialect),
    ),
    returns: returns === undefined ? unknown : parseType(returns, dialect),
    siblings: example.siblings ?? [],
    repeatable: true,
    raises: false,
  };
}
const returnsOf = (property: Property): string | undefined => (property.id === 'declared type' ? 'string' : undefined);
const named = (name: string, ...types: string[]): Subject =>
  subject({ name, parameters: types.map((type, i) => [`p${i}`, type, type]) }, 'python');
const matching = (s: Subject): string[] => properties.filter((p) => p.applies(s)).map((p) => p.id);

/** What the check says of each argument list; an exception of the function is a no. */
function verdicts(property: Property, body: string): boolean[] {
  const { example } = property;
  const names = example.parameters.map(([name]) => name).join(', ');
  const context = createContext({});
  runInContext(
    `function ${example.name}(${names}) { ${body} }\nconst decode_pairs = (ps) => ps.map((p) => p[0]);`,
    context,
  );
  const check = property.check(subject(example, 'javascript', returnsOf(property)));
  return example.args.map((args) => {
    const code = `((args) => { const result = ${example.name}(...structured(args)); return ${check}; })([${args}])`;
    try {
      return runInContext(`const structured = (v) => JSON.parse(JSON.stringify(v)); ${code}`, context) as boolean;
    } catch {
      return false;
    }
  });
}

describe('properties', () => {
  for (const property of properties) {
    it(`${property.id}: matches its example, holds for the right function and not for the wrong one`, () => {
      const { example } = property;
      assert.ok(property.applies(subject(example, 'javascript', returnsOf(property))), 'JavaScript');
      assert.ok(
        property.applies(subject(example, 'python', property.id === 'declared type' ? 'str' : undefined)),
        'Python',
      );
      assert.ok(verdicts(property, example.right.javascript).every(Boolean), 'right');
      assert.ok(
        verdicts(property, example.wrong.javascript).some((held) => !held),
        'wrong',
      );
    });
  }

  it('have ids of their own', () => {
    assert.equal(new Set(properties.map((p) => p.id)).size, properties.length);
  });

  it('are not matched by names that only sound alike', () => {
    assert.ok(!matching(named('is_sorted', 'list[int]')).includes('sorted'));
    assert.ok(!matching(named('max_sub_array', 'list[int]')).includes('largest'));
    assert.ok(!matching(named('sort_by_length', 'list[str]')).includes('sorted'));
    assert.ok(!matching(named('reverse_words', 'str')).includes('involution'));
    assert.ok(!matching(named('append_item', 'list[int]', 'int')).includes('no mutation'));
    assert.ok(!matching(named('random_id', 'int')).includes('determinism'));
    assert.ok(!matching(named('encode', 'str')).includes('round trip'));
  });

  it('call nothing twice that cannot be called twice', () => {
    for (const property of properties) {
      const s = subject(property.example, 'python', property.id === 'declared type' ? 'str' : undefined);
      if (property.applies({ ...s, repeatable: false }))
        assert.ok(!property.check(s).includes(`${s.callee}(`), property.id);
    }
  });
});

describe('property suites', () => {
  const s = named('merge_sort', 'list[int]');
  const input = (args: string): { setup: readonly string[]; callee: string; args: ReturnType<typeof read> } => ({
    setup: [],
    callee: 'merge_sort',
    args: read(args),
  });
  const read = (args: string): NonNullable<ReturnType<typeof parseArguments>>['args'] =>
    parseArguments(`(${args})`, 0, 'python')?.args ?? [];
  const suites = propertySuites(s, [input('[2, 1]')], [input('[]'), input('[3], key=1')]);
  const sorted = suites.find((suite) => suite.property.id === 'sorted');

  it('are plausible tests over positional arguments', () => {
    assert.deepEqual(
      sorted?.fresh.map((t) => [t.title, t.trust, t.source, t.args, t.callee]),
      [['merge_sort([]): the result is sorted', 'plausible', 'property', ['[]'], 'merge_sort']],
    );
    assert.equal(
      new Set(suites.flatMap((suite) => [...suite.known, ...suite.fresh]).map((t) => t.id)).size,
      2 * suites.length,
    );
  });

  it('are believed when a plausible candidate satisfies them on the known inputs', () => {
    const row = (held: (id: string) => boolean): ReadonlyMap<string, Verdict> =>
      new Map(
        suites.flatMap((suite) =>
          suite.known.map((t): [string, Verdict] => [
            t.id,
            held(suite.property.id)
              ? { kind: 'passed', durationMs: 1 }
              : { kind: 'failed', durationMs: 1, message: '' },
          ]),
        ),
      );
    const ids = (rows: readonly ReadonlyMap<string, Verdict>[]): string[] =>
      credibleSuites(suites, rows).map((x) => x.property.id);
    assert.ok(!ids([row((id) => id !== 'sorted')]).includes('sorted'));
    assert.ok(ids([row((id) => id !== 'sorted'), row((id) => id === 'sorted')]).includes('sorted'));
    assert.deepEqual(ids([]), []);
  });
});
