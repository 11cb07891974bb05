import assert from 'node:assert';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { bubblewrapArguments } from '../../../../src/node/sandbox/bubblewrap';
import { sandboxProfile } from '../../../../src/node/sandbox/sandboxExec';
import { findSecrets } from '../../../../src/node/sandbox/secrets';

describe('sandbox', () => {
  let root: string;
  const at = (...names: string[]) => path.join(root, ...names);
  const write = (...names: string[]) => {
    mkdirSync(path.dirname(at(...names)), { recursive: true });
    writeFileSync(at(...names), 'x');
  };

  before(() => {
    root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'eider-unit-')));
    for (const name of ['home/.ssh/id', 'home/.netrc', 'home/notes.txt', 'elsewhere/credentials']) write(name);
    for (const name of ['work/.env', 'work/a/b/.env.local', 'work/a/b/c/d/.env', 'work/node_modules/x/.env'])
      write(name);
    symlinkSync(at('elsewhere'), at('home/.aws'));
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  it('finds keys, also through links, and environment files, not beyond their depth', async () => {
    const { folders, files } = await findSecrets(at('home'), at('work'));
    assert.deepStrictEqual([...folders].sort(), [at('elsewhere'), at('home/.ssh')]);
    assert.deepStrictEqual([...files].sort(), [at('home/.netrc'), at('work/.env'), at('work/a/b/.env.local')]);
  });

  it('masks secrets after everything else is in place, the scratch folder last', async () => {
    const access = { home: at('home'), workspaceRoot: at('work'), readable: [at('home')], scratch: at('scratch') };
    const args = await bubblewrapArguments(access, false);
    const index = (value: string) => args.lastIndexOf(value);
    assert.ok(args.includes('--unshare-all') && args.includes('--die-with-parent'));
    assert.ok(index(at('home/.ssh')) > index(at('home')) && index(at('work/.env')) > index(at('work')));
    assert.deepStrictEqual(args.slice(-2), ['--tmpfs', at('scratch')]);
    assert.ok(!args.includes('--bind') && !args.includes('--share-net'), 'nothing of the machine is writable');
  });

  it('writes a profile that allows writing in one place only', () => {
    const profile = sandboxProfile('/scratch "quoted"', { folders: ['/home/me/.ssh'], files: ['/home/me/.netrc'] });
    assert.match(profile, /\(deny network\*\)/);
    assert.match(profile, /\(allow file-write\* \(subpath "\/scratch \\"quoted\\""\)/);
    assert.ok(profile.indexOf('(deny file-write*)') < profile.indexOf('(allow file-write*'));
    assert.match(profile, /\(deny file-read\* \(subpath "\/home\/me\/\.ssh"\)\)/);
  });
});
