import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { workspaceFile } from './eider';

/** Every file of the workspace copy with a hash of its bytes, as one text that tests can compare. */
export function workspaceDigest(): string {
  const root = workspaceFile('').fsPath;
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => `${createHash('sha1').update(readFileSync(file)).digest('hex')} ${path.relative(root, file)}`)
    .join('\n');
}
