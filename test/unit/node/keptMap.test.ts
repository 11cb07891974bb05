import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { cacheFolder, KeptMap } from '../../../src/node/keptMap';

describe('a map that is kept in a file', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'eider-kept-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('knows later what it was told, by whomever', () => {
    const file = path.join(folder, 'deep', 'kept.json');
    const [one, other] = [new KeptMap<number>(file), new KeptMap<number>(file)];
    assert.equal(one.get('a'), undefined);
    other.set('b', 2);
    one.set('a', 1);
    const later = new KeptMap<number>(file);
    assert.deepEqual([later.get('a'), later.get('b'), later.get('c')], [1, 2, undefined]);
  });

  it('lasts as long as the process where the file is broken or cannot be written', () => {
    const broken = path.join(folder, 'kept.json');
    for (const text of ['{"a": 1', 'null', '7']) {
      writeFileSync(broken, text);
      assert.equal(new KeptMap<number>(broken).get('a'), undefined);
    }
    const nowhere = new KeptMap<number>(path.join(broken, 'kept.json'));
    nowhere.set('a', 1);
    assert.equal(nowhere.get('a'), 1);
  });

  it('lies where the user keeps such things', () => {
    assert.equal(cacheFolder({ XDG_CACHE_HOME: folder }), path.join(folder, 'eider'));
    assert.ok(path.isAbsolute(cacheFolder({ XDG_CACHE_HOME: 'relative' })));
  });
});
