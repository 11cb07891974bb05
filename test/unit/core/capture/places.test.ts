import * as assert from 'node:assert/strict';
import { captureFunctions, capturePlaces } from '../../../../src/core/capture/capture';
import type { LanguageId } from '../../../../src/core/model/focalFunction';
import { flattened, unflattened } from '../../../../src/node/thread/places';
import { sourceFile } from '../../../doubles/focal';
import { syntax } from '../../../doubles/grammars';

const texts: readonly (readonly [string, LanguageId, string])[] = [
  [
    'Python',
    'python',
    '@cached\ndef f(a):\n    def g():\n        return a\n    return g\n\nclass C:\n    def m(self): ...\n',
  ],
  ['Python whose block is missing', 'python', 'def f(a):\nreturn a\n\ndef g(b):\n    return b\n'],
  ['Python with an open bracket', 'python', 'def f(a:\n    return (a\n\ndef g(b):\n    return b\n'],
  [
    'JavaScript',
    'javascript',
    'export const f = (a) => a;\nclass C { m() { return 1; } }\nmodule.exports.g = function () {};\n',
  ],
  ['JavaScript with an open brace', 'javascript', 'function f(a) {\n  return a;\n\nfunction g() { return 2; }\n'],
  [
    'TypeScript',
    'typescript',
    'export function f(a: number): string;\nexport function f(a: unknown) { return String(a); }\n',
  ],
];

describe('places of functions', () => {
  for (const [what, languageId, text] of texts) {
    it(`are those of the captured functions: ${what}`, async () => {
      const file = sourceFile(languageId, text);
      const functions = await captureFunctions(syntax, file);
      assert.ok(functions.length > 0);
      const places = await capturePlaces(syntax, file);
      assert.deepEqual(
        places,
        functions.map(({ name, qualifiedName, range, nodeRange }) => ({ file, name, qualifiedName, range, nodeRange })),
      );
      assert.deepEqual(unflattened(file, structuredClone(flattened(places))), places);
    });
  }
});
