import assert from 'node:assert';
import type { TestScript } from '../../src/core/model/execution';
import { example, Folder, probe } from './executorSupport';
import { openJavaScript, type OpenOptions } from './javascriptSupport';

interface Case {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  /** The focal file, by name in `files`. */
  readonly focal: string;
  readonly call: string;
  readonly expected: string;
}

const cases: readonly Case[] = [
  {
    title: 'an ES module by package.json, with imports in a cycle, JSON and a name that is not exported',
    files: {
      'package.json': '{"type": "module"}',
      'a.js':
        "import { b } from './b.js';\nimport data from './data.json' with { type: 'json' };\nimport * as path from 'node:path';\nfunction f(x) { return b(x) + data.n + path.basename('/a/b').length; }\nexport const one = 1;\n",
      'b.js': "import { one } from './a.js';\nexport const b = (x) => x + one;\n",
      'data.json': '{"n": 100}',
    },
    focal: 'a.js',
    call: 'f(1) + b(0)',
    expected: '104',
  },
  {
    title: 'an ES module by its syntax, with top-level await and import.meta',
    files: {
      'a.js':
        'const base = await Promise.resolve(2);\nexport default function f(x) { return x * base + (import.meta.url.endsWith("/a.js") ? 0 : 1); }\n',
    },
    focal: 'a.js',
    call: 'f(4)',
    expected: '8',
  },
  {
    title: 'an ES module that imports CommonJS and dynamically',
    files: {
      'a.mjs':
        "import lib, { twice } from './lib.cjs';\nexport async function f(x) { const { more } = await import('./more.mjs'); return twice(x) + lib.one + more; }\n",
      'lib.cjs': 'module.exports = { twice: (x) => 2 * x, one: 1 };\n',
      'more.mjs': 'export const more = 1000;\n',
    },
    focal: 'a.mjs',
    call: 'f(1)',
    expected: '1003',
  },
  {
    title: 'TypeScript with types, enums, parameter properties, generics, and imports without extension or with .js',
    files: {
      'package.json': '{"type": "module"}',
      'a.ts':
        "import { scale, type Unit } from './scale';\nimport { Shape } from './shape.js';\nenum Side { Left = 1, Right }\nabstract class Base { constructor(protected readonly size: number) {} }\nclass Box<T extends Unit> extends Base { unit?: T; area(): number { return this.size! ** 2; } }\nfunction f(x: number, s: Shape = { n: 1 }): number {\n  return scale(new Box(x).area()) + Side.Right + (s as Shape).n;\n}\n",
      'scale.ts': 'export type Unit = "cm" | "m";\nexport const scale = <T,>(x: T): T => x;\n',
      'shape.ts': 'export interface Shape { n: number }\n',
    },
    focal: 'a.ts',
    call: 'f(3 as number)',
    expected: '12',
  },
  {
    title: 'TypeScript that re-exports a type without saying so',
    files: {
      'a.ts':
        "export { Shape, area } from './shape';\nimport { area } from './shape';\nexport function f(x: number) { return area({ n: x }); }\n",
      'shape.ts': 'export interface Shape { n: number }\nexport const area = (s: Shape) => s.n * 2;\n',
    },
    focal: 'a.ts',
    call: 'f(3)',
    expected: '6',
  },
  {
    title: 'tsconfig paths and baseUrl, through extends and comments',
    files: {
      'tsconfig.base.json':
        '{ /* base */ "compilerOptions": { "baseUrl": "./src", "paths": { "@lib/*": ["lib/*"], }, }, }',
      'tsconfig.json': '{ "extends": "./tsconfig.base.json" } // comment',
      'src/a.ts':
        "import { one } from '@lib/one';\nimport { two } from 'deep/two';\nexport const f = (): number => one + two;\n",
      'src/lib/one.ts': 'export const one: number = 1;\n',
      'src/deep/two.ts': 'export const two = 2;\n',
    },
    focal: 'src/a.ts',
    call: 'f()',
    expected: '3',
  },
  {
    title: 'TSX with a JSX factory of its own',
    files: {
      'a.tsx':
        'const React = { createElement: (tag: string, props: object | null, ...kids: unknown[]) => ({ tag, props, kids }) };\nexport function f(name: string) {\n  return <b title={name}>hi {name}</b>;\n}\n',
    },
    focal: 'a.tsx',
    call: 'f("x").kids.join("")',
    expected: '"hi x"',
  },
  {
    title: 'CommonJS with a directory index, __dirname, JSON and a package',
    files: {
      'a.js':
        "#!/usr/bin/env node\nconst { n } = require('./lib');\nconst pkg = require('thing');\nconst data = require('./data.json');\nfunction f() { return n + pkg.n + data.n + (__dirname.length > 1 ? 1 : 0); }\n",
      'lib/index.js': 'exports.n = 1;\n',
      'data.json': '{"n": 10}',
      'node_modules/thing/package.json': '{"name": "thing", "exports": {"import": "./x.mjs", "require": "./x.cjs"}}',
      'node_modules/thing/x.cjs': 'exports.n = 100;\n',
      'node_modules/thing/x.mjs': 'export const n = 0;\n',
    },
    focal: 'a.js',
    call: 'f()',
    expected: '112',
  },
  {
    title: 'an ES module package, and the project by its own name and #imports',
    files: {
      'package.json':
        '{"name": "own", "type": "module", "exports": {"./lib": "./lib.js"}, "imports": {"#two": "./two.js"}}',
      'a.js':
        "import { n } from 'thing';\nimport { lib } from 'own/lib';\nimport { two } from '#two';\nexport const f = () => n + lib + two;\n",
      'lib.js': 'export const lib = 10;\n',
      'two.js': 'export const two = 2;\n',
      'node_modules/thing/package.json': '{"name": "thing", "type": "module", "exports": {".": {"import": "./x.js"}}}',
      'node_modules/thing/x.js': 'export const n = 100;\n',
    },
    focal: 'a.js',
    call: 'f()',
    expected: '112',
  },
  {
    title: 'TypeScript in CommonJS style',
    files: {
      'a.ts':
        "import fs = require('node:fs');\nconst { n } = require('./lib');\nfunction f(x: number): number { return x + n + (typeof fs.readFileSync === 'function' ? 1 : 0); }\nexport = { f };\n",
      'lib.ts': 'export const n: number = 10;\n',
    },
    focal: 'a.ts',
    call: 'f(1)',
    expected: '12',
  },
];

