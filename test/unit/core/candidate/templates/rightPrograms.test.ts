import assert from 'node:assert/strict';
import { shapeOf } from '../../../../../src/core/candidate/astDistance';
import { generate, proposalsOf } from '../../../../../src/core/candidate/generate';
import { templates } from '../../../../../src/core/candidate/templates/registry';
import { applyEdits } from '../../../../../src/core/model/text';
import { syntax } from '../../../../doubles/grammars';
import { rightPrograms } from '../../../../doubles/rightPrograms';
import { templateContext } from '../../../../doubles/templateContext';

describe('fix templates on right programs', function () {
  this.timeout(60_000);

  for (const { languageId, name, text } of rightPrograms) {
    it(`${languageId}, ${name}: every candidate parses, differs from the original and stays inside the function`, async () => {
      const context = await templateContext(languageId, text);
      assert.ok(!context.root.hasError, 'the program itself does not parse');
      const parser = await syntax.parser(languageId);
      const original = shapeOf(context.root.tree.rootNode).key;
      const shapes = new Map<string, string>();
      const broken = new Map<string, string[]>();
      let all = 0;
      for (const { template, proposal } of proposalsOf(context, templates)) {
        all++;
        const source = applyEdits(text, proposal.edits);
        if (shapes.has(source)) continue;
        const tree = parser.parse(source);
        assert.ok(tree);
        if (tree.rootNode.hasError) broken.set(template.id, [...(broken.get(template.id) ?? []), proposal.title]);
        else shapes.set(source, shapeOf(tree.rootNode).key);
        tree.delete();
      }
      const lost = [...broken].map(([id, titles]) => `${id}: ${titles.join(' | ')}`);
      assert.ok([...broken.values()].flat().length <= all * 0.02, `of ${all} do not parse:\n${lost.join('\n')}`);

      const seen = new Set<string>();
      const { start, end } = context.focal.range;
      for (const { source, title, edits } of generate(context, parser)) {
        const shape = shapes.get(source);
        assert.ok(shape !== undefined, `does not parse: ${title}\n${source}`);
        assert.notEqual(shape, original, title);
        assert.ok(!seen.has(shape), `twice: ${title}`);
        seen.add(shape);
        assert.equal(applyEdits(text, edits), source);
        for (const { range } of edits) {
          assert.ok(range.end <= end && (range.start >= start || range.start === range.end), title);
        }
        assert.match(title, /^\S.*\S$/);
      }
      assert.ok(seen.size >= 200 && seen.size <= 1600, `${seen.size} candidates`);
    });
  }
});
