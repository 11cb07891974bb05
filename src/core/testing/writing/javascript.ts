import type { FocalFunction } from '../../model/focalFunction';
import type { GeneratedTest } from '../../model/generation';
import type { ExampleTest, PropertyTest } from '../../model/test';
import { parseValue } from '../../oracle/inputs/literal';
import type { Block } from './blocks';
import { isRounded } from './code';

/** How a JavaScript test file says what it expects. `chai` is Mocha's usual companion. */
export type Assertions = 'assert' | 'expect' | 'chai';

export interface JavaScriptTests {
  /** `it` or `test`. */
  readonly call: string;
  readonly assertions: Assertions;
  /** In front of a test's name where no `describe` says it. */
  readonly prefix: string;
  readonly typescript: boolean;
}

/** One call of `it` for each test, two blanks per level, single quotes. Names are distinct and none of `taken`. */
export function javascriptBlocks(
  focal: FocalFunction,
  tests: readonly GeneratedTest[],
  how: JavaScriptTests,
  taken: ReadonlySet<string>,
): readonly Block[] {
  const names = new Set(taken);
  return tests.map((test): Block => {
    let name = how.prefix + test.name;
    for (let i = 2; names.has(name); i++) name = `${how.prefix}${test.name} (${i})`;
    names.add(name);
    const head = `${how.call}(${quoted(name)}, ${focal.isAsync ? 'async ' : ''}() => {`;
    return { name, basis: test.basis, lines: [head, ...bodyOf(focal, test, how).map((line) => `  ${line}`), '});'] };
  });
}

/** With the quote signs that need the fewest escapes. */
export function quoted(text: string): string {
  const bare = text.replaceAll('\\', '\\\\');
  return text.includes("'") && !text.includes('"') ? `"${bare}"` : `'${bare.replaceAll("'", "\\'")}'`;
}

function bodyOf(focal: FocalFunction, test: GeneratedTest, how: JavaScriptTests): readonly string[] {
  const [first] = test.checks;
  if (first.kind === 'example') return exampleBody(focal, first, how);
  const properties = test.checks.filter((check): check is PropertyTest => check.kind === 'property');
  const inputs = properties.map(({ args }) => `[${args.join(', ')}]`);
  // Instances of classes and functions do not survive a clone.
  const plain = !inputs.some((input) => /=>|\bnew (?!Map\b|Set\b|Date\b)\w/.test(input));
  const call = `${focal.isAsync ? 'await ' : ''}${first.callee}(...${plain ? 'structuredClone(args)' : 'args'})`;
  const result = focal.isGenerator ? `[...${call}]` : call;
  const holds = {
    assert: `assert.ok(${first.check});`,
    expect: `expect(${first.check}).toBe(true);`,
    chai: `expect(${first.check}).to.equal(true);`,
  };
  const type = how.typescript && /^[\w$]+$/.test(first.callee) ? `Parameters<typeof ${first.callee}>` : undefined;
  if (test.drawn) {
    const given = plain ? 'structuredClone(args)' : 'args';
    const typed = type === undefined ? given : `(${given} as ${type})`;
    const drawnCall = `${first.callee}(...${typed})`;
    return [
      ...first.setup,
      'fc.assert(',
      '  fc.property(',
      `    ${test.drawn.source},`,
      '    (args) => {',
      `      const result = ${focal.isGenerator ? `[...${drawnCall}]` : drawnCall};`,
      `      ${holds[how.assertions]}`,
      '    },',
      '  ),',
      `  { seed: 1, examples: [${inputs.map((input) => `[${input}]`).join(', ')}] },`,
      ');',
    ];
  }
  if (inputs.length === 1) {
    return [
      ...first.setup,
      `const args${type === undefined ? '' : `: ${type}`} = ${inputs[0] ?? '[]'};`,
      `const result = ${result};`,
      holds[how.assertions],
    ];
  }
  return [
    ...first.setup,
    'for (const args of [',
    ...inputs.map((input) => `  ${input},`),
    `]${type === undefined ? '' : ` as ${type}[]`}) {`,
    `  const result = ${result};`,
    `  ${holds[how.assertions]}`,
    '}',
  ];
}

/** Errors that every realm has under the same name. */
const standard = new Set([
  'Error',
  'TypeError',
  'RangeError',
  'SyntaxError',
  'ReferenceError',
  'URIError',
  'EvalError',
]);

function exampleBody(focal: FocalFunction, test: ExampleTest, how: JavaScriptTests): readonly string[] {
  const { expected, setup } = test;
  if (expected.kind === 'throws') {
    const type = standard.has(expected.type ?? '') ? (expected.type ?? '') : '';
    const second = type === '' ? '' : `, ${type}`;
    if (focal.isAsync) {
      return {
        assert: [...setup, `await assert.rejects(async () => ${test.call}${second});`],
        expect: [...setup, `await expect((async () => ${test.call})()).rejects.toThrow(${type});`],
        chai: [
          ...setup,
          'let error;',
          'try {',
          `  await ${test.call};`,
          '} catch (caught) {',
          '  error = caught;',
          '}',
          `expect(error).to.be.instanceOf(${type === '' ? 'Error' : type});`,
        ],
      }[how.assertions];
    }
    return {
      assert: [...setup, `assert.throws(() => ${test.call}${second});`],
      expect: [...setup, `expect(() => ${test.call}).toThrow(${type});`],
      chai: [...setup, `expect(() => ${test.call}).to.throw(${type});`],
    }[how.assertions];
  }
  const wanted = expected.kind === 'value' ? expected.source : expected.text;
  const call = focal.isAsync ? `await ${test.call}` : test.call;
  const deep = /^(list|tuple|set|dict|map|opaque)$/.test(parseValue(wanted, 'javascript').kind);
  if (isRounded(wanted)) {
    return {
      assert: [
        ...setup,
        `assert.ok(Math.abs(${focal.isAsync ? `(${call})` : call} - ${wanted.startsWith('-') ? `(${wanted})` : wanted}) < 1e-9);`,
      ],
      expect: [...setup, `expect(${call}).toBeCloseTo(${wanted}, 9);`],
      chai: [...setup, `expect(${call}).to.be.closeTo(${wanted}, 1e-9);`],
    }[how.assertions];
  }
  return {
    assert: [...setup, `assert.${deep ? 'deepStrictEqual' : 'strictEqual'}(${call}, ${wanted});`],
    expect: [...setup, `expect(${call}).${deep ? 'toEqual' : 'toBe'}(${wanted});`],
    chai: [...setup, `expect(${call}).to.${deep ? 'deep.' : ''}equal(${wanted});`],
  }[how.assertions];
}
