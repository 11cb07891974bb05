import * as assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { crc32, zipAppend } from '../../../scripts/host/zipAppend';
import { zipEntries } from '../../../scripts/host/zipEntries';

describe('zipEntries', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(path.join(tmpdir(), 'eider-zip-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const write = (bytes: Buffer) => {
    const file = path.join(folder, 'some.zip');
    writeFileSync(file, bytes);
    return file;
  };

  it('lists names and packed sizes', async () => {
    const entries = [
      { name: 'extension/package.json', content: '{}' },
      { name: 'extension/größe.md', content: 'hello' },
    ];
    assert.deepEqual(await zipEntries(write(zip(entries))), [
      { name: 'extension/package.json', size: 2 },
      { name: 'extension/größe.md', size: 5 },
    ]);
  });

  it('lists what was added to an archive', async () => {
    const file = write(zip([{ name: 'a.txt', content: 'first' }]));
    await zipAppend(file, [
      { name: 'b/c.txt', content: Buffer.from('the second') },
      { name: 'd.txt', content: Buffer.from('') },
    ]);
    assert.deepEqual(
      (await zipEntries(file)).map(({ name, size }) => `${name} ${size}`),
      ['a.txt 5', 'b/c.txt 10', 'd.txt 0'],
    );
    assert.ok(readFileSync(file).includes('b/c.txtthe second'));
    assert.equal(crc32(Buffer.from('123456789')), 0xcbf43926);
  });

  it('refuses what is no zip file', async () => {
    await assert.rejects(
      zipEntries(write(Buffer.from('PK but not really, and long enough to look'))),
      /not a zip file/,
    );
  });
});

/** A zip file of stored (not compressed) entries, without checksums: enough for a directory to be read. */
function zip(entries: readonly { readonly name: string; readonly content: string }[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const nameBytes = Buffer.from(name);
    const body = Buffer.from(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(nameBytes.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt32LE(body.length, 20);
    central.writeUInt32LE(body.length, 24);
    central.writeUInt16LE(nameBytes.length, 28);
    central.writeUInt32LE(offset, 42);
    files.push(local, nameBytes, body);
    directory.push(central, nameBytes);
    offset += local.length + nameBytes.length + body.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}
