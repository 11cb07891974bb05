import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vm from 'node:vm';
import type { SandboxSetting } from '../../../src/node/sandbox/sandbox';
import { example, Folder, repository } from '../../integration/executorSupport';
import { openJavaScript, type JavaScriptSession, type OpenOptions } from '../../integration/javascriptSupport';
import type { Bar, Row } from '../results';
import { median, residentBelow, runAll, sideBySide, verdictLine, type ExecutionBench } from './measure';

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
const examples = calls.map(([call, value]) => example(call, value));
const checks = calls
  .map(([call, value], i) => `test('t${i}', () => assert.strictEqual(${call}, ${value}));`)
  .join('\n');
const requires = `const test = require('node:test');\nconst assert = require('node:assert');\n`;
const nodeTest = `${requires}const { median } = require('./median');\n${checks}\n`;
const moduleTest = `import test from 'node:test';\nimport assert from 'node:assert';\nimport { median } from './median.mjs';\n${checks}\n`;
const vitest = path.join(repository, 'node_modules/vitest');
const vitestTest = `import { assert, test } from '${pathToFileURL(path.join(vitest, 'dist/index.js')).href}';\nimport { median } from './median.cjs';\n${checks}\n`;

/** One-token changes, as a search would try them: some right, most wrong somewhere. */
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

/** `count` different programs, none of which any other call with another `salt` makes. */
function candidates(count: number, salt = '', text = source): readonly string[] {
  return Array.from({ length: count }, (_, i) => {
    const [from, to] = changes[i % changes.length] ?? ['', ''];
    return `${i % 5 === 0 ? text : text.replace(from, to)}// ${i} ${salt}\n`;
  });
}

/** Seconds and verdict lines of one process for each candidate, with tests reported as TAP. */
function processEach(
  sources: readonly string[],
  args: readonly string[],
  name: string,
  tests: Readonly<Record<string, string>>,
) {
  const folder = new Folder(tests);
  try {
    const lines: string[] = [];
    const began = performance.now();
    for (const candidate of sources) {
      folder.write(name, candidate);
      const { stdout } = spawnSync(process.execPath, args, { cwd: folder.root, encoding: 'utf8' });
      lines.push(calls.map((_, i) => (passed(stdout, i) ? 'P' : '-')).join(''));
    }
    return { seconds: (performance.now() - began) / 1000 / sources.length, lines };
  } finally {
    folder.remove();
  }
}

/** `ok 1 - t0` of `node --test`, `ok 1 - median.test.mjs > t0 # time=…` of vitest, which numbers the file too. */
const passed = (tap: string, test: number) => new RegExp(`^\\s*ok \\d+ - (?:.* > )?t${test}(?: #.*)?$`, 'm').test(tap);

/** The least a candidate can cost: a realm, the module, the calls. Seconds a candidate. */
function floor(sources: readonly string[]): number {
  const began = performance.now();
  for (const candidate of sources) {
    const realm = vm.createContext({});
    const module = { exports: {} };
    const load = vm.runInContext(`(function (module, exports) {${candidate}})`, realm) as (
      m: object,
      e: object,
    ) => void;
    load(module, module.exports);
    Object.assign(realm, module.exports);
    for (const [call] of calls) {
      try {
        vm.runInContext(call, realm);
      } catch {
        // A wrong candidate.
      }
    }
  }
  return (performance.now() - began) / 1000 / sources.length;
}

async function using<T>(
  files: Readonly<Record<string, string>>,
  options: (folder: Folder) => OpenOptions & { readonly file?: string; readonly text?: string },
  use: (js: JavaScriptSession) => Promise<T>,
): Promise<T> {
  const folder = new Folder(files);
  const { file, text, ...more } = options(folder);
  const js = await openJavaScript(folder, file ?? 'median.js', text ?? source, { name: 'median', ...more });
  try {
    return await use(js);
  } finally {
    await js.session[Symbol.asyncDispose]();
    folder.remove();
  }
}

export const javascriptExecution: ExecutionBench = { language: 'javascript', measure };

