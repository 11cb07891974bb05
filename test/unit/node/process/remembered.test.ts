import * as assert from 'node:assert/strict';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Remembered } from '../../../../src/node/process/remembered';

describe('a program that was found', () => {
  let folder: string;
  let looked: number;
  let remembered: Remembered<{ executable: string }>;
  let executable: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'eider-remembered-'));
    executable = path.join(folder, 'python');
    writeFileSync(executable, '');
    looked = 0;
    remembered = new Remembered();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const get = (asked = 'any') =>
    remembered.get(
      { asked, from: [path.join(folder, 'inner')], files: ['.python-version'], variables: ['EIDER_TEST_CHOICE'] },
      () => {
        looked++;
        return Promise.resolve({ executable });
      },
    );

  it('is not looked for again', async () => {
    assert.equal((await get()).executable, executable);
    assert.equal((await get()).executable, executable);
    assert.equal(looked, 1);
  });

  it('is looked for again when something else is asked for', async () => {
    await get();
    await get('other');
    assert.equal(looked, 2);
  });

  it('is looked for again when a version manager would choose another', async () => {
    await get();
    writeFileSync(path.join(folder, '.python-version'), '3.12\n');
    await get();
    assert.equal(looked, 2);
    process.env['EIDER_TEST_CHOICE'] = '3.13';
    try {
      await get();
      assert.equal(looked, 3);
    } finally {
      delete process.env['EIDER_TEST_CHOICE'];
    }
  });

  it('is looked for again when it was replaced or is gone', async () => {
    await get();
    utimesSync(executable, 1, 1);
    await get();
    assert.equal(looked, 2);
    rmSync(executable);
    await get();
    assert.equal(looked, 3);
  });

  it('is not remembered when it was not found', async () => {
    const choice = { asked: 'none', from: [folder], files: [], variables: [] };
    await assert.rejects(remembered.get(choice, () => Promise.reject(new Error('none'))));
    assert.equal((await remembered.get(choice, () => Promise.resolve({ executable }))).executable, executable);
  });
});
