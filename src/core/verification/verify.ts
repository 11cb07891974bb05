import { attack } from '../attack';
import { captureFunctions } from '../capture/capture';
import { captureTools } from '../capture/outline';
import { selectFunction } from '../capture/select';
import type { Syntax } from '../capture/syntax';
import { gatherEvidence } from '../evidence';
import type { Candidate, RankedCandidate } from '../model/candidate';
import { defaultLimits, type Containment } from '../model/execution';
import type { FocalFunction, SourceFile } from '../model/focalFunction';
import type { Test, Verdict } from '../model/test';
import { lineAt } from '../model/text';
import { verdictsOf } from '../model/verdicts';
import { contradictions } from '../oracle/contradictions';
import { gatherTests } from '../oracle/gatherTests';
import { probes } from '../oracle/inputs/probes';
import { reproduce } from '../oracle/reproduce';
import type { FunctionSelector, Ports } from '../ports';
import { readReply, type Program, type Reply } from '../prompt/reply';
import { rank } from '../ranking/rank';
import { outcomeOf } from '../model/outcome';
import { progressOf } from '../search/progress';

/** A replacement of one function that somebody else wrote, to be judged by running it. */
export interface VerifyRequest {
  readonly file: SourceFile;
  readonly select: FunctionSelector;
  /** The whole function, alone or in a fenced block, or a unified diff of it. */
  readonly code: string;
  /** Who wrote it, for the report. */
  readonly by: string;
  /** Named by the user (absolute paths); the project's own are looked for only when absent. */
  readonly testPaths?: readonly string[];
  readonly seed: number;
}

/** An input on which the present function and the candidate answer differently. */
export interface Difference {
  readonly call: string;
  readonly before: string;
  readonly after: string;
}

export type Verification =
  /** The code is no replacement of the function; nothing was run. */
  | { readonly kind: 'unreadable'; readonly why: Exclude<Reply['kind'], 'program' | 'unchanged'> }
  | {
      readonly kind: 'ran';
      readonly focal: FocalFunction;
      readonly runtime: string;
      readonly containment: Containment;
      readonly tests: readonly Test[];
      /** Verdicts of the present function and of the candidate by test id. */
      readonly before: ReadonlyMap<string, Verdict>;
      readonly after: ReadonlyMap<string, Verdict>;
      /** With its badge, its reason and what the monitors found. */
      readonly ranked: RankedCandidate;
      readonly differences: readonly Difference[];
      /** How many generated inputs both were run on. */
      readonly compared: number;
      readonly notes: readonly string[];
    };

/** Generated inputs on which the candidate and the present function are run against each other. */
const PROBES = 48;
const PROBE_PATIENCE = 4;
/** And how long that may take, in milliseconds. */
const COMPARE_MS = 8000;
/** A candidate gets the time of the present function's tests so many times over: nothing else waits for it. */
const PATIENCE = 2;
const SHOWN_DIFFERENCES = 5;

/**
 * Runs one given candidate against every trusted test and, on generated inputs, against the present function. Changes
 * nothing, asks no model.
 * @throws HumanError as a run does.
 */
export async function verify(
  ports: Ports,
  syntax: Syntax,
  request: VerifyRequest,
  signal: AbortSignal,
): Promise<Verification> {
  const { file } = request;
  const focal = selectFunction(await captureFunctions(syntax, file), request.select);
  const tools = await captureTools(syntax, file.languageId);
  const reply = readReply(request.code, 'stop', { focal, tools, seen: new Set() });
  if (reply.kind !== 'program' && reply.kind !== 'unchanged') return { kind: 'unreadable', why: reply.kind };
  const candidate = given(focal, reply.kind === 'program' ? reply : undefined, request.by);

  const gathered = await gatherTests(syntax, ports.workspace, focal, request.testPaths, [], signal);
  await using session = await ports.executor.open(
    {
      focal,
      workspaceRoot: ports.workspace.root,
      scripts: gathered.scripts,
      testFiles: gathered.testFiles,
      limits: defaultLimits,
    },
    signal,
  );
  const stated = [...gathered.tests, ...session.tests];
  const stale = await contradictions(syntax, session, focal, stated, signal);
  const found = stated.filter((test) => !stale.some(({ example }) => example.id === test.id));
  const { tests, verdicts: before, limitMs } = await reproduce(session, focal, found, signal);
  const job = { id: 'given', source: candidate.source, tests, testMs: PATIENCE * limitMs(tests) };
  const after = tests.length === 0 ? new Map<string, Verdict>() : verdictsOf(await session.run(job, signal), tests);
  const attacked = await attack(
    {
      source: file.text,
      session,
      probes: probes({
        focal,
        dialect: syntax.definition(file.languageId).id,
        tests,
        texts: gathered.texts,
        seed: request.seed,
        count: PROBES,
      }),
      tests,
      originalVerdicts: before,
      candidates: [{ id: candidate.id, source: candidate.source, verdicts: after }],
      testMs: PROBE_PATIENCE * (tests.length === 0 ? 250 : limitMs(tests)),
      clock: ports.clock,
      deadline: ports.clock.now() + COMPARE_MS,
    },
    signal,
  );
  const tried = {
    candidate,
    verdicts: after,
    plausible: true,
    progress: progressOf(before, after, tests),
    queued: 0,
    patience: PATIENCE,
  };
  const [ranked] = rank({
    original: file.text,
    tests: [...tests, ...attacked.probes],
    originalVerdicts: attacked.original,
    candidates: await gatherEvidence(syntax, focal, tests, [tried], attacked),
  });
  if (!ranked) throw new Error('the ranking lost its only candidate');
  const answers = attacked.probes.map((probe) => ({
    call: probe.call,
    before: outcomeOf(attacked.original.get(probe.id)),
    after: outcomeOf(attacked.verdicts.get(candidate.id)?.get(probe.id)),
  }));
  const both = answers.filter((a): a is Difference => a.before !== undefined && a.after !== undefined);
  return {
    kind: 'ran',
    focal,
    runtime: session.runtime,
    containment: session.containment,
    tests,
    before,
    after,
    ranked,
    differences: both
      .filter((a) => a.before !== a.after)
      .sort((a, b) => a.call.length - b.call.length)
      .slice(0, SHOWN_DIFFERENCES),
    compared: both.length,
    notes: session.notes,
  };
}

function given(focal: FocalFunction, program: Program | undefined, by: string): Candidate {
  const edits = program?.edits ?? [];
  return {
    id: 'given',
    origin: { kind: 'given', by },
    title: program ? `Given by ${by}` : 'The function as it is',
    edits,
    source: program?.source ?? focal.file.text,
    priority: 1,
    line: lineAt(focal.file.text, Math.min(focal.range.start, ...edits.map((e) => e.range.start))),
  };
}
