import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vm from 'node:vm';
import type { Test } from '../../src/core/model/test';
import { descendants } from '../../src/node/process/tree';
import { example, Folder, repository } from '../integration/executorSupport';
import { openJavaScript, type JavaScriptSession, type OpenOptions } from '../integration/javascriptSupport';
import { report, table, type Bar, type Row } from './results';

const source = `function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
module.exports = { median };
`;
const calls: readonly (readonly [string, string])[] = [
  ['median([1])', '1'],
  ['median([2, 1])', '1.5'],
  ['median([3, 1, 2])', '2'],
  ['median([5, 4, 3, 2])', '3.5'],
  ['median([10, 9, 8, 100, 7])', '9'],
  ['median([0, 0, 1])', '0'],
  ['median([-1, 1])', '0'],
  ['median([1.5, 2.5])', '2'],
  ['median([4, 4, 4, 4])', '4'],
  ['median([7, 3])', '5'],
];
const checks = calls
  .map(([call, value], i) => `test('t${i}', () => assert.strictEqual(${call}, ${value}));`)
  .join('\n');
const nodeTest = `const test = require('node:test');\nconst assert = require('node:assert');\nconst { median } = require('./median');\n${checks}\n`;
const vitestTest = `import { assert, test } from '${pathToFileURL(path.join(repository, 'node_modules/vitest/dist/index.js')).href}';\nimport { median } from './median.cjs';\n${checks}\n`;

/** Mutants of the function: most are wrong somewhere, one does not load, one throws. */
const changes: readonly (readonly [string, string])[] = [
  ['% 2 === 1', '% 2 === 0'],
  ['a - b', 'b - a'],
  ['/ 2;\n  return', '/ 3;\n  return'],
  ['middle - 1', 'middle'],
  ['sorted[middle] :', 'sorted[middle + 1] :'],
  ['[...numbers]', 'numbers'],
  ['return sorted', 'return undefinedName'],
  ['sort((a, b) => a - b)', 'sort()'],
];
const candidate = (i: number): string => {
  const [from, to] = changes[i % changes.length] ?? ['', ''];
  return `${source.replace(from, to)}// ${i}\n`;
};

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

/** Milliseconds a candidate takes in a process of its own, and what its tests said. */
function perProcess(
  count: number,
  args: (folder: Folder) => readonly string[],
  name: string,
  test: Readonly<Record<string, string>>,
) {
  const folder = new Folder(test);
  const times: number[] = [];
  const verdicts: string[] = [];
  for (let i = 0; i < count; i++) {
    folder.write(name, candidate(i));
    const began = performance.now();
    const { stdout } = spawnSync(process.execPath, args(folder), { cwd: folder.root, encoding: 'utf8' });
    times.push(performance.now() - began);
    verdicts.push(
      calls.map((_, k) => (new RegExp(`^ok \\d+ - (?:.* > )?t${k}\\b`, 'm').test(stdout) ? '1' : '0')).join(''),
    );
  }
  folder.remove();
  return { ms: median(times), verdicts };
}

async function using<T>(
  files: Readonly<Record<string, string>>,
  name: string,
  options: (folder: Folder) => OpenOptions,
  use: (js: JavaScriptSession) => Promise<T>,
): Promise<T> {
  const folder = new Folder(files);
  const js = await openJavaScript(folder, name, source, { name: 'median', ...options(folder) });
  try {
    return await use(js);
  } finally {
    await js.session[Symbol.asyncDispose]();
    folder.remove();
  }
}

async function jobs(js: JavaScriptSession, tests: readonly Test[], count: number, first = 0) {
  const verdicts: string[] = [];
  const began = performance.now();
  for (let i = first; i < first + count; i++) {
    const result = await js.run(tests, { source: candidate(i) });
    verdicts.push(
      tests
        .map((test) => (result.kind === 'ran' && result.verdicts.get(test.id)?.kind === 'passed' ? '1' : '0'))
        .join(''),
    );
  }
  return { ms: (performance.now() - began) / count, verdicts };
}

/** The least a candidate can cost: a realm, the module, the calls. */
function floor(count: number, first: number): number {
  const began = performance.now();
  for (let i = first; i < first + count; i++) {
    const realm = vm.createContext({});
    const module = { exports: {} };
    (vm.runInContext(`(function (module, exports) {${candidate(i)}})`, realm) as (m: object, e: object) => void)(
      module,
      module.exports,
    );
    Object.assign(realm, module.exports);
    for (const [call] of calls) {
      try {
        vm.runInContext(call, realm);
      } catch {
        // A wrong candidate.
      }
    }
  }
  return (performance.now() - began) / count;
}

/** Resident memory of the engine's processes in MiB. */
function memory(): number {
  return descendants(process.pid).reduce((sum, pid) => {
    try {
      return sum + (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096) / (1 << 20);
    } catch {
      return sum;
    }
  }, 0);
}

