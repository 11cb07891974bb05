import * as assert from 'node:assert/strict';
import { captureText, focalOf, rangeText } from '../../../doubles/focal';

async function names(languageId: 'javascript' | 'typescript' | 'typescriptreact', text: string): Promise<unknown[]> {
  return (await captureText(languageId, text)).map((f) => [f.qualifiedName, f.kind, f.exported]);
}

describe('capture: JavaScript', () => {
  it('finds declarations, arrows, expressions, generators and nested functions', async () => {
    const text = `
function outer(a) {
  const inner = (b) => b;
  function* many() { yield a; }
  return [1].map((x) => inner(x));
}
const double = async (x, { y }, [z], q = 3, ...rest) => x * 2;
let triple = function (x) { return x * 3; }, half = x => x / 2;
`;
    assert.deepEqual(await names('javascript', text), [
      ['outer', 'function', false],
      ['outer.inner', 'arrow', false],
      ['outer.many', 'function', false],
      ['double', 'arrow', false],
      ['triple', 'functionExpression', false],
      ['half', 'arrow', false],
    ]);
    const double = await focalOf('javascript', text, 'double');
    assert.deepEqual(double.parameters, [
      { name: 'x', kind: 'plain' },
      { name: '{ y }', kind: 'destructured' },
      { name: '[z]', kind: 'destructured' },
      { name: 'q', kind: 'plain', defaultValue: '3' },
      { name: 'rest', kind: 'rest' },
    ]);
    assert.equal(double.isAsync, true);
    assert.equal(rangeText(double, double.range), 'const double = async (x, { y }, [z], q = 3, ...rest) => x * 2;');
    assert.equal(rangeText(double, double.bodyRange), 'x * 2');
    const many = await focalOf('javascript', text, 'many');
    assert.deepEqual([many.isGenerator, many.enclosing], [true, ['outer']]);
    const half = await focalOf('javascript', text, 'half');
    assert.equal(rangeText(half, half.range), 'half = x => x / 2', 'one of several declarators is its own range');
  });

  it('finds class members of every kind', async () => {
    const text = `
export class Stack extends Base {
  #size = () => this.items.length;
  constructor(items) { super(); this.items = items; }
  static of(...items) { return new Stack(items); }
  get top() { return this.items[0]; }
  set top(value) { this.items[0] = value; }
  async *drain() { yield* this.items; }
  'push all'(items) { for (const i of items) this.push(i); }
}
const Queue = class { shift() { return 1; } };
`;
    assert.deepEqual(await names('javascript', text), [
      ['Stack.#size', 'arrow', true],
      ['Stack.constructor', 'constructor', true],
      ['Stack.of', 'staticMethod', true],
      ['Stack.top', 'getter', true],
      ['Stack.top', 'setter', true],
      ['Stack.drain', 'method', true],
      ['Stack.push all', 'method', true],
      ['Queue.shift', 'method', false],
    ]);
    const drain = await focalOf('javascript', text, 'Stack.drain');
    assert.deepEqual([drain.className, drain.isAsync, drain.isGenerator], ['Stack', true, true]);
  });

  it('finds members of objects and what CommonJS exports', async () => {
    const text = `
const math = { add(a, b) { return a + b; }, sub: (a, b) => a - b, deep: { neg: function (a) { return -a; } } };
module.exports = { math, scale(x) { return x; }, area: (w) => w };
exports.twice = (x) => 2 * x;
module.exports.thrice = function (x) { return 3 * x; };
Stack.prototype.push = function (x) { this.items.push(x); };
function quiet() {}
function loud() {}
module.exports = { loud };
`;
    assert.deepEqual(await names('javascript', text), [
      ['math.add', 'method', true],
      ['math.sub', 'arrow', true],
      ['math.deep.neg', 'functionExpression', true],
      ['scale', 'method', true],
      ['area', 'arrow', true],
      ['twice', 'arrow', true],
      ['thrice', 'functionExpression', true],
      ['Stack.push', 'functionExpression', false],
      ['quiet', 'function', false],
      ['loud', 'function', true],
    ]);
  });

  it('finds exports, default exports and functions handed to a wrapper', async () => {
    const text = `
export function a() {}
export const b = () => 1;
const c = () => 2;
export { c as d };
export const e = memo((props) => props.x);
export default function () { return 1; }
`;
    assert.deepEqual(await names('javascript', text), [
      ['a', 'function', true],
      ['b', 'arrow', true],
      ['c', 'arrow', true],
      ['e', 'arrow', true],
      ['default', 'function', true],
    ]);
    const b = await focalOf('javascript', text, 'b');
    assert.equal(rangeText(b, b.range), 'export const b = () => 1;');
    assert.equal(rangeText(b, b.nodeRange), '() => 1');
    assert.equal(b.signature, 'const b = () =>');
    assert.deepEqual(await names('javascript', 'export default class { m() {} }'), [['default.m', 'method', true]]);
    assert.deepEqual(await names('javascript', 'export default (x) => x;'), [['default', 'arrow', true]]);
  });

  it('reads JSDoc, line comments and a comment that opens the body', async () => {
    const text = `
/**
 * The area.
 * @example
 * area(2) // => 4
 */
export function area(x) { return x * x; }

// The side.
// In metres.
const side = (x) => x;

function inside(x) {
  // What it does.
  return x;
}

// Far away.

function none(x) { return x; }
`;
    assert.equal((await focalOf('javascript', text, 'area')).docstring, 'The area.\n@example\narea(2) // => 4');
    assert.equal((await focalOf('javascript', text, 'side')).docstring, 'The side.\nIn metres.');
    assert.equal((await focalOf('javascript', text, 'inside')).docstring, 'What it does.');
    assert.equal((await focalOf('javascript', text, 'none')).docstring, undefined);
  });

  it('reads ES, CommonJS and dynamic imports', async () => {
    const text = `
import d, { a, b as c } from './m.js';
import * as ns from '../n';
import './side-effect';
const { p, q: r } = require('./m'), whole = require("x"), one = require('y').two;
const { l } = await import('./lazy.mjs');
export { z } from './z';
function f() {}
`;
    const { imports } = await focalOf('javascript', text, 'f');
    assert.deepEqual(imports.map((i) => `${i.local}=${i.imported}@${i.module}`).sort(), [
      'a=a@./m.js',
      'c=b@./m.js',
      'd=default@./m.js',
      'l=l@./lazy.mjs',
      'ns=*@../n',
      'one=two@y',
      'p=p@./m',
      'r=q@./m',
      'whole=*@x',
    ]);
  });
});

