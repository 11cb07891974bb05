import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { createDebugger } from '../../../src/core';
import { defaultLimits } from '../../../src/core/model/execution';
import type { Candidate } from '../../../src/core/model/candidate';
import type { SourceFile } from '../../../src/core/model/focalFunction';
import type { Test, Verdict } from '../../../src/core/model/test';
import { isFailure } from '../../../src/core/model/verdicts';
import { probes } from '../../../src/core/oracle/inputs/probes';
import type { Ports } from '../../../src/core/ports';
import { rank } from '../../../src/core/ranking/rank';
import { eventLine, headerLine } from '../../../src/core/run/journal';
import { RunRecord } from '../../../src/core/run/runRecord';
import { languages } from '../../../src/languages/registry';
import { createNodePorts } from '../../../src/node/ports';
import { rows, type ModelProgram } from '../data';
import { judge } from '../judging/judge';
import { modelProgram, type RepairTask } from '../repairSets';

/** One function with candidates that pass its first example, templates' and models', and the judge's word on each. */
export interface Gathered {
  readonly id: string;
  /** A journal (`core/run/journal.ts`). */
  readonly journal: string;
  /** Ids of the candidates that are right. */
  readonly right: readonly string[];
}

const root = path.resolve(__dirname, '../../..');
/** Made by `--gather`, beside the build. */
export const gatheredFile = path.join(root, '.cache/bench/ranking.json');
const inputs = 48;
const gate = 1;
const mostTemplates = 20;
const models = ['starcoder', 'codellama', 'gpt-3.5-turbo-0613'] as const;
const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: (message: string, cause?: unknown) => console.error(message, cause),
};

interface Attempts extends Omit<ModelProgram, 'solution'> {
  readonly attempts: readonly string[];
}

interface Attempt {
  readonly model: string;
  readonly source: string;
}

/**
 * For every task what the recorded models answered and what fix templates make of a wrong answer: those that pass the first example,
 * with what they do on the same typed inputs.
 */
export async function gather(limit: number, budgetMs: number): Promise<void> {
  const byTask = new Map<string, { readonly row: Attempts; readonly attempts: Attempt[] }>();
  for (const model of models) {
    for (const row of rows<Attempts>(`model-attempts-humaneval-${model}-even`)) {
      const entry = byTask.get(row.task_id) ?? { row, attempts: [] };
      byTask.set(row.task_id, entry);
      for (const source of row.attempts)
        if (!entry.attempts.some((known) => known.source === source)) entry.attempts.push({ model, source });
    }
  }
  const found: Gathered[] = [];
  for (const { row, attempts } of [...byTask.values()].slice(0, limit)) {
    const one = await runTask(row, attempts, budgetMs);
    if (one) found.push(one);
    process.stderr.write(`${row.task_id}: ${one ? `${one.right.length} right` : 'nothing to choose from'}\n`);
  }
  await mkdir(path.dirname(gatheredFile), { recursive: true });
  await writeFile(gatheredFile, JSON.stringify(found));
}