/** `npm run bench -- executionJavaScript`: the engine beside one process for each candidate, and beside the bare floor. */
async function run(): Promise<void> {
  const examples = calls.map(([call, value]) => example(call, value));
  const rows: Row[] = [];
  const bars: Bar[] = [];
  const nodeFiles = { 'median.test.js': nodeTest };
  const peer = perProcess(10, () => ['--test', '--test-reporter=tap', 'median.test.js'], 'median.js', nodeFiles);
  const inProcess = await using(
    nodeFiles,
    'median.js',
    (folder) => ({ testFiles: [{ path: folder.path('median.test.js'), framework: 'node:test' }] }),
    async (js) => {
      await jobs(js, js.session.tests, 20);
      return jobs(js, js.session.tests, 200);
    },
  );
  const vitest = path.join(repository, 'node_modules/vitest/vitest.mjs');
  const vitestFiles = { 'median.test.mjs': vitestTest };
  const vitestPeer = perProcess(
    3,
    () => [vitest, 'run', '--reporter=tap-flat', 'median.test.mjs'],
    'median.cjs',
    vitestFiles,
  );

  await using(
    {},
    'median.js',
    () => ({}),
    async (js) => {
      await jobs(js, examples, 100);
      const rounds = Array.from({ length: 5 }, (_, i) => i);
      const ours: number[] = [];
      const floors: number[] = [];
      const overheads: number[] = [];
      for (const round of rounds) {
        const base = floor(100, 1000 * round);
        const { ms } = await jobs(js, examples, 100, 1000 * round);
        ours.push(ms);
        floors.push(base);
        overheads.push(ms / base);
      }
      const few = await jobs(js, examples, 100, 10_000);
      const before = memory();
      const many = await jobs(js, examples, 1000, 20_000);
      const after = memory();
      const same = (left: readonly string[], right: readonly string[]) =>
        left.filter((one, i) => one !== right[i]).length;
      const exact = await jobs(js, examples, peer.verdicts.length);
      rows.push(
        { what: 'one `node --test` process for each candidate', 'ms a candidate': peer.ms },
        { what: 'one vitest process for each candidate', 'ms a candidate': vitestPeer.ms },
        { what: 'engine, the node:test file', 'ms a candidate': inProcess.ms },
        { what: 'engine, the same checks as examples', 'ms a candidate': median(ours) },
        { what: 'floor: bare realm, module, calls', 'ms a candidate': median(floors) },
        { what: 'memory after 1,000 more candidates (MiB)', 'ms a candidate': after - before },
      );
      bars.push(
        {
          name: 'examples against a `node --test` process each',
          value: peer.ms / median(ours),
          unit: 'x',
          bar: 50,
          is: 'at least',
        },
        {
          name: 'the node:test file against a process each',
          value: peer.ms / inProcess.ms,
          unit: 'x',
          bar: 50,
          is: 'at least',
        },
        {
          name: 'examples against a vitest process each',
          value: vitestPeer.ms / median(ours),
          unit: 'x',
          bar: 50,
          is: 'at least',
        },
        {
          name: 'candidates with other verdicts than `node --test`',
          value: same(peer.verdicts, inProcess.verdicts) + same(peer.verdicts, exact.verdicts),
          unit: '',
          bar: 0,
          is: 'at most',
        },
        {
          name: 'candidates with other verdicts than vitest',
          value: same(vitestPeer.verdicts, inProcess.verdicts),
          unit: '',
          bar: 0,
          is: 'at most',
        },
        { name: 'overhead over the floor', value: median(overheads), unit: 'x', bar: 3, is: 'at most' },
        { name: 'time of 10x candidates', value: (10 * many.ms) / few.ms, unit: 'x', bar: 11, is: 'at most' },
        { name: 'memory of 1,000 more candidates', value: after / before, unit: 'x', bar: 1.5, is: 'at most' },
      );
    },
  );

  const whole = async (sandbox: 'off' | 'preferred') => {
    const began = performance.now();
    const how = await using(
      {},
      'median.js',
      () => ({ settings: { sandbox } }),
      async (js) => {
        await jobs(js, examples, 300);
        return js.session.containment;
      },
    );
    rows.push({ what: `whole run of 300 candidates, ${how}`, 'ms a candidate': (performance.now() - began) / 300 });
    return performance.now() - began;
  };
  await whole('off');
  const pairs: number[] = [];
  for (let i = 0; i < 3; i++) pairs.push((await whole('preferred')) / (await whole('off')));
  bars.push({
    name: 'containment on against off, whole run',
    value: median(pairs),
    unit: 'x',
    bar: 1.3,
    is: 'at most',
  });
  console.log(table(rows));
  await report('executionJavaScript', { bars, rows });
}

void run();
