import { writeFileSync } from 'node:fs';
import type { Test } from '../../../src/core/model/test';
import { capture } from '../../../src/node/process/capture';
import type { SandboxSetting } from '../../../src/node/sandbox/sandbox';
import { example, Folder, openPython } from '../../integration/executorSupport';
import type { Bar, Row } from '../results';
import { residentBelow, runAll, sideBySide, verdictLine, type ExecutionBench } from './measure';

const source = `"""Statistics over lists of numbers."""
import math
import re
from collections import Counter


def middle(values):
    """The median; None when there are no values."""
    if not values:
        return None
    ordered = sorted(values)
    half = len(ordered) // 2
    if len(ordered) % 2 == 1:
        return ordered[half]
    return (ordered[half - 1] + ordered[half]) / 2


def words(text):
    return Counter(re.findall(r"[a-z]+", text.lower()))


def spread(values):
    mean = sum(values) / len(values)
    return math.sqrt(sum((value - mean) ** 2 for value in values) / len(values))
`;

const cases: readonly (readonly [string, string])[] = [
  ['[3, 1, 2]', '2'],
  ['[1]', '1'],
  ['[1, 2]', '1.5'],
  ['[4, 1, 3, 2]', '2.5'],
  ['[]', 'None'],
  ['[5, 5, 5]', '5'],
  ['[-1, -5, -3]', '-3'],
  ['[10, 2, 38, 23, 38, 23, 21]', '23'],
  ['list(range(101))', '50'],
  ['list(range(100))', '49.5'],
  ['[0.5, 0.25]', '0.375'],
  ['[2, 2, 1, 1]', '1.5'],
];

/** One-token changes, as a search would try them: some right, some wrong, one that does not load. */
const changes: readonly (readonly [string, string])[] = [
  ['// 2', '// 3'],
  ['% 2 == 1', '% 2 == 0'],
  ['half - 1', 'half + 1'],
  ['half - 1', 'half'],
  ['not values', 'values'],
  ['sorted(values)', 'list(values)'],
  ['sorted(values)', 'sorted(values, reverse=True)'],
  ['/ 2\n', '// 2\n'],
  ['ordered[half]\n', 'ordered[half - 1]\n'],
  ['None\n', '0\n'],
  ['return (', 'return ['],
  ['+ ordered', '- ordered'],
];

/** `count` different programs. */
function candidates(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => {
    const [from, to] = changes[i % changes.length] ?? ['', ''];
    return `${i % 5 === 0 ? source : source.replace(from, to)}\n# ${i}\n`;
  });
}

const examples: readonly Test[] = cases.map(([input, expected]) => example(`middle(${input})`, expected));
const pytestFile = `from stats import middle\n${cases
  .map(([input, expected], i) => `\n\ndef test_${i}():\n    assert middle(${input}) == ${expected}\n`)
  .join('')}`;

const floorProgram = `import os, sys, json, time
sources, calls = json.load(sys.stdin if len(sys.argv) < 2 else open(sys.argv[1]))
codes = [(compile(call, "<call>", "eval"), compile(value, "<value>", "eval")) for call, value in calls]
began = time.perf_counter()
for source in sources:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        out = []
        try:
            scope = {}
            exec(compile(source, "stats.py", "exec"), scope)
            for call, value in codes:
                try:
                    out.append("P" if eval(call, scope) == eval(value, scope) else "-")
                except Exception:
                    out.append("-")
        except SyntaxError:
            out = ["-"] * len(codes)
        os.write(writing, "".join(out).encode())
        os._exit(0)
    os.close(writing)
    os.read(reading, 1 << 16)
    os.waitpid(pid, 0)
    os.close(reading)
print(time.perf_counter() - began)
`;

export const pythonExecution: ExecutionBench = { language: 'python', measure };

async function measure() {
  const folder = new Folder({ 'test_stats.py': pytestFile });
  try {
    return await measureIn(folder);
  } finally {
    folder.remove();
  }
}

