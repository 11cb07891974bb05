import { readFile, writeFile } from 'node:fs/promises';
import { endOfZip } from './zipEntries';

/** Adds files to a zip archive, stored as they are. `name` is the path inside of it. */
export async function zipAppend(
  file: string,
  added: readonly { readonly name: string; readonly content: Buffer }[],
): Promise<void> {
  const bytes = await readFile(file);
  const end = endOfZip(bytes, file);
  const directory = bytes.readUInt32LE(end + 16);
  const files: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = directory;
  for (const { name, content } of added) {
    const path = Buffer.from(name, 'utf8');
    // From the version needed to the length of the extra field: the same in both headers.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt32LE(0x00210000, 6);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, path, content]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    entries.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, path);
    files.push(local);
    offset += local.length;
  }
  const old = bytes.subarray(directory, end);
  const closing = Buffer.from(bytes.subarray(end));
  const count = bytes.readUInt16LE(end + 10) + added.length;
  closing.writeUInt16LE(count, 8);
  closing.writeUInt16LE(count, 10);
  closing.writeUInt32LE(old.length + Buffer.concat(entries).length, 12);
  closing.writeUInt32LE(offset, 16);
  await writeFile(file, Buffer.concat([bytes.subarray(0, directory), ...files, old, ...entries, closing]));
}

/** The checksum of the zip format; Node has one from 22.2 on only. */
export function crc32(content: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of content) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
