import * as assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, lstatSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { Ajv } from 'ajv';
import * as schema from '../../src/core/fixResult.schema.json';
import { buildCommandLine, commandLine, eider, json, rightScript, wrongPython, wrongScript } from './cliSupport';
import { Folder } from './executorSupport';

const rightPython = wrongPython.replace('len(word) < len(best)', 'len(word) > len(best)');

/** Files as people have them: the fix changes the one line and not a byte besides. */
describe('the command line, applying a fix', () => {
  before(buildCommandLine);
  let folder: Folder;
  beforeEach(() => (folder = new Folder({ 'package.json': '{}' })));
  afterEach(() => folder.remove());

  /** Runs `fix --apply` on a file with this text and expects exactly the other text. */
  async function applied(name: string, target: string, wrong: string, right: string): Promise<void> {
    const file = folder.write(name, wrong);
    const ended = await eider(folder.root, ['fix', `${name}:${target}`, '--apply']);
    assert.equal(ended.code, 0, ended.out + ended.err);
    assert.ok(readFileSync(file).equals(Buffer.from(right)), readFileSync(file, 'utf8'));
    const left = folder.listing().filter((entry) => entry.includes('.eider-'));
    assert.deepEqual(left, [], 'no temporary file stays');
  }

  const crlf = (text: string) => text.replaceAll('\n', '\r\n');
  const tabs = (text: string) => text.replace(/^( {4})+/gm, (spaces) => '\t'.repeat(spaces.length / 4));
  const named = (text: string) => text.replaceAll('longest', 'längste').replaceAll('word', 'wört');

  for (const [what, change] of [
    ['CRLF', crlf],
    ['tabs', tabs],
    ['a byte order mark', (text: string) => `\ufeff${text}`],
  ] as const) {
    it(`keeps ${what} (Python)`, () => applied('a.py', 'longest', change(wrongPython), change(rightPython)));
  }
  for (const [what, change] of [
    ['CRLF', crlf],
    ['a byte order mark', (text: string) => `\ufeff${text}`],
  ] as const) {
    it(`keeps ${what} (JavaScript)`, () => applied('a.js', 'longest', change(wrongScript), change(rightScript)));
  }

  it('knows names that are not ASCII', async () => {
    await applied('a.py', 'längste', named(wrongPython), named(rightPython));
    await applied('a.js', 'längste', named(wrongScript), named(rightScript));
  });

  it('finds its way through spaces and umlauts in paths', () =>
    applied('my färm/some file.py', 'longest', wrongPython, rightPython));

  it('changes the file a link leads to, and leaves the link', async () => {
    const file = folder.write('real.js', wrongScript);
    const link = folder.path('link.js');
    symlinkSync(file, link);
    const ended = await eider(folder.root, ['fix', 'link.js:longest', '--apply']);
    assert.equal(ended.code, 0, ended.out + ended.err);
    assert.ok(lstatSync(link).isSymbolicLink());
    assert.equal(readFileSync(file, 'utf8'), rightScript);
  });

  it('works in a file of 20,000 lines', async function () {
    // Every candidate loads the whole file.
    this.timeout(120_000);
    const rest = Array.from({ length: 5_000 }, (_, i) => `function f${i}(a) {\n  return a + ${i};\n}\n\n`).join('');
    await applied('large.js', 'longest', `${rest}${wrongScript}`, `${rest}${rightScript}`);
  });

  it('takes a line for the function around it', () => applied('a.js', '11', wrongScript, rightScript));
});