async function using<T>(
  files: Readonly<Record<string, string>>,
  focal: string,
  use: (js: Awaited<ReturnType<typeof openJavaScript>>, folder: Folder) => Promise<T>,
  options: (folder: Folder) => OpenOptions = () => ({}),
): Promise<T> {
  const folder = new Folder(files);
  const js = await openJavaScript(folder, focal, files[focal] ?? '', options(folder));
  try {
    return await use(js, folder);
  } finally {
    await js.session[Symbol.asyncDispose]();
    folder.remove();
  }
}

describe('modules of JavaScript and TypeScript projects', () => {
  for (const { title, files, focal, call, expected } of cases) {
    it(title, async () => {
      await using(files, focal, async (js) => {
        const test = example(call, expected);
        for (const round of [1, 2]) {
          const result = await js.run([test]);
          const verdict = result.kind === 'ran' ? result.verdicts.get(test.id)?.kind : JSON.stringify(result);
          assert.strictEqual(
            verdict,
            'passed',
            `round ${round}: ${JSON.stringify(result.kind === 'ran' ? result.verdicts.get(test.id) : result)}`,
          );
        }
        const candidate = js.source.replace(/function f\([^)]*\)[^{]*\{|=> (?=n \+|one)/, (text) =>
          text.startsWith('=>') ? '=> 5 + ' : `${text} if (true) throw new Error('candidate');`,
        );
        const changed = await js.verdict(test, candidate);
        assert.ok(changed.kind === 'errored' || changed.kind === 'failed', JSON.stringify(changed));
      });
    });
  }

  it('keeps lines of TypeScript', async () => {
    const text =
      'interface A {\n  x: number;\n}\ntype B = {\n  y: string;\n};\nexport function f(a: A): number {\n  throw new Error(`${a.x}`);\n}\n';
    const verdict = await using({ 'a.ts': text }, 'a.ts', (js) => js.verdict(example('f({ x: 1 } satisfies A)', '1')));
    assert.ok(verdict.kind === 'errored');
    assert.strictEqual(verdict.line, 7);
  });

  it('keeps a built-in prototype that one candidate changes from the next', async () => {
    await using({ 'a.js': 'exports.f = () => [].last;\n' }, 'a.js', async (js) => {
      const test = probe('exports.f()');
      const polluted = await js.verdict(
        test,
        'Array.prototype.last = 1; Object.prototype.x = 2; require("fs").last = 1;\nexports.f = () => [[].last, {}.x, require("fs").last];\n',
      );
      assert.ok(polluted.kind === 'passed' && polluted.observed?.kind === 'returned');
      assert.strictEqual(polluted.observed.repr, '[1, 2, 1]');
      const clean = await js.verdict(probe('[[].last, {}.x, require("fs").last]'));
      assert.ok(clean.kind === 'passed' && clean.observed?.kind === 'returned');
      assert.strictEqual(clean.observed.repr, '[undefined, undefined, undefined]');
    });
  });
});

describe('scripts of assertions', () => {
  const source =
    'function f(x) {\n  if (x < 0) throw new TypeError("negative");\n  if (x === 99) for (;;);\n  return x * 2;\n}\nasync function g(x) {\n  return f(x);\n}\nmodule.exports = { f };\n';
  const text = [
    "const assert = require('node:assert');",
    "const { strictEqual: same } = require('assert/strict');",
    "const { f } = require('./a');",
    'console.assert(f(1) === 2);',
    'console.assert(f(1) === 3, "wrong");',
    'assert.deepStrictEqual([f(1)], [2]);',
    'assert.deepEqual({ a: f(1) }, { a: "2" });',
    'assert(f(0));',
    'assert.throws(() => f(-1), TypeError);',
    'assert.throws(() => f(1), /negative/);',
    'same(f(-5), 1);',
    'for (const x of [1, 2, 3]) assert.ok(f(x) < 6);',
    'console.assert(f(99) === 1);',
    'console.assert(f(4) === 8); console.assert(f(4) === 9);',
    'if (f(1) === 0) assert.fail();',
    'f(-2);',
    'assert.equal(f(1), 2);',
    'assert.equal(f(2), 4);',
  ].join('\n');

  it('are decided assertion by assertion', async () => {
    await using(
      { 'a.js': source },
      'a.js',
      async (js) => {
        const { tests } = js.session;
        const lines = tests.map((test) => (test.kind === 'script' ? test.line : -1));
        assert.deepStrictEqual(lines, [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 13, 14, 16, 17]);
        assert.strictEqual(new Set(tests.map((test) => test.id)).size, tests.length);
        const verdicts = await js.verdicts(tests);
        assert.deepStrictEqual(
          tests.map((test) => verdicts.get(test.id)?.kind),
          [
            ...['passed', 'failed', 'passed', 'passed', 'failed', 'passed', 'failed', 'errored', 'failed'],
            ...['timedOut', 'passed', 'failed', 'inconclusive', 'errored', 'inconclusive'],
          ],
        );
        const [, wrong] = tests.map((test) => verdicts.get(test.id));
        assert.ok(wrong?.kind === 'failed');
        assert.deepStrictEqual([wrong.expected, wrong.actual, wrong.input], ['3', '2', 'f(1)']);
      },
      (folder) => ({ scripts: [{ id: 's', path: folder.path('a.test.js'), text } satisfies TestScript] }),
    );
  });

  it('may be asynchronous, import modules and be TypeScript', async () => {
    const script = [
      "import assert, { rejects as refuses } from 'node:assert/strict';",
      "import { f as double } from './a';",
      'const value: number = await g(2);',
      'assert.equal(value, 4);',
      'assert.equal(await g(3), 6);',
      'await refuses(async () => g(-1), { name: "TypeError" });',
      'await assert.rejects(g(1));',
      'console.assert(double(1) === 2);',
    ].join('\n');
    await using(
      { 'a.ts': source.replace('module.exports = { f };', 'export { f };') },
      'a.ts',
      async (js) => {
        const verdicts = await js.verdicts(js.session.tests);
        assert.deepStrictEqual(
          [...verdicts.values()].map((verdict) => verdict.kind),
          ['passed', 'passed', 'passed', 'failed', 'passed'],
          JSON.stringify([...verdicts.values()]),
        );
      },
      (folder) => ({ scripts: [{ id: 's', path: folder.path('a.test.ts'), text: script }] }),
    );
  });
});

describe('packages', () => {
  it('are as they were for each candidate, whatever the one before did to what they export', async () => {
    const folder = new Folder({
      'node_modules/counter/index.js':
        'exports.count = 0;\nexports.next = () => ++exports.count;\nexports.names = new Map();\nexports.defaults = { deep: { x: 1 } };\n',
      'node_modules/modern/package.json': '{"type": "module", "exports": "./index.js"}',
      'node_modules/modern/index.js': 'export const state = { n: 0 };\nexport const bump = () => ++state.n;\n',
    });
    const text = `const counter = require('counter');
counter.defaults.extended = true;
const f = () => counter.next();
const g = () => counter.names.set('a', 1).size;
const h = () => counter.defaults.deep.x++;
const i = () => { counter.next = () => 7; return 1; };
const k = async () => (await import('modern')).bump();
`;
    const js = await openJavaScript(folder, 'a.js', text);
    try {
      for (const call of ['f()', 'g()', 'h()', 'i()', 'k()', 'f()', 'k()']) {
        assert.strictEqual((await js.verdict(example(call, '1'))).kind, 'passed', call);
      }
    } finally {
      await js.session[Symbol.asyncDispose]();
      folder.remove();
    }
  });
});
