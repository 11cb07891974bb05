import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import { FixResultBuilder } from '../../../src/core/fixResult';
import type { SessionEvent } from '../../../src/core/model/events';
import { focalOf } from '../../doubles/focal';

const schema = JSON.parse(
  readFileSync(path.join(__dirname, '../../../src/core/fixResult.schema.json'), 'utf8'),
) as object;
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

function valid(value: unknown): void {
  // Through JSON, as it is printed.
  assert.ok(validate(JSON.parse(JSON.stringify(value))), JSON.stringify(validate.errors));
}

describe('the result of a run', () => {
  it('is valid against its schema, filled and empty', async () => {
    const empty = new FixResultBuilder();
    valid(empty.result('a.py'));

    const focal = await focalOf('python', 'def twice(n):\n    return n + n + n\n', 'twice');
    const source = focal.file.text.replace('n + n + n', 'n + n');
    const events: SessionEvent[] = [
      { kind: 'captured', focal },
      {
        kind: 'tests',
        tests: [
          {
            id: 'a',
            title: 'twice(2) == 4',
            trust: 'trusted',
            source: 'docstring',
            kind: 'example',
            setup: [],
            call: 'twice(2)',
            expected: { kind: 'value', source: '4' },
          },
        ],
        runtime: 'Python 3.11.7',
        containment: 'sandboxed',
      },
      {
        kind: 'ranked',
        ranked: [
          {
            candidate: {
              id: 'c',
              origin: { kind: 'template', template: 'dropTerm', order: 1 },
              title: '`n + n + n` becomes `n + n`',
              edits: [],
              source,
              priority: 1,
              line: 1,
            },
            rank: 1,
            group: 1,
            plausible: true,
            badge: 'plausible',
            passed: 1,
            total: 1,
            trustedPassed: 1,
            trustedTotal: 1,
            astDistance: 2,
            findings: [{ monitor: 'prints', message: 'prints', severity: 'note' }],
            reason: 'Passes all 1 trusted test.',
            score: 0,
          },
        ],
      },
      { kind: 'note', message: 'a note' },
      { kind: 'finished', outcome: 'fixed', message: 'Fixed.', durations: { total: 12.5 }, modelCalls: 0, tried: 3 },
    ];
    const builder = new FixResultBuilder();
    for (const event of events) builder.add(event);
    const result = builder.result('pkg/twice.py');
    valid(result);
    assert.equal(result.function?.startLine, 1);
    assert.match(
      result.candidates[0]?.patch ?? '',
      /^--- a\/pkg\/twice\.py[\s\S]*-\s+return n \+ n \+ n\n\+\s+return n \+ n\n/m,
    );
    assert.equal(result.candidates[0]?.source, source);
  });

  it('refuses what the schema does not name', () => {
    assert.ok(!validate({ ...new FixResultBuilder().result('a.py'), surprise: 1 }));
  });
});
