import assert from 'node:assert/strict';
import { proposalsOf } from '../../../../../src/core/candidate/generate';
import { wrongVariable } from '../../../../../src/core/candidate/templates/expression/wrongVariable';
import type { LanguageId } from '../../../../../src/core/model/focalFunction';
import { applyEdits } from '../../../../../src/core/model/text';
import { templateContext } from '../../../../doubles/templateContext';

async function proposed(languageId: LanguageId, text: string): Promise<string> {
  const context = await templateContext(languageId, text);
  return [...proposalsOf(context, [wrongVariable])]
    .map(({ proposal }) => applyEdits(text, proposal.edits))
    .join('\n---\n');
}

describe('a wrong variable', () => {
  it('is never replaced so that both sides of a comparison, a difference or a condition are the same', async () => {
    const python = await proposed('python', 'def f(a, b):\n    return a < b or b - a > 1 + a\n');
    assert.match(python, /1 \+ b/);
    assert.doesNotMatch(python, /a < a|b < b|a - a|b - b/);
    const javascript = await proposed(
      'javascript',
      'function f(page, size) {\n  if (page < 1 || size < 1) return 0;\n  return page * size;\n}\n',
    );
    assert.doesNotMatch(javascript, /page < 1 \|\| page < 1|size < 1 \|\| size < 1/);
    assert.match(javascript, /size \* size/);
  });

  it('may be a text for a list where only items are counted or walked through, and nowhere else', async () => {
    const mean =
      'def mean(text: str):\n    words = text.split()\n    total = 0\n    for word in words:\n        total += len(word)\n    return total / len(text)\n';
    const python = await proposed('python', mean);
    assert.match(python, /total \/ len\(words\)/);
    assert.match(python, /for word in text:/);
    assert.doesNotMatch(python, /words = words|words\.split/);
    const rate =
      'function rate(text: string, total: number): number {\n  const words: string[] = text.split(" ");\n  return words[0] ? total / text.length : 0;\n}\n';
    const typescript = await proposed('typescript', rate);
    assert.match(typescript, /total \/ words\.length/);
    assert.doesNotMatch(typescript, /words\.split|text\[0\]/);
  });
});
