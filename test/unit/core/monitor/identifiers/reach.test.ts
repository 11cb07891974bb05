import assert from 'node:assert/strict';
import { IdentifierMonitor } from '../../../../../src/core/monitor/identifiers/identifierMonitor';
import { Reach } from '../../../../../src/core/monitor/identifiers/reach';
import { captureText } from '../../../../doubles/focal';
import { syntax } from '../../../../doubles/grammars';
import { ScriptedServer } from '../../../../doubles/languageServer';

const text = `import os

def unrelated(xs):
    total = sum(len(x) for x in xs)
    return total / len(xs)

def named(xs):
    return [x.strip().upper() for x in xs if x]

def declared(xs) -> list:
    return [x.strip().upper() for x in xs if x]

def remembering(value):
    global last
    last = [value, value.upper(), value.lower()]

class Box:
    def __init__(self, size):
        self.size, self.unit = size.split('x'), 'mm and no inches'

    def __iter__(self):
        yield from (part.strip() for part in self.size)

    def weigh(self):
        return self.density * float(self.size[0]) * 2.5

    def focal(self, xs):
        declared(xs)
        return named(xs), self.size

    def after(self):
        return self.density * float(self.size[0]) * 3.5
`;

async function reachOf(source: string) {
  const focal = (await captureText('python', source)).find(({ name }) => name === 'focal');
  assert.ok(focal);
  const tree = await syntax.parse('python', source);
  try {
    return { focal, reach: new Reach(tree.rootNode, source, focal.nodeRange) };
  } finally {
    tree.delete();
  }
}

const bodies = ['total = sum', 'upper() for', 'global last', "'mm and", 'yield from', '* 2.5', '* 3.5'] as const;
const kept = (narrowed: string) => bodies.filter((body) => narrowed.includes(body));

describe('monitor/identifiers/reach', () => {
  it('leaves the bodies that say what the types in the function are, and every offset as it is', async () => {
    const { reach } = await reachOf(text);
    const narrowed = reach.narrow(text);
    assert.deepEqual(kept(narrowed), ['upper() for', 'global last', "'mm and", 'yield from']);
    assert.equal(narrowed.match(/upper\(\) for/g)?.length, 1, 'a function that declares what it returns is not read');
    assert.equal(narrowed.length, text.length);
    for (const place of ['named(xs), self', 'def after', 'class Box'])
      assert.equal(narrowed.indexOf(place), text.indexOf(place), place);
  });

  it('follows what a candidate mentions and the function did not', async () => {
    const { reach } = await reachOf(text);
    const candidate = text.replace('named(xs), self.size', 'self.weigh() or unrelated(xs)');
    const narrowed = reach.narrow(candidate);
    assert.deepEqual(kept(narrowed), ['total = sum', 'upper() for', 'global last', "'mm and", 'yield from', '* 2.5']);
    assert.equal(narrowed.indexOf('def after'), candidate.indexOf('def after'));
    const imports = `import re\n${candidate}`;
    assert.equal(reach.narrow(imports).indexOf('def after'), imports.indexOf('def after'));
  });

  it('refuses nothing for what only the emptied text lacks', async () => {
    const { focal } = await reachOf(text);
    const candidate = text.replace('named(xs), self.size', 'self.size.parts');
    const noParts = { parts: { code: 'reportAttributeAccessIssue', message: 'no parts' } };
    // Silent about members, it complains as long as `weigh` is empty.
    const server = new ScriptedServer({ errors: (asked) => (asked.includes('* 2.5') ? {} : noParts) });
    const report = await new IdentifierMonitor(syntax, server).check(focal, candidate, new AbortController().signal);
    assert.deepEqual([report.verdict, report.findings], ['legal', []]);
    const sure = new ScriptedServer({ errors: noParts });
    const refused = await new IdentifierMonitor(syntax, sure).check(focal, candidate, new AbortController().signal);
    assert.equal(refused.verdict, 'illegal');
  });
});
