import assert from 'node:assert';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { descendants } from '../../src/node/process/tree';
import { repository } from './executorSupport';

const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
};

describe('When Eider itself is killed', () => {
  it('all harnesses, candidates and what those started end with it', async function () {
    if (process.platform !== 'linux') this.skip();
    const host = spawn(
      process.execPath,
      ['--require', './test/registerText.cjs', '--require', 'tsx/cjs', path.join(__dirname, 'dyingHost.ts')],
      { cwd: repository, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const { pid } = host;
    assert.ok(pid !== undefined);
    let folder = '';
    try {
      folder = await new Promise<string>((resolve, reject) => {
        let said = '';
        host.on('exit', () => reject(new Error('the host ended by itself')));
        host.stdout.setEncoding('utf8').on('data', (text: string) => {
          said += text;
          const found = /^ready (.+)\n/m.exec(said)?.[1];
          if (found !== undefined) resolve(found);
        });
      });
      const commands = new Map(descendants(pid).map((one) => [one, commandOf(one)]));
      for (const part of ['main.py', '--spawn', '--child', 'main.cjs', 'sleep']) {
        assert.ok(
          [...commands.values()].some((one) => one.includes(part)),
          `${part} was not there`,
        );
      }
      process.kill(pid, 'SIGKILL');
      // Another process may have the same number by then.
      const left = () => [...commands].filter(([one, command]) => command !== '' && commandOf(one) === command);
      for (let wait = 0; left().length > 0 && wait < 100; wait++) await new Promise((r) => setTimeout(r, 50));
      assert.deepStrictEqual(left(), []);
    } finally {
      host.kill('SIGKILL');
      if (existsSync(folder)) rmSync(folder, { recursive: true });
    }
  });
});