describe('capture: TypeScript', () => {
  it('takes the implementation of overloads, with the comment above the first signature', async () => {
    const text = `
/** Doubles. */
export function twice(x: string): string;
export function twice(x: number, y?: string): number;
export function twice(this: Window, x: any = 1, ...rest: string[]): any { return x; }
declare function ambient(x: string): void;
abstract class Shape<T> {
  private scale = async (by: T): Promise<T> => by;
  abstract area(): number;
  /** Grows. */
  grow(by: string): void;
  grow(by: number): void;
  grow(by: any) {}
  static get one() { return 1; }
}
`;
    assert.deepEqual(await names('typescript', text), [
      ['twice', 'function', true],
      ['Shape.scale', 'arrow', false],
      ['Shape.grow', 'method', false],
      ['Shape.one', 'getter', false],
    ]);
    const twice = await focalOf('typescript', text, 'twice');
    assert.equal(twice.docstring, 'Doubles.');
    assert.equal(twice.returnType, 'any');
    assert.deepEqual(twice.parameters, [
      { name: 'x', kind: 'plain', type: 'any', defaultValue: '1' },
      { name: 'rest', kind: 'rest', type: 'string[]' },
    ]);
    assert.ok(rangeText(twice, twice.range).startsWith('export function twice(this'));
    assert.equal((await focalOf('typescript', text, 'Shape.grow')).docstring, 'Grows.');
    assert.equal((await focalOf('typescript', text, 'Shape.scale')).returnType, 'Promise<T>');
  });

  it('knows namespaces, decorators, satisfies and export assignments', async () => {
    const text = `
import x = require('y');
namespace Shapes { export function area() {} }
class A { @Memo() @Log() load() { return 1; } }
const api = { get: () => 1 } satisfies Api;
const cast = ((n: number) => n) as Fn;
function only() {}
export = only;
`;
    assert.deepEqual(await names('typescript', text), [
      ['Shapes.area', 'function', true],
      ['A.load', 'method', false],
      ['api.get', 'arrow', false],
      ['cast', 'arrow', false],
      ['only', 'function', true],
    ]);
    const load = await focalOf('typescript', text, 'load');
    assert.ok(rangeText(load, load.range).startsWith('@Memo() @Log() load()'));
    assert.deepEqual(load.imports, [{ local: 'x', imported: '*', module: 'y' }]);
  });

  it('finds components in TSX', async () => {
    const text = `
export const Button: FC<Props> = ({ label, onClick = noop }: Props) => <button onClick={() => onClick()}>{label}</button>;
export default function App() { return <Button label="a" />; }
`;
    assert.deepEqual(await names('typescriptreact', text), [
      ['Button', 'arrow', true],
      ['App', 'function', true],
    ]);
    const button = await focalOf('typescriptreact', text, 'Button');
    assert.deepEqual(button.parameters, [{ name: '{ label, onClick = noop }', kind: 'destructured', type: 'Props' }]);
  });
});
