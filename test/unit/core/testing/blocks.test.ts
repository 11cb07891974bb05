import assert from 'node:assert/strict';
import { basisIn, findBlocks, hashOf, marked, type Block } from '../../../../src/core/testing/writing/blocks';
import { insertBlocks, removeUntouched } from '../../../../src/core/testing/writing/insert';

const block: Block = { name: 'test_f', basis: 'observation', lines: ['def test_f():', '    assert f(1) == 2'] };
const script: Block = {
  name: 'returns 2',
  basis: 'docstring',
  lines: ["it('returns 2', () => {", '  assert.equal(f(1), 2);', '});'],
};

describe('generated tests in a file', () => {
  it('are found again by their markers, untouched', () => {
    const lines = ['import x', '', ...marked(block, 'f', '#'), '', '', 'def test_mine():', '    pass'];
    assert.deepEqual(findBlocks(lines), [
      { focal: 'f', first: 2, last: 4, answer: false, edited: false, name: 'test_f' },
    ]);
    const js = ["describe('f', () => {", ...marked(script, 'A.f', '//').map((line) => `  ${line}`), '});'];
    assert.deepEqual(findBlocks(js), [
      { focal: 'A.f', first: 1, last: 4, answer: false, edited: false, name: 'returns 2' },
    ]);
  });

  it('end after the body, also below decorators', () => {
    const drawn = { ...block, lines: ['@settings(deadline=None)', '@given(st.none())', ...block.lines] };
    const lines = [...marked(drawn, 'f', '#'), '', '', '@pytest.fixture', 'def mine():', '    pass'];
    assert.deepEqual(
      findBlocks(lines).map(({ first, last, edited, name }) => [first, last, edited, name]),
      [[0, 4, false, 'test_f']],
    );
  });

  it('say what they rest on', () => {
    for (const basis of ['docstring', 'specification', 'property', 'observation', 'answer'] as const)
      assert.equal(basisIn(marked({ ...block, basis }, 'f', '#')[0] ?? ''), basis);
    assert.equal(basisIn('# Eider: f, hearsay, 00000000'), undefined);
  });

  it('count as edited when a word of them changes, not when a formatter wraps them', () => {
    const lines = marked(block, 'f', '#');
    assert.equal(findBlocks(lines.map((line) => line.replace('== 2', '== 3')))[0]?.edited, true);
    assert.equal(findBlocks([...lines, '    assert f(2) == 3'])[0]?.edited, true);
    assert.equal(hashOf(["f('a', [1])"]), hashOf(['f(', '  "a",', '  [1],', ');']));
    assert.notEqual(hashOf(['f(1)']), hashOf(['f(2)']));
  });

  it('are taken out and put back where they stood', () => {
    const lines = ['import x', '', '', ...marked(block, 'f', '#'), '', '', 'def test_mine():', '    pass', ''];
    const { lines: left, at } = removeUntouched(lines, findBlocks(lines), undefined);
    assert.deepEqual(left, ['import x', '', '', 'def test_mine():', '    pass', '']);
    assert.deepEqual(
      insertBlocks(left, [marked(block, 'f', '#')], { between: 2, ...(at !== undefined && { at }) }),
      lines,
    );
  });

  it('go in front of the guard of a script, or into their container', () => {
    const guard = ['import unittest', '', '', "if __name__ == '__main__':", '    unittest.main()'];
    const placed = insertBlocks(guard, [['    def test_f(self):', '        pass']], {
      between: 1,
      container: { open: 'class T(unittest.TestCase):' },
    });
    assert.deepEqual(placed, [
      'import unittest',
      '',
      '',
      'class T(unittest.TestCase):',
      '    def test_f(self):',
      '        pass',
      '',
      '',
      ...guard.slice(3),
    ]);
    const again = insertBlocks(placed, [['    def test_g(self):', '        pass']], {
      between: 1,
      container: { open: 'class T(unittest.TestCase):' },
    });
    assert.deepEqual(again.slice(3, 9), [
      'class T(unittest.TestCase):',
      '    def test_g(self):',
      '        pass',
      '',
      '    def test_f(self):',
      '        pass',
    ]);
  });

  it('leave no empty container behind', () => {
    const lines = ["describe('f', () => {", '});', ''];
    assert.deepEqual(
      insertBlocks(lines, [], { between: 1, container: { open: "describe('f', () => {", close: '});' } }),
      [''],
    );
  });
});