/** Undefined when there is nothing to rank. */
async function runTask(row: Attempts, attempts: readonly Attempt[], budgetMs: number): Promise<Gathered | undefined> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'eider-bench-'));
  try {
    const visible = path.join(folder, 'visible', 'given.py');
    await mkdir(path.dirname(visible));
    const ports = createNodePorts({
      assets: path.join(root, 'dist'),
      workspaceRoot: folder,
      settings: () => ({ sandbox: 'preferred' }),
      log: quiet,
    });
    let last: { readonly task: RepairTask; readonly record: RunRecord } | undefined;
    // The first program that fails an example is the function to fix.
    for (const { source } of attempts) {
      const task = modelProgram({ ...row, solution: source });
      await writeFile(visible, task.visible ?? '');
      last = { task, record: await fix(task, ports, visible, budgetMs) };
      if (last.record.failing.length > 0 || last.record.finished?.outcome !== 'noFailure') break;
    }
    if (!last?.record.focal) return undefined;
    return await pool(last.task, last.record, attempts, ports);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fix(task: RepairTask, ports: Ports, visible: string, budgetMs: number): Promise<RunRecord> {
  const file: SourceFile = {
    path: path.join(ports.workspace.root, task.fileName),
    languageId: 'python',
    text: task.source,
    version: 0,
  };
  await writeFile(file.path, file.text);
  const record = new RunRecord(task.id, file, task.functionName);
  const request = { file, select: { name: task.functionName }, testPaths: [visible], budgetMs, seed: 1 };
  for await (const event of createDebugger(ports, languages).fix(request, new AbortController().signal))
    record.apply(event, 0);
  return record;
}

async function pool(
  task: RepairTask,
  record: RunRecord,
  attempts: readonly Attempt[],
  ports: Ports,
): Promise<Gathered | undefined> {
  const { focal, file } = record;
  if (!focal) return undefined;
  const signal = new AbortController().signal;
  const asked = probes({ focal, dialect: 'python', tests: record.tests, texts: [], seed: 1, count: inputs });
  await using session = await ports.executor.open(
    {
      focal,
      workspaceRoot: ports.workspace.root,
      scripts: [
        { id: 'given', path: path.join(ports.workspace.root, 'visible', 'given.py'), text: task.visible ?? '' },
      ],
      testFiles: [],
      limits: defaultLimits,
    },
    signal,
  );
  // One example is what most functions have to say about themselves; all of them leave next to nothing to choose.
  const known = [...record.tests.filter((test) => test.kind !== 'script'), ...session.tests].slice(0, gate);
  const tests: readonly Test[] = [...known, ...asked];
  const verdictsOf = async (id: string, source: string): Promise<ReadonlyMap<string, Verdict>> => {
    const result = await session.run({ id, source, tests, stopAtFirstTimeout: true }, signal);
    return result.kind === 'ran' ? result.verdicts : new Map<string, Verdict>();
  };
  const offered: readonly Candidate[] = [
    ...record.ranked
      .filter((r) => r.plausible)
      .slice(0, mostTemplates)
      .map((r) => r.candidate),
    ...attempts.map(({ model, source }, i): Candidate => ({
      id: `answer ${i}`,
      origin: { kind: 'model', model, strategy: 'recorded' },
      title: `Rewritten by ${model}`,
      edits: [{ range: { start: 0, end: file.text.length }, text: source }],
      source,
      priority: 0.5,
      line: 0,
    })),
  ];
  const passing: { candidate: Candidate; verdicts: ReadonlyMap<string, Verdict> }[] = [];
  for (const candidate of offered) {
    const verdicts = await verdictsOf(candidate.id, candidate.source);
    const fine = known.every((t) => t.trust !== 'trusted' || verdicts.get(t.id)?.kind === 'passed');
    if (fine) passing.push({ candidate, verdicts });
  }
  if (passing.length < 2) return undefined;
  const original = await verdictsOf('original', file.text);
  const verdicts = new Map(passing.map((p) => [p.candidate.id, p.verdicts]));
  const ranked = rank({
    original: file.text,
    tests,
    originalVerdicts: original,
    candidates: passing.map((p) => ({ ...p, findings: [], attack: 'not run' })),
  });
  const { runtime = '', containment = 'sandboxed' } = record;
  const failing = known.filter((t) => isFailure(original.get(t.id)));
  const journal = [
    headerLine(record, 0),
    ...(
      [
        { kind: 'captured', focal },
        { kind: 'tests', tests: known, runtime, containment },
        { kind: 'reproduced', verdicts: original, failing },
        { kind: 'attacked', probes: asked, original, verdicts },
        { kind: 'ranked', ranked },
      ] as const
    ).map((event) => eventLine(file, event, 0) ?? ''),
  ].join('');
  const judged = await judge(
    task,
    ports,
    focal,
    passing.map(({ candidate }) => candidate.source),
  );
  return { id: task.id, journal, right: passing.flatMap(({ candidate }, i) => (judged[i] ? [candidate.id] : [])) };
}
