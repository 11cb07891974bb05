import assert from 'node:assert/strict';
import { Rehearsal } from '../../../../src/core/candidate/rehearsal';
import { templates } from '../../../../src/core/candidate/templates/registry';
import { syntax } from '../../../doubles/grammars';

describe('The rehearsal of the templates', () => {
  it('makes candidates of the examples, once for each language', async () => {
    const rehearsal = new Rehearsal(syntax, templates);
    assert.ok((await rehearsal.of('python')) >= 4);
    assert.equal(await rehearsal.of('python'), 0);
    assert.ok((await rehearsal.of('typescript')) >= 4);
    assert.equal(await rehearsal.of('javascript'), 0);
  });

  it('has nothing to do without templates', async () => {
    assert.equal(await new Rehearsal(syntax, []).of('python'), 0);
  });

  it('goes on when a template throws', async () => {
    const [one] = templates;
    assert.ok(one);
    const bad = {
      ...one,
      *propose(): Generator<never> {
        throw new Error('a bug');
      },
    };
    assert.equal(await new Rehearsal(syntax, [bad]).of('python'), 0);
  });
});
