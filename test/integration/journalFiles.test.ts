import * as assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { readJournal } from '../../src/core/run/journal';
import { JournalFiles } from '../../src/node/journalFiles';

const silent = () => undefined;
const log = { debug: silent, info: silent, warn: silent, error: silent };
const root = path.resolve(__dirname, '../..');

describe('journals on disk', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'eider-journal-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are read as they were written, and gone when removed', async () => {
    const files = new JournalFiles(path.join(folder, 'runs'), log);
    assert.deepEqual(await files.read(), []);
    files.append('a', '\none');
    files.append('b', '\ntwo');
    files.append('a', '\nthree');
    await files.settled();
    assert.deepEqual(await new JournalFiles(path.join(folder, 'runs'), log).read(), [
      { run: 'a', text: '\none\nthree' },
      { run: 'b', text: '\ntwo' },
    ]);
    files.remove('a');
    await files.settled();
    assert.deepEqual(
      (await files.read()).map(({ run }) => run),
      ['b'],
    );
  });

  it('that cannot be written cost nothing else', async () => {
    const blocked = path.join(folder, 'file');
    appendFileSync(blocked, '');
    const files = new JournalFiles(path.join(blocked, 'runs'), log);
    files.append('a', '\none');
    await files.settled();
    assert.deepEqual(await files.read(), []);
  });

  it('keep every finished verdict when the writer is killed with -9', async function () {
    this.timeout(60_000);
    const program = `
      const { JournalFiles } = require('./src/node/journalFiles');
      const { eventLine, headerLine } = require('./src/core/run/journal');
      const { disputed } = require('./test/doubles/disputedRun');
      const { file } = require('./test/doubles/scriptedDebugger');
      const silent = () => undefined;
      const files = new JournalFiles(process.argv[1], { debug: silent, info: silent, warn: silent, error: silent });
      files.append('a', headerLine({ id: 'a', name: 'top', file }, 1));
      for (const event of disputed.slice(0, -1)) files.append('a', eventLine(file, event, 1) ?? '');
      files.settled().then(() => {
        process.stdout.write('written');
        const more = eventLine(file, disputed[1], 1);
        setInterval(() => files.append('a', more), 0);
      });`;
    const child = spawn(
      process.execPath,
      ['--require', './test/registerText.cjs', '--require', 'tsx/cjs', '-e', program, folder],
      { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    const [journal] = await new JournalFiles(folder, log).read();
    const record = journal && readJournal(journal.text)?.record;
    assert.equal(record?.ranked.length, 2);
    assert.equal(record.question?.call, 'top([])');
    assert.equal(record.verdictsOf('c>').get('t1')?.kind, 'passed');
  });
});
