import * as assert from 'node:assert/strict';
import { syntax } from '../../doubles/grammars';
import { languages } from '../../../src/languages/registry';
import type { SyntaxRoles } from '../../../src/core/language';

const python = `
class Shape(Base):
    pass
def area(x):
    # remark
    y = [1, (2, 3)]
    y += 1
    if not x and x < 2:
        z = {'a': -1.5}
    elif x:
        return z.a(1)
    while x:
        x = x - 1
    for i in y[1:2]:
        print(i)
    f = lambda q: (q if x else 1)
`;
const javascript = `
class Shape {}
const Other = class {};
function area(x) {
  // remark
  let y = [1];
  y = {a: -1.5};
  y += 1; y++;
  if (!x && x < 2) { return x ? y.a(1) : new Shape(\`a\`); }
  while (x) { x = x - y[1]; }
  do { f('a'); } while (x);
  for (;;) {}
  for (const k of y) {}
  const g = () => (1), h = function () {}, j = function* () {};
}
function* gen() {}
const o = { m() {} };
`;
const examples: Readonly<Record<string, string>> = {
  python,
  javascript,
  javascriptreact: javascript,
  typescript: `${javascript}\nabstract class Round {}`,
  typescriptreact: `${javascript}\nabstract class Round {}`,
};

describe('syntax roles', () => {
  for (const { languageIds, roles } of languages) {
    for (const languageId of languageIds) {
      it(`${languageId}: the grammar has every kind, and an example file shows each`, async () => {
        const tree = await syntax.parse(languageId, examples[languageId] ?? '');
        assert.equal(tree.rootNode.hasError, false);
        for (const role of Object.keys(roles) as (keyof SyntaxRoles)[]) {
          for (const kind of roles[role]) {
            assert.ok(tree.rootNode.descendantsOfType(kind).length > 0, `${role}: no ${kind} in the example file`);
          }
        }
      });
    }
  }

  it('only a language without slices leaves a role empty', () => {
    for (const { id, roles } of languages) {
      const empty = Object.entries(roles).filter(([, kinds]) => (kinds as readonly string[]).length === 0);
      assert.deepEqual(
        empty.map(([role]) => role),
        id === 'python' ? [] : ['slice'],
      );
    }
  });

  it('every file ending belongs to one language', () => {
    const endings = languages.flatMap((l) => l.extensions);
    assert.equal(new Set(endings).size, endings.length);
  });
});