describe('the command line, in a pipe', () => {
  before(buildCommandLine);
  const validate = new Ajv({ strict: false }).compile(schema);
  let folder: Folder;
  beforeEach(() => (folder = new Folder({ 'package.json': '{}', 'a.js': wrongScript })));
  afterEach(() => folder.remove());

  it('prints one object of the schema with --json, best candidate first, and changes nothing', async () => {
    const ended = await eider(folder.root, ['fix', 'a.js:longest', '--json']);
    assert.equal(ended.code, 0, ended.err);
    const result = json(ended);
    assert.ok(validate(result), JSON.stringify(validate.errors));
    assert.equal(result.outcome, 'fixed');
    assert.equal(result.candidates[0]?.source, rightScript);
    assert.deepEqual(
      result.candidates.map(({ rank }) => rank),
      result.candidates.map((_, i) => i + 1),
    );
    assert.equal(ended.err, '');
    assert.equal(readFileSync(folder.path('a.js'), 'utf8'), wrongScript);
  });

  it('applies the candidate that --json put first', async () => {
    const ended = await eider(folder.root, ['fix', 'a.js:longest', '--json', '--apply']);
    assert.equal(readFileSync(folder.path('a.js'), 'utf8'), json(ended).candidates[0]?.source);
    assert.match(ended.err, /^Applied to a\.js: /);
  });

  it('does what it was asked to when nobody reads on', async () => {
    const child = spawn(process.execPath, [commandLine, 'fix', 'a.js:longest', '--apply'], {
      cwd: folder.root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.destroy();
    const [code] = (await once(child, 'close')) as [number];
    assert.equal(code, 0);
    assert.equal(readFileSync(folder.path('a.js'), 'utf8'), rightScript);
  });

  it('prints an object of the schema for an error as well', async () => {
    const ended = await eider(folder.root, ['fix', 'none.js:f', '--json']);
    assert.equal(ended.code, 2);
    assert.ok(validate(json(ended)), JSON.stringify(validate.errors));
  });

  it('shows no progress line and no control characters', async () => {
    const ended = await eider(folder.root, ['fix', 'a.js:longest']);
    assert.equal(ended.code, 0, ended.err);
    assert.equal(ended.err, '');

    assert.doesNotMatch(ended.out, /[\u0000-\u0008\u000b-\u001f]/);
    assert.match(ended.out, /FAIL {2}longest.*\n[^]*1\. .*\n[^]*plausible fix/);
  });

  it('ends with 0 when every test passes', async () => {
    folder.write('a.js', rightScript);
    const ended = await eider(folder.root, ['fix', 'a.js:longest', '--apply']);
    assert.equal(ended.code, 0);
    assert.match(ended.out, /4 tests pass, no failure found in longest\./);
    assert.equal(readFileSync(folder.path('a.js'), 'utf8'), rightScript);
  });

  it('ends with 1 when no fix passes, and --apply writes nothing', async () => {
    const wrong = wrongScript.replace("// => 'bbb'", '// => { at: 17.25 }');
    folder.write('a.js', wrong);
    const ended = await eider(folder.root, ['fix', 'a.js:longest', '--apply', '--budget', '3']);
    assert.equal(ended.code, 1, ended.out + ended.err);
    assert.match(ended.out, /The failure in longest stands/);
    assert.equal(readFileSync(folder.path('a.js'), 'utf8'), wrong);
  });

  it('ends with 3 when nothing says what is right', async () => {
    writeFileSync(folder.path('a.js'), wrongScript.replace(/^ \* longest.*\n/gm, ''));
    const ended = await eider(folder.root, ['fix', 'a.js:longest', '--apply']);
    assert.equal(ended.code, 3, ended.out + ended.err);
    assert.match(ended.out, /No test says what longest should do/);
  });

  it('trusts the tests it is given', async () => {
    writeFileSync(folder.path('a.js'), wrongScript.replace(/^ \* longest.*\n/gm, ''));
    folder.write(
      'more.test.js',
      "const test = require('node:test');\nconst assert = require('node:assert');\nconst { longest } = require('./a.js');\ntest('longest', () => assert.equal(longest(['a', 'bb']), 'bb'));\ntest('first', () => assert.equal(longest(['aa', 'bb']), 'aa'));\n",
    );
    const ended = await eider(folder.root, ['fix', 'a.js:longest', '--json', '--tests', 'more.test.js']);
    assert.equal(ended.code, 0, ended.out + ended.err);
    assert.ok(json(ended).tests.every((t) => t.trust === 'trusted' && t.source === 'project'));
    assert.ok(existsSync(path.join(folder.root, 'more.test.js')));
  });
});
