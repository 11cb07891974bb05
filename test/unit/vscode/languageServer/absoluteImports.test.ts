import * as assert from 'node:assert/strict';
import { absoluteImports } from '../../../../src/vscode/languageServer/absoluteImports';

const source = `from .words import shout, whisper as low
from .. import base
from ..other.thing import (
    one,  # the first
    two as second,
)
import os.path, sys as system
from json import *
try:
    import numpy
except ImportError:
    numpy = None

x = shout(low)
`;

describe('imports of a text without a place', () => {
  const written = absoluteImports(source, 'shop.box');

  it('are written out with the package of the file', () => {
    assert.match(written.text, /^from shop\.box\.words import shout, whisper as low\nfrom shop import base\n/);
    assert.match(written.text, /\nfrom shop\.other\.thing import \(\n/);
    assert.ok(written.text.endsWith('\n\nx = shout(low)\n'));
  });

  it('move every place behind them and none before', () => {
    for (const word of ['shout,', 'base', 'one,', 'x = ', 'low)'])
      assert.equal(written.place(source.indexOf(word)), written.text.indexOf(word), word);
    assert.equal(written.place(0), 0);
  });

  it('name what they bring', () => {
    const names = written.imported.map(({ start, end }) => written.text.slice(start, end));
    assert.deepEqual(names.sort(), ['base', 'json', 'numpy', 'one', 'path', 'shout', 'sys', 'two', 'whisper']);
  });

  it('stay as they are above the highest package, and without a package', () => {
    assert.equal(absoluteImports('from ... import x\n', 'shop').text, 'from ... import x\n');
    assert.equal(absoluteImports('from .words import x\n', '').text, 'from words import x\n');
  });
});
