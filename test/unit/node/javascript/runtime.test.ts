import assert from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { HumanError } from '../../../../src/core/errors';
import { findNode, projectVersion } from '../../../../src/node/javascript/runtime';

const never = new AbortController().signal;
const own = { execPath: process.execPath, electron: false };

describe('finding Node', () => {
  let folder: string;
  let pathBefore: string | undefined;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'eider-node-'));
    pathBefore = process.env['PATH'];
  });
  afterEach(() => {
    process.env['PATH'] = pathBefore;
    rmSync(folder, { recursive: true });
  });

  /** A program that answers as a Node of that version would. */
  function program(name: string, version: string): string {
    const file = path.join(folder, name);
    writeFileSync(file, `#!/bin/sh\necho '{"executable": "${file}", "version": "${version}"}'\n`, { mode: 0o755 });
    return file;
  }

  it('takes the one of the settings', async () => {
    const file = program('mynode', '24.1.0');
    const found = await findNode(file, folder, own, never);
    assert.deepStrictEqual([found.executable, found.version], [file, '24.1.0']);
  });

  it('does not look further when the one of the settings does not work', async () => {
    const problems: readonly (readonly [string, RegExp])[] = [
      [program('old', '18.3.0'), /18\.3\.0 is older than 20/],
      ['./missing', /no such program/],
    ];
    for (const [setting, pattern] of problems) {
      await assert.rejects(findNode(setting, folder, own, never), (error: unknown) => {
        assert.ok(error instanceof HumanError);
        assert.strictEqual(error.id, 'noInterpreter');
        assert.match(error.message, pattern);
        return true;
      });
    }
  });

  it('prefers the path to the program that runs Eider', async () => {
    const file = program('node', '22.0.0');
    process.env['PATH'] = `${folder}${path.delimiter}/usr/bin${path.delimiter}/bin`;
    assert.strictEqual((await findNode(undefined, folder, own, never)).executable, file);
  });

  it('falls back to the program that runs Eider, as Node when it is Electron', async () => {
    const file = program('code', '20.9.0');
    program('node', '16.0.0');
    process.env['PATH'] = `${folder}${path.delimiter}/bin`;
    const found = await findNode('', folder, { execPath: file, electron: true }, never);
    assert.deepStrictEqual([found.executable, found.env], [file, { ELECTRON_RUN_AS_NODE: '1' }]);
  });

  it('names the version the project asks for when there is none', async () => {
    process.env['PATH'] = folder;
    writeFileSync(path.join(folder, '.nvmrc'), 'v22.4\n');
    await assert.rejects(
      findNode(undefined, folder, { execPath: './gone', electron: false }, never),
      (error: unknown) => {
        assert.ok(error instanceof HumanError);
        assert.match(error.next, /Node 22\.4/);
        return true;
      },
    );
  });

  it('reads the wanted version from volta too', () => {
    writeFileSync(path.join(folder, 'package.json'), '{"volta": {"node": "20.11.1"}}');
    assert.strictEqual(projectVersion(folder), '20.11.1');
    assert.strictEqual(projectVersion(path.join(folder, 'none')), undefined);
  });
});
