import * as assert from 'node:assert/strict';
import { captureTools, captureWith, selectFunction } from '../../../../src/core/capture/capture';
import { HumanError } from '../../../../src/core/errors';
import { captureText, sourceFile } from '../../../doubles/focal';
import { syntax } from '../../../doubles/grammars';

const text = `import os

class Shape:
    def area(self):
        def square(x):
            return x * x
        return square(2)

    @property
    def side(self):
        return 1

    @side.setter
    def side(self, value):
        pass

def area(x):
    return x

if os:
    def twice(x): return 2 * x
else:
    def twice(x): return x + x
`;

async function at(marker: string, within = text): Promise<string> {
  return selectFunction(await captureText('python', within), { offset: within.indexOf(marker) }).qualifiedName;
}

async function named(name: string): Promise<string> {
  const { qualifiedName, kind, signature, range } = selectFunction(await captureText('python', text), { name });
  return `${qualifiedName} ${kind} ${signature} ${text.slice(range.start, range.end).split('\n')[0] ?? ''}`;
}

describe('select a function', () => {
  it('takes the innermost function around the cursor', async () => {
    assert.equal(await at('return x * x'), 'Shape.area.square');
    assert.equal(await at('return square'), 'Shape.area');
    assert.equal(await at('@property'), 'Shape.side');
  });

  it('takes the whole first and last line', async () => {
    assert.equal(await at('    def area(self)'), 'Shape.area');
    const source = 'def f():\n    return 1  # done\n';
    assert.equal(await at('# done', source), 'f');
  });

  it('finds by qualified name, by simple name and by the end of a qualified name', async () => {
    assert.match(await named('Shape.area'), /^Shape\.area method/);
    assert.match(await named('area'), /^area function/);
    assert.match(await named('square'), /^Shape\.area\.square function/);
    assert.match(await named('area.square'), /^Shape\.area\.square function/);
    assert.match(await named('area()'), /^area function/);
  });

  it('prefers the getter of a property and the last of several definitions', async () => {
    assert.match(await named('side'), /^Shape\.side getter/);
    assert.match(await named('twice'), /return x \+ x$/);
  });

  it('says which names are near when there is none', async () => {
    const functions = await captureText('python', text);
    const refuse = (select: { name: string } | { offset: number }, next: RegExp) =>
      assert.throws(
        () => selectFunction(functions, select),
        (error) => error instanceof HumanError && error.id === 'noFunction' && next.test(error.next),
      );
    refuse({ name: 'twise' }, /^Choose one of: twice \(line \d+\)/);
    refuse({ name: 'Shape.aera' }, /area/);
    refuse({ offset: 0 }, /^Choose one of: Shape\.area \(line 4\)/);
    assert.throws(
      () => selectFunction([], { offset: 0 }),
      (error) => error instanceof HumanError && error.next.includes('holds no function'),
    );
  });
});

describe('capture of big files', () => {
  for (const languageId of ['python', 'javascript'] as const) {
    it(`${languageId}: 50,000 lines in time that grows with the length`, async function () {
      this.timeout(60_000);
      const filler = languageId === 'python' ? '    a = a + 1\n'.repeat(44) : '  a = a + 1;\n'.repeat(44);
      const unit =
        languageId === 'python'
          ? `def f0(a, b=1):\n    """Doc."""\n    if a > b:\n        return a\n${filler}    return b\n\n`
          : `/** Doc. */\nfunction f0(a, b = 1) {\n  if (a > b) return a;\n${filler}  return b;\n}\n\n`;
      const make = (units: number) => Array.from({ length: units }, (_, i) => unit.replace('f0', `f${i}`)).join('');
      const tools = await captureTools(syntax, languageId);
      const cost = (source: string, count: number): number => {
        const before = process.cpuUsage();
        const found = captureWith(tools, sourceFile(languageId, source));
        const { user, system } = process.cpuUsage(before);
        assert.equal(found.length, count);
        return user + system;
      };
      cost(make(100), 100);
      const one = cost(make(100), 100);
      const ten = cost(make(1000), 1000);
      assert.ok(ten < 40 * one, `ten times the lines cost ${(ten / one).toFixed(1)} times the time`);
      cost(make(1000).replace('a > b', 'a > (b'), 1000);
    });
  }
});