async function measure() {
  const bars: Bar[] = [];
  const rows: Row[] = [];
  const row = (what: string, seconds: number) => {
    const perSecond = Math.round(calls.length / seconds);
    rows.push({ what, msPerCandidate: seconds * 1000, candidatesTimesTestsPerSecond: perSecond });
  };
  const least = (name: string, value: number, bar: number) =>
    bars.push({ name, value, unit: 'x', bar, is: 'at least' });
  const most = (name: string, value: number, bar: number) => bars.push({ name, value, unit: 'x', bar, is: 'at most' });
  const none = (name: string, value: number, of: number) =>
    bars.push({ name, value, unit: `of ${of}`, bar: 0, is: 'at most' });
  const differing = (left: readonly string[], right: readonly string[]) => left.filter((one, i) => one !== right[i]);

  const peerSources = candidates(8, 'peer');
  const nodeLines: string[] = [];
  const nodeEach = () => {
    const files = { 'median.test.js': nodeTest };
    const each = processEach(
      peerSources.slice(0, nodeLines.length === 0 ? undefined : 4),
      ['--test', '--test-reporter=tap', 'median.test.js'],
      'median.js',
      files,
    );
    if (nodeLines.length === 0) nodeLines.push(...each.lines);
    return Promise.resolve(each.seconds);
  };
  const inFile = (name: string) => (folder: Folder) => ({
    testFiles: [{ path: folder.path(name), framework: 'node:test' as const }],
  });

  await using({ 'median.test.js': nodeTest }, inFile('median.test.js'), async (js) => {
    const { tests } = js.session;
    let salt = 0;
    const engine = async () => {
      const { seconds } = await runAll(js.session, candidates(200, `file ${salt++}`), tests);
      return seconds / 200;
    };
    await engine();
    const [ours, theirs] = await sideBySide(3, engine, nodeEach);
    row('one `node --test` process for each candidate', theirs);
    row('engine, the node:test file', ours);
    least('a node:test file against a process each', theirs / ours, 50);
    const lines = (await runAll(js.session, peerSources, tests)).results.map((one) => verdictLine(one, tests));
    none('candidates judged otherwise than by `node --test`', differing(nodeLines, lines).length, lines.length);
  });

  await using(
    { 'median.test.mjs': moduleTest },
    (folder) => ({
      ...inFile('median.test.mjs')(folder),
      file: 'median.mjs',
      text: source.replace('module.exports =', 'export'),
    }),
    async (js) => {
      const esm = (count: number, salt: string) => candidates(count, salt, js.source);
      const { tests } = js.session;
      await runAll(js.session, esm(300, 'warm'), tests);
      const before = residentBelow();
      const { seconds } = await runAll(js.session, esm(600, 'growth'), tests);
      row('engine, a node:test file of ES modules', seconds / 600);
      most('ES modules: memory after 600 more candidates', residentBelow() / before, 1.5);
    },
  );

  await using(
    {},
    () => ({}),
    async (js) => {
      let salt = 0;
      const engine = (count: number) => async () =>
        (await runAll(js.session, candidates(count, `${salt++}`), examples)).seconds / count;
      await engine(200)();
      const lines = (await runAll(js.session, peerSources, examples)).results.map((one) => verdictLine(one, examples));
      none('examples judged otherwise than by `node --test`', differing(nodeLines, lines).length, lines.length);
      const [ours, theirs] = await sideBySide(3, engine(200), nodeEach);
      row('engine, the same checks as examples', ours);
      least('examples against a `node --test` process each', theirs / ours, 50);

      const args = [path.join(vitest, 'vitest.mjs'), 'run', '--reporter=tap-flat', 'median.test.mjs'];
      const vitestEach = processEach(peerSources, args, 'median.cjs', { 'median.test.mjs': vitestTest });
      row('one vitest process for each candidate', vitestEach.seconds);
      least('examples against a vitest process each', vitestEach.seconds / (await engine(200)()), 50);
      none('examples judged otherwise than by vitest', differing(vitestEach.lines, lines).length, lines.length);

      const [again, base] = await sideBySide(5, engine(200), () => Promise.resolve(floor(candidates(200, 'floor'))));
      row('bare realm, module and calls', base);
      most('overhead over bare realm and calls', again / base, 3);

      // V8 takes what memory it likes at first.
      await engine(1000)();
      const before = residentBelow();
      const [ten, one] = await sideBySide(5, engine(1000), engine(100));
      most('time of ten times the candidates', (10 * ten) / one, 11);
      most('memory after 5,000 more candidates', residentBelow() / before, 1.5);
      const endless = source.replace('return sorted.', 'while (true);\n  return sorted.');
      const costs: number[] = [];
      for (let i = 0; i < 5; i++) {
        const began = performance.now();
        await js.run(examples, { source: `${endless}// ${i}`, testMs: 500, stopAtFirstTimeout: true });
        const [after] = candidates(1, `after ${i}`);
        await js.run(examples, { source: after ?? '' });
        costs.push(performance.now() - began - 500 - again * 1000);
      }
      row('an endless loop, besides its time-out', median(costs) / 1000);
    },
  );

  const whole = (sandbox: SandboxSetting) => async () => {
    const began = performance.now();
    await using(
      {},
      () => ({ settings: { sandbox } }),
      (js) => runAll(js.session, candidates(300), examples),
    );
    return (performance.now() - began) / 1000;
  };
  const [contained, bare] = await sideBySide(5, whole('required'), whole('off'));
  row('whole run of 300, sandboxed', contained / 300);
  row('whole run of 300, limits only', bare / 300);
  most('whole run, sandboxed over limits only', contained / bare, 1.3);
  return { bars, rows, versions: {} };
}
