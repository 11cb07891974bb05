import assert from 'node:assert/strict';
import { parseCommand } from '../../../src/cli/arguments';
import { HumanError } from '../../../src/core/errors';

describe('command line arguments', () => {
  it('reads a fix with its options', () => {
    const command = parseCommand([
      'fix',
      'src/my file.py:Stack.pop',
      '--tests',
      'a.py',
      '--tests',
      'b.py',
      '--budget',
      '5',
      '--json',
    ]);
    assert.ok(command.command === 'fix');
    assert.equal(command.file, 'src/my file.py');
    assert.equal(command.target, 'Stack.pop');
    assert.deepEqual(command.tests, ['a.py', 'b.py']);
    assert.equal(command.budgetMs, 5000);
    assert.equal(command.json, true);
    assert.equal(command.apply, false);
  });

  it('reads the making of tests, with a budget of its own', () => {
    const command = parseCommand(['tests', 'a.py:f', '--write']);
    assert.ok(command.command === 'tests' && command.file === 'a.py' && command.target === 'f');
    assert.equal(command.budgetMs, 3000);
    assert.equal(command.write, true);
    assert.equal((parseCommand(['fix', 'a.py:f']) as { budgetMs: number }).budgetMs, 60_000);
  });

  it('splits a Windows path at its last colon', () => {
    const command = parseCommand(['fix', 'C:\\work\\a.ts:12']);
    assert.ok(command.command === 'fix' && command.file === 'C:\\work\\a.ts' && command.target === '12');
  });

  it('reads which language servers are asked', () => {
    const servers = (...given: readonly string[]) =>
      (
        parseCommand(['fix', 'a.py:f', ...given.flatMap((one) => ['--language-server', one])]) as {
          languageServers: unknown;
        }
      ).languageServers;
    assert.deepEqual(servers(), {});
    assert.deepEqual(servers('python=/opt/my server.js', 'typescript='), {
      python: ['/opt/my', 'server.js'],
      typescript: [],
    });
    assert.deepEqual(servers('python=pylsp --check a=b'), { python: ['pylsp', '--check', 'a=b'] });
  });

  for (const argv of [
    ['fix', 'a.py:f', '--language-server', 'pylsp'],
    ['fix', 'a.py:f', '--language-server', 'cobol=x'],
    ['fix'],
    ['tests'],
    ['tests', 'file.py'],
    ['fix', 'file.py'],
    ['fix', 'file.py:'],
    ['fix', ':name'],
    ['fix', 'a.py:f', 'b.py:g'],
    ['fix', 'a.py:f', '--budget', 'soon'],
    ['fix', 'a.py:f', '--budget', '-1'],
    ['fix', 'a.py:f', '--provider', 'oracle'],
    ['fix', 'a.py:f', '--unknown'],
    ['bench'],
    ['mend', 'a.py:f'],
  ]) {
    it(`refuses: eider ${argv.join(' ')}`, () => {
      assert.throws(
        () => parseCommand(argv),
        (e) => e instanceof HumanError && e.id === 'badArguments' && e.next.length > 10,
      );
    });
  }

  it('shows help without a command', () => {
    assert.deepEqual(parseCommand([]), { command: 'help' });
    assert.deepEqual(parseCommand(['fix', '--help']), { command: 'help' });
  });
});
