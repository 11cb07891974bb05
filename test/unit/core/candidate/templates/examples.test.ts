import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { shapeOf } from '../../../../../src/core/candidate/astDistance';
import { functionNode } from '../../../../../src/core/candidate/context';
import { generate, proposalsOf } from '../../../../../src/core/candidate/generate';
import { templates } from '../../../../../src/core/candidate/templates/registry';
import type { LanguageId } from '../../../../../src/core/model/focalFunction';
import { applyEdits } from '../../../../../src/core/model/text';
import { syntax } from '../../../../doubles/grammars';
import { templateContext } from '../../../../doubles/templateContext';

/** Right programs so plain that each template finds nothing to do in one of them at least. */
const plain: readonly (readonly [LanguageId, string])[] = [
  ['python', 'def wait():\n    pass\n'],
  ['python', 'def same(x):\n    return x\n'],
  ['python', 'def both(a, b):\n    return a, b\n'],
  ['python', 'def twice(x):\n    y = x * 2\n    return y\n'],
  ['python', 'def first(xs):\n    if not xs:\n        return None\n    return xs[0]\n'],
  ['javascript', 'function same(x) {\n  return x;\n}\n'],
  ['javascript', 'function twice(x) {\n  const y = x * 2;\n  return y;\n}\n'],
  ['javascript', 'const first = (xs) => (xs.length > 0 ? xs[0] : undefined);\n'],
];

describe('fix templates', () => {
  it('have ids of their own and a prior between 0 and 1', () => {
    assert.equal(new Set(templates.map((template) => template.id)).size, templates.length);
    for (const { id, prior } of templates) assert.ok(prior > 0 && prior <= 1, id);
  });

  it('say in a sentence above their code what they repair', () => {
    const folder = join(__dirname, '../../../../../src/core/candidate/templates');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const code = new Map(files.map((name) => [basename(name, '.ts'), readFileSync(join(folder, name), 'utf8')]));
    const silent = templates.filter(
      ({ id }) => !new RegExp(`/\\*\\*(?:(?!\\*/)[\\s\\S]){20,}\\*/\\s*export const ${id}\\b`).test(code.get(id) ?? ''),
    );
    assert.deepEqual(
      silent.map(({ id }) => id),
      [],
    );
  });

  for (const template of templates) {
    it(`${template.id}: repairs its examples`, async () => {
      assert.ok(template.examples.length > 0, 'a template without an example is a claim without a test');
      for (const { language, buggy, fixed } of template.examples) {
        const context = await templateContext(language, buggy);
        const wanted = shapeOf((await syntax.parse(language, fixed)).rootNode).key;
        const seen: string[] = [];
        for (const { proposal } of proposalsOf(context, [template])) {
          const source = applyEdits(buggy, proposal.edits);
          seen.push(source);
          const weight = proposal.weight ?? 1;
          assert.ok(weight > 0 && weight <= 1, `${proposal.title} weighs ${weight}`);
        }
        const keys = await Promise.all(
          seen.map(async (source) => shapeOf((await syntax.parse(language, source)).rootNode).key),
        );
        assert.ok(keys.includes(wanted), `${fixed}\nis not among\n${seen.join('\n---\n')}`);
      }
    });

    it(`${template.id}: leaves a right program alone that has nothing of its kind`, async () => {
      const speaks = new Set(template.examples.map(({ language }) => language === 'python'));
      let silent = 0;
      for (const [language, text] of plain) {
        if (!speaks.has(language === 'python')) continue;
        const context = await templateContext(language, text);
        if ([...proposalsOf(context, [template])].length === 0) silent++;
      }
      assert.ok(silent > 0, 'proposes something everywhere');
    });

    it(`${template.id}: proposals for its examples are whole programs, different from the original`, async () => {
      for (const { language, buggy } of template.examples) {
        const context = await templateContext(language, buggy);
        if (context.root.hasError || context.focal.syntaxErrors.length > 0) continue;
        const parser = await syntax.parser(language);
        for (const candidate of generate(context, parser, [template])) {
          const tree = await syntax.parse(language, candidate.source);
          assert.ok(!tree.rootNode.hasError, `does not parse: ${candidate.title}\n${candidate.source}`);
          assert.notEqual(shapeOf(tree.rootNode).key, shapeOf(context.root.tree.rootNode).key, candidate.title);
          assert.ok(
            functionNode(tree, { start: context.root.startIndex, end: candidate.source.length }, context.language),
          );
          tree.delete();
        }
      }
    });
  }
});
