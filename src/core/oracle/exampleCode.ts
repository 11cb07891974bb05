import type { LanguageId } from '../model/focalFunction';
import type { ExampleTest } from '../model/test';

/** An example as the statements of a test: pytest's in Python, `node:assert`'s else. Its names resolve in the focal module. */
export function exampleAsCode({ setup, call, expected }: ExampleTest, languageId: LanguageId): string {
  const python = languageId === 'python';
  const value = expected.kind === 'value' ? expected.source : expected.kind === 'printed' ? expected.text : undefined;
  const check = python
    ? value === undefined
      ? `with pytest.raises(${('type' in expected && expected.type) || 'Exception'}):\n    ${call}`
      : `assert ${call} == ${value}`
    : value === undefined
      ? `assert.throws(() => ${call});`
      : `assert.deepEqual(${call}, ${value});`;
  return [...setup, check].join('\n');
}
