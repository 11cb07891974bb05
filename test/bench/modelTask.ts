import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { createDebugger } from '../../src/core';
import { answerQuestion } from '../../src/core/answer';
import type { ModelPlan } from '../../src/core/candidate/strategies/plan';
import type { RankedCandidate } from '../../src/core/model/candidate';
import type { SourceFile } from '../../src/core/model/focalFunction';
import type { Log, Ports } from '../../src/core/ports';
import { RunRecord } from '../../src/core/run/runRecord';
import { languages } from '../../src/languages/registry';
import { OpenAiModel } from '../../src/models/openai';
import { createNodePorts } from '../../src/node/ports';
import { openAiServer } from '../doubles/openaiServer';
import type { ModelProgram } from './data';
import { judge } from './judging/judge';
import { modelProgram, type RepairTask } from './repairSets';

/** What a real model answered: the first program, then each of LDB's debugging rounds. */
export interface ModelAttempts extends Omit<ModelProgram, 'solution'> {
  readonly attempts: readonly string[];
  /** Whether LDB ended right. */
  readonly solved: boolean;
}

/** One way to run the loop: as it is, or with one part of it taken out. */
export interface Variant {
  readonly name: string;
  readonly title: string;
  readonly templates: boolean;
  readonly mode: ModelPlan['mode'];
}

export const variants: readonly Variant[] = [
  { name: 'whole', title: 'the whole loop', templates: true, mode: 'wide' },
  { name: 'noTemplates', title: 'no templates', templates: false, mode: 'wide' },
  { name: 'noRestarts', title: 'no fresh starts', templates: true, mode: 'deep' },
  { name: 'neither', title: 'neither of the two', templates: false, mode: 'deep' },
];

export interface TaskResult {
  readonly id: string;
  readonly right: boolean;
  readonly startedRight: boolean;
  /** Without ranking: the first candidate that passed every visible test is taken. */
  readonly rightUnranked: boolean;
  /** One question is asked, and a person who knows the right output answers it. */
  readonly rightAsked: boolean;
  readonly asked: boolean;
  readonly calls: number;
  readonly ldbCalls: number;
  readonly ldbRight: boolean;
  /** Where the first-ranked candidate comes from. */
  readonly by: string;
  readonly totalMs: number;
}

const root = path.resolve(__dirname, '../..');
const quiet: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: (m, cause) => console.error(m, cause),
};

/** Runs one task: the k-th question is answered with the k-th recorded attempt, the last one again when there are no more. */
export async function runTask(row: ModelAttempts, budgetMs: number, variant: Variant): Promise<TaskResult> {
  const [first = '', ...answers] = row.attempts;
  const task = modelProgram({ ...row, solution: first });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'eider-bench-'));
  const last = answers.at(-1) ?? first;
  await using server = await openAiServer(
    (_, call) => ({ kind: 'reply', texts: [`\`\`\`python\n${answers[call] ?? last}\n\`\`\``], piece: 4000 }),
    { n: false },
  );
  try {
    const file: SourceFile = {
      path: path.join(folder, task.fileName),
      languageId: 'python',
      text: task.source,
      version: 0,
    };
    await writeFile(file.path, task.source);
    const visible = path.join(folder, 'visible', 'given.py');
    await mkdir(path.dirname(visible));
    await writeFile(visible, task.visible ?? '');
    const ports = createNodePorts({
      assets: path.join(root, 'dist'),
      workspaceRoot: folder,
      settings: () => ({ sandbox: 'preferred' }),
      log: quiet,
      model: new OpenAiModel({ baseUrl: server.baseUrl, model: 'recorded' }),
    });
    const request = {
      file,
      select: { name: task.functionName },
      testPaths: [visible],
      budgetMs,
      seed: 1,
      // LDB debugs up to ten times; recorded answers come one at a time.
      model: { mode: variant.mode, samples: 1, calls: Math.max(1, answers.length), tokens: 1_000_000 },
    };
    const self = createDebugger(ports, languages, variant.templates ? {} : { templates: [] });
    const run = new RunRecord(task.id, file, task.functionName);
    let unranked: string | undefined;
    for await (const event of self.fix(request, new AbortController().signal)) {
      run.apply(event, 0);
      if (event.kind === 'candidate') unranked ??= event.candidate.source;
    }
    const best = run.ranked.find((r) => r.plausible);
    const plausible = run.ranked.filter((r) => r.plausible).map((r) => r.candidate.source);
    const right = await rightOnes(task, ports, run, [
      task.source,
      ...(unranked === undefined ? [] : [unranked]),
      ...(run.question ? plausible : plausible.slice(0, 1)),
    ]);
    const startedRight = right.has(task.source);
    const rightAfter = (found: string | undefined): boolean => (found === undefined ? startedRight : right.has(found));
    const answered = afterOneQuestion(run, right);
    return {
      id: task.id,
      right: rightAfter(best?.candidate.source),
      startedRight,
      rightUnranked: rightAfter(unranked),
      rightAsked: rightAfter(answered?.candidate.source),
      asked: run.question !== undefined,
      calls: server.received.length,
      ldbCalls: answers.length,
      ldbRight: row.solved,
      by: best?.candidate.origin.kind ?? 'nothing',
      totalMs: run.finished?.durations['total'] ?? 0,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function rightOnes(
  task: RepairTask,
  ports: Ports,
  { focal }: RunRecord,
  sources: readonly string[],
): Promise<ReadonlySet<string>> {
  if (!focal) return new Set();
  const different = [...new Set(sources)];
  const verdicts = await judge(task, ports, focal, different);
  return new Set(different.filter((_, i) => verdicts[i]));
}

/**
 * The first-ranked candidate once the run's question has been answered by somebody who knows what is right: the output of a
 * right candidate where there is one. Where none is right, no answer helps.
 */
function afterOneQuestion(run: RunRecord, right: ReadonlySet<string>): RankedCandidate | undefined {
  const { question } = run;
  const isRight = (id: string): boolean =>
    run.ranked.some(({ candidate }) => candidate.id === id && right.has(candidate.source));
  const option = question?.options.findIndex(({ candidates }) => candidates.some(isRight)) ?? -1;
  if (question && option >= 0) {
    for (const event of answerQuestion(run, question, { kind: 'option', option }).events) run.apply(event, 0);
  }
  return run.ranked.find((r) => r.plausible);
}
