import * as assert from 'node:assert/strict';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { buildCommandLine, eider, json, rightScript, wrongPython, wrongScript } from './cliSupport';
import { Folder } from './executorSupport';

/** What a person may get wrong, each with its message, its exit code, and a file that stays as it was. */
describe('the command line, given bad input', () => {
  before(buildCommandLine);
  const open: Folder[] = [];
  const folder = (files: Readonly<Record<string, string>>) => {
    const made = new Folder({ 'package.json': '{}', ...files });
    open.push(made);
    return made;
  };
  afterEach(() => {
    for (const made of open.splice(0)) made.remove();
  });

  /** Runs `eider ARGS` in the folder: exit code 2, the message, and every file as before. */
  async function refused(files: Readonly<Record<string, string>>, args: readonly string[], message: RegExp) {
    const { root, path: at } = bound(folder(files));
    const ended = await eider(root, args);
    assert.equal(ended.code, 2, ended.out + ended.err);
    assert.match(ended.err, message);
    assert.doesNotMatch(ended.err, /a bug in Eider|at .*\.[jt]s:\d+/);
    for (const [name, text] of Object.entries(files)) assert.equal(readFileSync(at(name), 'utf8'), text);
    return ended;
  }
  const folderWrite = (file: string, bytes: Uint8Array): string => {
    writeFileSync(file, bytes);
    return file;
  };
  const bound = (made: Folder) => ({ root: made.root, path: (name: string) => made.path(name) });

  it('names the functions there are when there is no such function', async () => {
    await refused(
      { 'a.js': wrongScript },
      ['fix', 'a.js:longst'],
      /There is no function "longst" in this file\. Choose one of: longest \(line 8\)/,
    );
  });

  it('names the lines there are when there is no such line', async () => {
    await refused({ 'a.js': wrongScript }, ['fix', 'a.js:999'], /There is no line 999: the file has \d+ lines/);
  });

  it('says that a line is in no function', async () => {
    await refused({ 'a.js': `const a = 1;\n\n${wrongScript}` }, ['fix', 'a.js:1'], /There is no function at/);
  });

  it('says which languages it knows', async () => {
    await refused({ 'a.rb': 'def f; end\n' }, ['fix', 'a.rb:f'], /does not know files like a\.rb\. It knows .*\.py/);
  });

  it('says that a file or a folder is no file', async () => {
    await refused({}, ['fix', 'none.py:f'], /There is no file none\.py/);
    await refused({ 'sub/a.py': wrongPython }, ['fix', 'sub:f'], /There is no file sub/);
  });

  for (const [args, message] of [
    [['fix'], /`fix` takes one FILE:FUNCTION/],
    [['fix', 'a.js'], /`fix` takes one FILE:FUNCTION/],
    [['mend', 'a.js:f'], /There is no command "mend"/],
    [['fix', 'a.js:longest', '--budget', 'soon'], /--budget soon is not a number/],
    [['fix', 'a.js:longest', '--provider', 'oracle'], /--provider oracle is not known/],
    [['fix', 'a.js:longest', '--frobnicate'], /--frobnicate/],
  ] as const) {
    it(`explains: eider ${args.join(' ')}`, async () => {
      await refused({ 'a.js': wrongScript }, args, message);
    });
  }

  it('names the interpreter that is missing', async () => {
    const missing = '/nonexistent/python';
    await refused(
      { 'a.py': wrongPython },
      ['fix', 'a.py:longest', '--python', missing],
      /\/nonexistent\/python.*there is no such program/,
    );
    await refused(
      { 'a.js': wrongScript },
      ['fix', 'a.js:longest', '--node', '/nonexistent/node'],
      /\/nonexistent\/node/,
    );
  });

  it('answers in JSON too when --json was asked for', async () => {
    const { out } = await refused(
      { 'a.js': wrongScript },
      ['fix', 'a.js:none', '--json'],
      /There is no function "none"/,
    );
    const result = json({ code: 2, out, err: '' });
    assert.equal(result.outcome, 'error');
    assert.match(result.message, /There is no function "none"/);
  });

  it('names a missing file of tests, and one without a test', async () => {
    await refused({ 'a.js': wrongScript }, ['fix', 'a.js:longest', '--tests', 'none.js'], /none\.js/);
    await refused(
      { 'a.js': wrongScript, 'notes.js': '// nothing here\n' },
      ['fix', 'a.js:longest', '--tests', 'notes.js'],
      /notes\.js/,
    );
  });

  it('refuses to apply to a file it may not write, before it runs anything', async () => {
    const { root, path: at } = bound(folder({ 'a.js': wrongScript }));
    chmodSync(at('a.js'), 0o444);
    const ended = await eider(root, ['fix', 'a.js:longest', '--apply']);
    assert.equal(ended.code, 2);
    assert.match(ended.err, /a\.js cannot be written/);
    assert.equal(ended.out, '');
  });

  it('refuses a file that is not UTF-8 rather than damage it', async () => {
    const { root, path: at } = bound(folder({}));
    const bytes = Buffer.concat([Buffer.from('// caf'), Buffer.from([0xe9]), Buffer.from(`\n${wrongScript}`)]);
    const file = folderWrite(at('a.js'), bytes);
    const ended = await eider(root, ['fix', 'a.js:longest', '--apply']);
    assert.equal(ended.code, 2, ended.out);
    assert.match(ended.err, /UTF-8/);
    assert.deepEqual(readFileSync(file), bytes);
  });

  it('refuses to apply when the file was changed during the run', async () => {
    const { root, path: at } = bound(folder({ 'a.js': wrongScript }));
    const mine = `${wrongScript}// mine\n`;
    const ended = await eider(root, ['fix', 'a.js:longest', '--apply'], {
      during: { when: /tests,/, act: () => void folderWrite(at('a.js'), Buffer.from(mine)) },
    });
    assert.equal(ended.code, 2, ended.out + ended.err);
    assert.match(ended.err, /was changed during the run/);
    assert.equal(readFileSync(at('a.js'), 'utf8'), mine);
  });

  it('ends with 130 and leaves the file when it is cancelled', async () => {
    const { root, path: at } = bound(folder({ 'a.js': wrongScript }));
    const ended = await eider(root, ['fix', 'a.js:longest', '--apply'], {
      during: { when: /tests,/, act: (pid) => process.kill(pid, 'SIGINT') },
    });
    assert.equal(ended.code, 130, ended.out + ended.err);
    assert.match(ended.out, /Cancelled\. Nothing was changed\./);
    assert.equal(readFileSync(at('a.js'), 'utf8'), wrongScript);
  });

  it('says where the file cannot be parsed when that is outside of the function', async () => {
    const broken = `${wrongPython}\n\ndef other(:\n    return 1\n`;
    const { root, path: at } = bound(folder({ 'a.py': broken }));
    const ended = await eider(root, ['fix', 'a.py:longest', '--budget', '5']);
    assert.equal(ended.code, 2, ended.out);
    assert.match(ended.err, /syntax error in line 20, outside longest/);
    assert.doesNotMatch(ended.err, /a bug in Eider/);
    assert.equal(readFileSync(at('a.py'), 'utf8'), broken);
  });

  it('repairs a syntax error inside the function', async () => {
    const broken = rightScript.replace('of words) {', 'of words {');
    const { root, path: at } = bound(folder({ 'a.js': broken }));
    const ended = await eider(root, ['fix', 'a.js:longest', '--apply']);
    assert.equal(ended.code, 0, ended.out + ended.err);
    assert.equal(readFileSync(at('a.js'), 'utf8'), rightScript);
  });

  it('ends in time when every test hangs', async () => {
    const hang = wrongScript.replace("let best = '';", "let best = '';\n  for (;;) best += '';");
    const { root } = bound(folder({ 'a.js': hang }));
    const begun = Date.now();
    const ended = await eider(root, ['fix', 'a.js:longest', '--budget', '6']);
    assert.ok(Date.now() - begun < 30_000);
    assert.ok(ended.code === 0 || ended.code === 1, ended.out + ended.err);
    assert.match(ended.out, /TIME/);
  });

  it('names the framework that is missing and what to install', async () => {
    const test =
      "import { expect, test } from 'vitest';\nimport { longest } from './a.js';\ntest('one', () => { expect(longest(['x'])).toBe('x'); });\n";
    const bare = wrongScript.replace(/^ \* longest.*\n/gm, '');
    const { root } = bound(folder({ 'a.js': bare, 'a.test.js': test }));
    const ended = await eider(root, ['fix', 'a.js:longest', '--budget', '5']);
    assert.match(ended.out + ended.err, /vitest.*(npm|install)/is);
    assert.ok(ended.code === 2 || ended.code === 3, ended.out + ended.err);
  });
});
