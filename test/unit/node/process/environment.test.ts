import assert from 'node:assert';
import { harnessEnvironment } from '../../../../src/node/process/environment';

describe('environment of a harness', () => {
  const source = {
    PATH: '/bin',
    LANG: 'de_DE.UTF-8',
    LC_ALL: 'C',
    HOME: '/home/me',
    AWS_SECRET_ACCESS_KEY: 'secret',
    GITHUB_TOKEN: 'secret',
    OPENAI_API_KEY: 'secret',
    SSH_AUTH_SOCK: '/tmp/agent',
    VIRTUAL_ENV: '/work/.venv',
    DATABASE_URL: 'postgres://',
  };

  it('holds what runtimes need and no credentials', () => {
    const env = harnessEnvironment(source, [], '/scratch', {});
    assert.deepStrictEqual([env['PATH'], env['LC_ALL'], env['VIRTUAL_ENV']], ['/bin', 'C', '/work/.venv']);
    assert.ok(!JSON.stringify(env).includes('secret'));
    for (const name of ['SSH_AUTH_SOCK', 'DATABASE_URL']) assert.ok(!(name in env), name);
  });

  it('has a home of its own', () => {
    const env = harnessEnvironment(source, [], '/scratch', {});
    assert.deepStrictEqual([env['HOME'], env['TMPDIR'], env['TEMP']], ['/scratch', '/scratch', '/scratch']);
  });

  it('lets the user name more, and the runtime have the last word', () => {
    const env = harnessEnvironment(source, ['database_url'], '/scratch', { LANG: 'C.UTF-8' });
    assert.deepStrictEqual([env['DATABASE_URL'], env['LANG']], ['postgres://', 'C.UTF-8']);
  });
});
