import assert from 'node:assert/strict';
import type { FixTemplate } from '../../../../../src/core/candidate/template';
import { proposalsOf } from '../../../../../src/core/candidate/generate';
import { statementTemplates } from '../../../../../src/core/candidate/templates/statement/registry';
import type { LanguageId } from '../../../../../src/core/model/focalFunction';
import { applyEdits } from '../../../../../src/core/model/text';
import { templateContext } from '../../../../doubles/templateContext';
import { syntax } from '../../../../doubles/grammars';

/** Right programs in many layouts: each proposal for them must be a whole, different program inside the function. */
const programs: readonly (readonly [LanguageId, string])[] = [
  [
    'python',
    'import os\n\n\ndef search(values, target):\n    """Doc."""\n    low, high = 0, len(values) - 1\n    seen = []\n    while low <= high:\n        mid = (low + high) // 2  # middle\n        if values[mid] == target:\n            return mid\n        elif values[mid] < target:\n            low = mid + 1\n        else:\n            high = mid - 1\n        seen.append(mid)\n    return -1\n\n\nprint(1)\n',
  ],
  [
    'python',
    'def f(xs, acc={}):\r\n\tfor i, x in enumerate(xs):\r\n\t\tif x: continue\r\n\t\ttry:\r\n\t\t\tacc[x] = xs[i - 1]; i += 1\r\n\t\texcept KeyError:\r\n\t\t\tpass\r\n\t# end\r\n\treturn acc',
  ],
  [
    'python',
    'class Tree:\n    async def walk(self, node, out=[]):\n        with open(node.path) as f:\n            out.append(await f.read())\n        if node.left is not None: await self.walk(node.left, out)\n        def inner(y):\n            return y\n        x = """\n  text\n"""\n        yield inner(x)\n',
  ],
  ['python', 'def one(x): return x + 1\n'],
  [
    'javascript',
    'export function search(values, target) {\n  let low = 0;\n  let high = values.length - 1;\n  for (let i = 0; i < values.length; i++) {\n    if (values[i] === target) return i;\n    else if (low > high) { low = i; }\n    else high--;\n  }\n  while (low < high) low++;\n  return -1;\n}\n',
  ],
  [
    'javascript',
    'const f = async (xs) => {\r\n\tconst out = {}\r\n\tfor (const x of xs) {\r\n\t\tout[x] = await g(x)\r\n\t\tswitch (x) {\r\n\t\tcase 1:\r\n\t\t\tbreak\r\n\t\tdefault:\r\n\t\t\tout.y = `a\r\n b`\r\n\t\t}\r\n\t}\r\n\ttry { h() } catch (e) { return null }\r\n\treturn out\r\n}\r\n',
  ],
  [
    'javascript',
    'class Stack {\n  #xs = [];\n  pop() { if (!this.#xs.length) throw new Error("empty"); return this.#xs.pop(); }\n}\n',
  ],
  ['javascript', 'const inc = (x) => x + 1;\n'],
  [
    'typescript',
    'export function group<T>(xs: readonly T[], key: (x: T) => string): Map<string, T[]> {\n  const groups = new Map<string, T[]>();\n  do {\n    const [x] = xs;\n    if (x === undefined) break;\n    const k = key(x);\n    groups.set(k, [...(groups.get(k) ?? []), x]);\n    xs = xs.slice(1);\n  } while (xs.length > 0);\n  return groups;\n}\n',
  ],
  [
    'typescriptreact',
    'export default function List({ items }: { items: string[] }) {\n  const rows = items.map((item) => <li key={item}>{item}</li>);\n  if (rows.length === 0) return null;\n  return <ul>{rows}</ul>;\n}\n',
  ],
];

async function* outcomes(
  template: FixTemplate,
): AsyncGenerator<{ title: string; source: string; original: string; broken: boolean; inside: boolean }> {
  for (const [languageId, original] of programs) {
    const context = await templateContext(languageId, original);
    const parser = await syntax.parser(languageId);
    for (const { proposal } of proposalsOf(context, [template])) {
      const source = applyEdits(original, proposal.edits);
      const tree = parser.parse(source);
      const broken = tree?.rootNode.hasError ?? true;
      tree?.delete();
      const { start, end } = context.focal.range;
      const inside = proposal.edits.every(({ range }) => range.start >= start && range.end <= end);
      yield { title: proposal.title, source, original, broken, inside };
    }
  }
}

describe('statement templates', () => {
  for (const template of statementTemplates) {
    it(`${template.id}: every proposal is a whole, different program inside the function`, async () => {
      for await (const { title, source, original, broken, inside } of outcomes(template)) {
        assert.ok(!broken, `${title} does not parse:\n${source}`);
        assert.notEqual(source, original, title);
        assert.ok(inside, `${title} leaves the function:\n${source}`);
      }
    });

    it(`${template.id}: has an example in Python and one in JavaScript or TypeScript, or says why not`, () => {
      const languages = new Set(template.examples.map((e) => e.language));
      assert.ok(languages.has('python') || languages.has('javascript') || languages.has('typescript'));
      assert.ok(languages.size > 1 || oneLanguage.has(template.id), `${template.id} serves one language only`);
    });
  }

  it('together stay few for a function of fifteen lines', async () => {
    const [search] = programs;
    assert.ok(search);
    const context = await templateContext(...search);
    const count = [...proposalsOf(context, statementTemplates)].length;
    assert.ok(count <= 400, `${count} proposals`);
  });
});

/** Bugs only one of the languages can have. */
const oneLanguage = new Set(['countOccurrences', 'mutableDefault', 'forInOf']);