async function measureIn(folder: Folder) {
  const rows: Row[] = [];
  const bars: Bar[] = [];
  const testFile = { path: folder.path('test_stats.py'), framework: 'pytest' } as const;
  const open = (sandbox: SandboxSetting, files: readonly (typeof testFile)[] = []) =>
    openPython(folder, 'stats.py', source, { name: 'middle', settings: { sandbox, workers: 1 }, testFiles: files });
  const python = await open('preferred');
  const runtime = python.session.runtime;
  await runAll(python.session, candidates(5), examples);

  // The peer: a process of pytest for each candidate, the same tests, one at a time as the one worker does.
  const peerSources = candidates(12);
  const peerLines: string[] = [];
  const peer = async () => {
    const began = performance.now();
    for (const candidate of peerSources) peerLines.push(await pytestProcess(candidate));
    return (performance.now() - began) / 1000 / peerSources.length;
  };
  const many = candidates(240);
  const engine = async () => (await runAll(python.session, many, examples)).seconds / many.length;
  const [enginePer, peerPer] = await sideBySide(3, engine, peer);
  const engineLines = (await runAll(python.session, peerSources, examples)).results.map((r) =>
    verdictLine(r, examples),
  );
  const different = engineLines.filter((line, i) => line !== peerLines[i]).length;
  const rate = (per: number) => Math.round(cases.length / per);
  rows.push({
    what: 'engine, examples',
    msPerCandidate: enginePer * 1000,
    candidatesTimesTestsPerSecond: rate(enginePer),
  });
  rows.push({
    what: 'pytest, a process each',
    msPerCandidate: peerPer * 1000,
    candidatesTimesTestsPerSecond: rate(peerPer),
  });
  bars.push(
    { name: 'throughput over a pytest process each', value: peerPer / enginePer, unit: 'x', bar: 100, is: 'at least' },
    {
      name: 'candidates judged otherwise than by pytest',
      value: different,
      unit: `of ${peerSources.length}`,
      bar: 0,
      is: 'at most',
    },
  );

  // The same test file, run by pytest itself inside the engine. No bar: cheap tests go first.
  const project = await open('preferred', [testFile]);
  const projectTests = project.session.tests;
  await runAll(project.session, peerSources.slice(0, 1), projectTests);
  const warm = await runAll(project.session, peerSources, projectTests);
  const warmPer = warm.seconds / peerSources.length;
  const warmDifferent = warm.results.filter((r, i) => verdictLine(r, projectTests) !== peerLines[i]).length;
  rows.push({
    what: 'engine, pytest itself',
    msPerCandidate: warmPer * 1000,
    candidatesTimesTestsPerSecond: rate(warmPer),
  });
  bars.push({
    name: 'pytest inside, judged otherwise than outside',
    value: warmDifferent,
    unit: `of ${peerSources.length}`,
    bar: 0,
    is: 'at most',
  });
  await project.session[Symbol.asyncDispose]();

  // The floor: fork, compile, call, and nothing else.
  const [engineAgain, floorPer] = await sideBySide(5, engine, () => floor(folder, many));
  rows.push({
    what: 'bare fork and call',
    msPerCandidate: floorPer * 1000,
    candidatesTimesTestsPerSecond: rate(floorPer),
  });
  bars.push({
    name: 'overhead over bare fork and call',
    value: engineAgain / floorPer,
    unit: 'x',
    bar: 3,
    is: 'at most',
  });

  // Growth
  const before = residentBelow();
  const [ten, one] = await sideBySide(
    3,
    async () => (await runAll(python.session, candidates(1000), examples)).seconds,
    async () => (await runAll(python.session, candidates(100), examples)).seconds,
  );
  const after = residentBelow();
  rows.push({ what: 'ten times the candidates', msPerCandidate: ten, candidatesTimesTestsPerSecond: rate(ten / 1000) });
  bars.push(
    { name: 'time of ten times the candidates', value: ten / one, unit: 'x', bar: 11, is: 'at most' },
    { name: 'memory after 3,000 more candidates', value: after / before, unit: 'x', bar: 1.1, is: 'at most' },
  );
  await python.session[Symbol.asyncDispose]();

  // Containment, from open to close
  const whole = (sandbox: SandboxSetting) => async () => {
    const began = performance.now();
    const session = await open(sandbox);
    await runAll(session.session, many, examples);
    await session.session[Symbol.asyncDispose]();
    return (performance.now() - began) / 1000;
  };
  const [contained, bare] = await sideBySide(5, whole('required'), whole('off'));
  rows.push({
    what: `whole run of ${many.length}, sandboxed`,
    msPerCandidate: (contained * 1000) / many.length,
    candidatesTimesTestsPerSecond: rate(contained / many.length),
  });
  rows.push({
    what: `whole run of ${many.length}, limits only`,
    msPerCandidate: (bare * 1000) / many.length,
    candidatesTimesTestsPerSecond: rate(bare / many.length),
  });
  bars.push({
    name: 'whole run, sandboxed over limits only',
    value: contained / bare,
    unit: 'x',
    bar: 1.3,
    is: 'at most',
  });
  return { bars, rows, versions: { python: runtime } };
}

/** Verdicts of one pytest process over the candidate, a letter a test. */
async function pytestProcess(candidate: string): Promise<string> {
  const folder = new Folder({ 'stats.py': candidate, 'test_stats.py': pytestFile });
  try {
    const result = await capture(
      {
        command: 'python3',
        args: ['-m', 'pytest', '-q', '--tb=no', '-rA', '-p', 'no:cacheprovider', 'test_stats.py'],
        cwd: folder.root,
        env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', PYTHONDONTWRITEBYTECODE: '1' },
      },
      { timeoutMs: 120_000, signal: new AbortController().signal },
    );
    return cases.map((_, i) => (new RegExp(`^PASSED .*::test_${i}$`, 'm').test(result.stdout) ? 'P' : '-')).join('');
  } finally {
    folder.remove();
  }
}

/** Seconds a candidate. */
async function floor(folder: Folder, sources: readonly string[]): Promise<number> {
  const input = folder.path('floor.json');
  writeFileSync(input, JSON.stringify([sources, cases.map(([value, expected]) => [`middle(${value})`, expected])]));
  const result = await capture(
    {
      command: 'python3',
      args: ['-c', floorProgram, input],
      cwd: folder.root,
      env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' },
    },
    { timeoutMs: 120_000, signal: new AbortController().signal },
  );
  const seconds = Number(result.stdout);
  if (!(seconds > 0)) throw new Error(`the floor did not run: ${result.stderr}`);
  return seconds / sources.length;
}
