import * as assert from 'node:assert/strict';
import { syntax } from '../../doubles/grammars';
import { languages } from '../../../src/languages/registry';

/** A query file is blocks of: the example as comment lines, then the pattern. */
function blocks(source: string): { example: string; pattern: string }[] {
  return source
    .trim()
    .split(/\n\s*\n/)
    .map((block) => {
      const lines = block.split('\n');
      const comments = lines.filter((line) => line.startsWith(';'));
      return {
        example: comments.map((line) => line.replace(/^; ?/, '')).join('\n'),
        pattern: lines.slice(comments.length).join('\n'),
      };
    });
}

for (const definition of languages) {
  for (const languageId of definition.languageIds) {
    for (const [name, source] of Object.entries(definition.queries)) {
      describe(`${languageId} query ${name}`, () => {
        for (const { example, pattern } of blocks(source)) {
          it(`matches: ${example.split('\n').join(' ⏎ ')}`, async () => {
            assert.notEqual(example, '', `a pattern without an example: ${pattern}`);
            assert.notEqual(pattern, '', `an example without a pattern: ${example}`);
            const tree = await syntax.parse(languageId, example);
            assert.equal(tree.rootNode.hasError, false, 'the example is no valid code');
            const query = await syntax.query(languageId, pattern);
            assert.ok(query.matches(tree.rootNode).length > 0, 'the pattern does not match its example');
          });
        }
      });
    }
  }
}
