import assert from 'node:assert/strict';
import { errorPriors } from '../../../../src/core/candidate/errorPriors';
import { templates } from '../../../../src/core/candidate/templates/registry';

const likelier = (type: string, message: string): readonly string[] => {
  const prior = errorPriors({ errors: [{ type, message }] });
  return templates.map(({ id }) => id).filter((id) => prior(id) > 1);
};

describe('priors by the error a test ends with', () => {
  it('name templates that are there', () => {
    assert.ok(likelier('KeyError', "'a'").includes('dictionaryDefault'));
    assert.ok(likelier('TypeError', "Cannot read properties of undefined (reading 'x')").includes('optionalChaining'));
    assert.ok(likelier('pkg.errors.ZeroDivisionError', 'division by zero').includes('guardEmpty'));
  });

  it('are the same for all where nothing is raised, or nothing is known of it', () => {
    assert.deepEqual(likelier('CustomError', ''), []);
    const prior = errorPriors({ errors: [] });
    assert.ok(templates.every(({ id }) => prior(id) === 1));
  });
});
