import * as assert from 'node:assert/strict';
import { captureText, focalOf, rangeText } from '../../../doubles/focal';

const shapes = `import os.path
from . import units as u, colour
from ..geometry.plane import (Point, Line as Edge)
from math import *
import numpy as np

@cached(size=3)
@logged
async def walk(start, end: int = 3, *rest: str, step, turn=1, **options) -> list[int]:
    """Walks.

    >>> walk(1)
    """
    yield start

class Shape(Base):
    """A shape."""
    double = lambda self, k=2: k * 2

    def __init__(self, side):
        self.side = side

    @property
    def area(self):
        def square(x):
            return x * x
        return square(self.side)

    @area.setter
    def area(self, value):
        self.side = value ** 0.5

    @staticmethod
    def unit():
        return Shape(1)

    @classmethod
    def of(cls, side):
        return cls(side)

    @overload
    def grow(self, by: int) -> int: ...
    @typing.overload
    def grow(self, by: float) -> float: ...
    def grow(self, by):
        return by

# How far it is.
# In metres.
def distance(a, /, b, *, scale): return abs(a - b) * scale
`;

describe('capture: Python', () => {
  it('finds functions, methods, lambdas and nested functions with their qualified names and kinds', async () => {
    const found = await captureText('python', shapes);
    assert.deepEqual(
      found.map((f) => [f.qualifiedName, f.kind, f.className, f.enclosing]),
      [
        ['walk', 'function', undefined, []],
        ['Shape.double', 'arrow', 'Shape', []],
        ['Shape.__init__', 'constructor', 'Shape', []],
        ['Shape.area', 'getter', 'Shape', []],
        ['Shape.area.square', 'function', undefined, ['area']],
        ['Shape.area', 'setter', 'Shape', []],
        ['Shape.unit', 'staticMethod', 'Shape', []],
        ['Shape.of', 'classMethod', 'Shape', []],
        ['Shape.grow', 'method', 'Shape', []],
        ['distance', 'function', undefined, []],
      ],
    );
    assert.ok(found.every((f) => f.exported && f.syntaxErrors.length === 0));
  });

  it('reads parameters, defaults, annotations, return type, async and generator', async () => {
    const walk = await focalOf('python', shapes, 'walk');
    assert.deepEqual(walk.parameters, [
      { name: 'start', kind: 'plain' },
      { name: 'end', kind: 'plain', type: 'int', defaultValue: '3' },
      { name: 'rest', kind: 'rest', type: 'str' },
      { name: 'step', kind: 'plain' },
      { name: 'turn', kind: 'plain', defaultValue: '1' },
      { name: 'options', kind: 'keywordRest' },
    ]);
    assert.equal(walk.returnType, 'list[int]');
    assert.equal(walk.isAsync, true);
    assert.equal(walk.isGenerator, true);
    assert.equal(
      walk.signature,
      'async def walk(start, end: int = 3, *rest: str, step, turn=1, **options) -> list[int]',
    );
    const distance = await focalOf('python', shapes, 'distance');
    assert.deepEqual(
      distance.parameters.map((p) => p.name),
      ['a', 'b', 'scale'],
    );
  });

  it('takes decorators into the range and leaves them out of the node range', async () => {
    const walk = await focalOf('python', shapes, 'walk');
    assert.ok(rangeText(walk, walk.range).startsWith('@cached(size=3)\n@logged\nasync def walk'));
    assert.ok(rangeText(walk, walk.nodeRange).startsWith('async def walk'));
    assert.ok(rangeText(walk, walk.bodyRange).startsWith('"""Walks.'));
    assert.ok(rangeText(walk, walk.range).endsWith('yield start'));
  });

  it('reads the docstring, or the comment directly above', async () => {
    assert.equal((await focalOf('python', shapes, 'walk')).docstring, 'Walks.\n\n>>> walk(1)');
    assert.equal((await focalOf('python', shapes, 'distance')).docstring, 'How far it is.\nIn metres.');
    assert.equal((await focalOf('python', shapes, 'unit')).docstring, undefined);
  });

  it('resolves escapes of a docstring unless it is raw', async () => {
    const cooked = await focalOf('python', 'def f(s):\n    "a\\tb \\\\n"\n', 'f');
    assert.equal(cooked.docstring, 'a\tb \\n');
    const octal = await focalOf('python', 'def f(s):\n    "\\033[1m \\0"\n', 'f');
    assert.equal(octal.docstring, '\x1b[1m \0');
    const raw = await focalOf('python', 'def f(s):\n    r"a\\tb"\n', 'f');
    assert.equal(raw.docstring, 'a\\tb');
  });

  it('reads every form of import', async () => {
    const { imports } = await focalOf('python', shapes, 'walk');
    assert.deepEqual(imports, [
      { local: 'os.path', imported: '*', module: 'os.path' },
      { local: 'u', imported: 'units', module: '.' },
      { local: 'colour', imported: 'colour', module: '.' },
      { local: 'Point', imported: 'Point', module: '..geometry.plane' },
      { local: 'Edge', imported: 'Line', module: '..geometry.plane' },
      { local: '*', imported: '*', module: 'math' },
      { local: 'np', imported: '*', module: 'numpy' },
    ]);
  });

  it('keeps offsets right with a byte order mark, CRLF, tabs and non-ASCII names', async () => {
    const text =
      '\uFEFFimport os\r\n\r\ndef größe(höhe,\r\n\tbreite=2):\r\n\t"""Fläche 😀."""\r\n\treturn höhe * breite\r\n\r\ndef zwei():\r\n\treturn 2\r\n';
    const [first, second] = await captureText('python', text);
    assert.ok(first && second);
    assert.equal(first.name, 'größe');
    assert.equal(first.docstring, 'Fläche 😀.');
    assert.ok(
      rangeText(first, first.range).startsWith('def größe') && rangeText(first, first.range).endsWith('* breite'),
    );
    assert.equal(rangeText(second, second.range), 'def zwei():\r\n\treturn 2');
    assert.deepEqual(first.syntaxErrors, []);
  });
});
