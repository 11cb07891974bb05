import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { diffLines } from 'diff';
import { type Sample, samples, sampleSolutions, sampleWorkspace } from '../../samples';

describe('the sample workspace', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'eider-samples-'));
    cpSync(sampleWorkspace, folder, { recursive: true });
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const sample of samples) {
    const place = `${sample.file}: ${sample.function}`;

    it(`${place} is shown wrong by its tests`, () => {
      cpSync(path.join(sampleWorkspace, sample.file), path.join(folder, sample.file));
      const { status, output } = runTests(folder, sample);
      assert.equal(status, 1, output);
    });

    it(`${place} passes them when mended in one line`, () => {
      cpSync(path.join(sampleSolutions, sample.file), path.join(folder, sample.file));
      const { status, output } = runTests(folder, sample);
      assert.equal(status, 0, output);
      const changes = diffLines(
        readFileSync(path.join(sampleWorkspace, sample.file), 'utf8'),
        readFileSync(path.join(sampleSolutions, sample.file), 'utf8'),
      );
      for (const kind of ['added', 'removed'] as const) {
        const lines = changes.filter((change) => change[kind]).reduce((total, { count }) => total + count, 0);
        assert.ok(lines <= 1, `${lines} lines ${kind}`);
      }
    });
  }

  it('is described in its README, sample by sample', () => {
    const readme = readFileSync(path.join(sampleWorkspace, 'README.md'), 'utf8');
    for (const sample of samples) {
      assert.match(readme, new RegExp(`\`${sample.file}\` *\\| *\`${sample.function}\``));
    }
  });
});

function runTests(folder: string, { file, tests, framework }: Sample): { status: number | null; output: string } {
  const project = file.split('/')[0] ?? '';
  const test = path.relative(project, tests);
  const [program, ...args] = {
    pytest: ['python3', '-m', 'pytest', '-q', '-p', 'no:cacheprovider', test],
    unittest: ['python3', '-m', 'unittest', test],
    // tsx, because Node before 22.18 reads no TypeScript by itself.
    'node:test': [process.execPath, ...(test.endsWith('.ts') ? ['--import', require.resolve('tsx')] : []), test],
  }[framework] as [string, ...string[]];
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1', NODE_TEST_CONTEXT: undefined, NODE_OPTIONS: undefined };
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: path.join(folder, project),
    encoding: 'utf8',
    env,
    timeout: 30_000,
  });
  return { status, output: error ? error.message : `${stdout}${stderr}` };
}
