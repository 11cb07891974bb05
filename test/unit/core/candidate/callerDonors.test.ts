import assert from 'node:assert/strict';
import { callerDonors } from '../../../../src/core/candidate/callerDonors';
import { generate } from '../../../../src/core/candidate/generate';
import type { LanguageId } from '../../../../src/core/model/focalFunction';
import { captureText } from '../../../doubles/focal';
import { syntax } from '../../../doubles/grammars';
import { templateContext } from '../../../doubles/templateContext';

async function donorsOf(languageId: LanguageId, text: string, ...others: readonly string[]) {
  const [focal] = await captureText(languageId, text);
  assert.ok(focal);
  return callerDonors(
    syntax,
    focal,
    others.map((other) => ({ languageId, text: other })),
  );
}

const rename = 'def rename(entry, label):\n    entry.label = label\n    return True\n';
const panel =
  'from store import rename\n\ndef on_change(row, text):\n    if not row.locked and len(row.name) < 9:\n        rename(row, text.strip())\n    total = 3\n';

describe('donors from callers', () => {
  it('are told in the words of the function, what speaks of its parameters first', async () => {
    const { expressions, conditions } = await donorsOf('python', rename, panel);
    assert.deepEqual(conditions, ['not entry.locked and len(entry.name) < 9']);
    assert.ok(expressions.includes('entry.locked'), expressions.join('\n'));
    assert.ok(expressions.indexOf('entry.locked') < expressions.indexOf('text.strip()'), expressions.join('\n'));
    assert.ok(!expressions.some((text) => text.includes('row') || text.includes('rename(')), expressions.join('\n'));
  });

  it('are none where nobody calls, or only the module itself does', async () => {
    const none = { expressions: [], conditions: [] };
    assert.deepEqual(await donorsOf('python', rename), none);
    assert.deepEqual(
      await donorsOf('python', rename, 'def rename_all(rows):\n    return [r.name for r in rows]\n'),
      none,
    );
    assert.deepEqual(await donorsOf('python', rename, 'rename(first, second.name)\n'), none);
  });

  it('come through a parameter that is taken apart, whatever its default is', async () => {
    const text = 'export const area = ({ side = 2 ** 3 }, $scale) => side * $scale;\n';
    const { expressions } = await donorsOf(
      'javascript',
      text,
      'function draw(box, by) {\n  return area(box, by) + by.x;\n}\n',
    );
    assert.ok(expressions.includes('$scale.x'), expressions.join('\n'));
  });

  it('make a fix that the file alone does not hold', async () => {
    const text = 'export function label(track: Track): string {\n  return `${track.name} (${track.name})`;\n}\n';
    const list =
      "import { label } from './label';\nexport const lines = (tracks: Track[]): string[] => tracks.map(line);\nfunction line(one: Track): string {\n  return one.artist ? label(one) : one.name;\n}\n";
    const callers = await donorsOf('typescript', text, list);
    const parser = await syntax.parser('typescript');
    const wanted = '`${track.name} (${track.artist})`';
    const fixes = async (extra: { readonly callers?: typeof callers }) =>
      [...generate(await templateContext('typescript', text, extra), parser)].filter(({ source }) =>
        source.includes(wanted),
      );
    assert.equal((await fixes({})).length, 0);
    assert.equal((await fixes({ callers })).length, 1);
  });
});
