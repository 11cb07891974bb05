import { attack } from '../../attack';
import { captureWith } from '../../capture/capture';
import { captureTools } from '../../capture/outline';
import type { Syntax } from '../../capture/syntax';
import { smallestFailing } from '../../explanation/failingInput';
import type { LineSuspicion, SessionEvent } from '../../model/events';
import type { TraceStep } from '../../model/execution';
import type { FocalFunction } from '../../model/focalFunction';
import { outcomeOf } from '../../model/outcome';
import type { ProbeTest, Test } from '../../model/test';
import { seeded } from '../../oracle/inputs/random';
import type { Reproduction } from '../../oracle/reproduce';
import type { ExecutionSession, LanguageModel, LanguageServer, Ports } from '../../ports';
import type { Sieve } from '../../monitor/identifiers/sieve';
import { dedent, factsOf, type FixFacts } from '../../prompt/facts';
import { legalMembers } from '../../prompt/members';
import { similarFixes, type PastFix } from '../../prompt/pastFixes';
import { packageVersions } from '../../prompt/versions';
import type { Tried } from '../../search/search';
import { deep } from './deep';
import { campsOf, isEasy } from './easy';
import type { Listener } from './listening';
import type { ModelPlan } from './plan';
import { tree } from './tree';
import { wide } from './wide';
import { Workbench, type BenchInput } from './workbench';

export interface Consultation {
  readonly ports: Ports;
  readonly syntax: Syntax;
  readonly model: LanguageModel;
  readonly plan: ModelPlan;
  readonly focal: FocalFunction;
  readonly session: ExecutionSession;
  readonly tests: readonly Test[];
  readonly reproduction: Reproduction;
  readonly lines: readonly LineSuspicion[];
  /** What passes every trusted test without a model. */
  readonly plausible: readonly Tried[];
  readonly probes: () => readonly ProbeTest[];
  readonly seed: number;
  /** Clock time. */
  readonly deadline: number;
  /** Refuses candidates with identifiers that do not exist, where a language server can be asked. */
  readonly sieve?: Sieve;
  /** Signatures of what the function calls, from the language server, one line each. */
  readonly known?: readonly string[];
  /** Hears the model's answers as they arrive and may cut them short. */
  readonly listener?: Listener;
  /** Knows which members things have. */
  readonly server?: LanguageServer;
  /** What was fixed in this project before. */
  readonly fixes?: readonly PastFix[];
  readonly run: BenchInput['run'];
}

const strategies = { wide, tree, deep };

/** Candidates that are run against each other to see whether the templates agree. */
const COMPARED = 12;
/** And how long that may take, in milliseconds. */
const COMPARE_MS = 1500;
/** Fewer trusted tests than this hold little against a chain of edits. */
const FEW_TESTS = 4;

/**
 * Asks the model, and only when it is needed: with nothing plausible, as the plan says; with several plausible candidates
 * that act differently, or with few tests and nothing but chains of edits that pass them, once, for an independent voice. A model that fails costs its own candidates and nothing else.
 */
export async function* consult(
  input: Consultation,
  signal: AbortSignal,
): AsyncGenerator<SessionEvent, void, undefined> {
  const { focal, syntax, model, ports, tests, deadline, seed, run } = input;
  const undecided = input.plausible.length > 0;
  if (undecided && !weak(input) && (await agreed(input, signal))) return;
  const tools = await captureTools(syntax, focal.file.languageId);
  const surroundings = used(
    focal,
    captureWith(tools, focal.file).filter((f) => f.qualifiedName !== focal.qualifiedName),
  );
  const bench = new Workbench(
    {
      model,
      plan: undecided ? { ...input.plan, calls: Math.min(1, input.plan.calls) } : input.plan,
      facts: await facts(input, surroundings, signal),
      reader: { focal, tools, seen: new Set(input.plausible.map((t) => t.candidate.source)) },
      tests: tests.filter((t) => t.trust === 'trusted'),
      clock: ports.clock,
      random: seeded(seed),
      seed,
      deadline,
      ...(input.sieve && { sieve: input.sieve }),
      ...(input.listener && { listener: input.listener }),
      run,
    },
    signal,
  );
  yield* strategies[undecided ? 'wide' : input.plan.mode](bench);
}

/** Few tests, and only chains of edits pass them: such a chain is found for many a wrong function, too. */
function weak({ plausible, tests }: Consultation): boolean {
  const trusted = tests.filter((t) => t.trust === 'trusted');
  const chain = ({ origin }: Tried['candidate']) => origin.kind === 'template' && origin.order > 1;
  return trusted.length < FEW_TESTS && plausible.every((t) => chain(t.candidate));
}

/** Whether the plausible candidates act alike where it matters: in one camp lies most of the belief. */
async function agreed(input: Consultation, signal: AbortSignal): Promise<boolean> {
  const compared = [...input.plausible].sort((a, b) => b.candidate.priority - a.candidate.priority).slice(0, COMPARED);
  const probes = input.probes();
  if (compared.length < 2 || probes.length === 0) return true;
  const { verdicts } = await attack(
    {
      source: input.focal.file.text,
      session: input.session,
      probes,
      tests: input.tests,
      originalVerdicts: input.reproduction.verdicts,
      candidates: compared.map(({ candidate, verdicts: own }) => ({
        id: candidate.id,
        source: candidate.source,
        verdicts: own,
      })),
      testMs: input.reproduction.limitMs(input.tests),
      clock: input.ports.clock,
      deadline: Math.min(input.deadline, input.ports.clock.now() + COMPARE_MS),
    },
    signal,
  );
  const answers = compared.map(({ candidate }) => ({
    mass: candidate.priority,
    outcomes: probes.map((p) => outcomeOf(verdicts.get(candidate.id)?.get(p.id))),
  }));
  return isEasy(campsOf(answers));
}

async function facts(input: Consultation, surroundings: string | undefined, signal: AbortSignal): Promise<FixFacts> {
  const { focal, syntax, session, reproduction, lines } = input;
  const tests = input.tests.filter((t) => t.trust === 'trusted');
  const { path } = focal.file;
  const code = dedent(focal.file.text, focal.range.start, focal.range.end);
  const [trace, versions, members] = await Promise.all([
    smallestTrace(input, signal),
    packageVersions(focal, { session, workspace: input.ports.workspace }, signal),
    input.server ? legalMembers({ syntax, server: input.server }, focal, signal) : [],
  ]);
  return factsOf({
    focal,
    language: syntax.definition(focal.file.languageId).title,
    runtime: session.runtime,
    tests,
    verdicts: reproduction.verdicts,
    lines,
    trace,
    versions,
    members: [...members, ...(input.known ?? [])],
    fixes: similarFixes(input.fixes ?? [], { path, name: focal.qualifiedName, code }),
    ...(surroundings !== undefined && { surroundings }),
  });
}

/** The run on the smallest failing test, step by step. */
async function smallestTrace(
  { focal, session, reproduction }: Consultation,
  signal: AbortSignal,
): Promise<readonly TraceStep[]> {
  const test = smallestFailing(reproduction.failing, reproduction.verdicts);
  if (!test) return [];
  const job = { id: 'trace for the model', source: focal.file.text, tests: [test], trace: true };
  const result = await session.run({ ...job, testMs: 4 * reproduction.limitMs([test]) }, signal);
  return result.kind === 'ran' ? (result.traces?.get(test.id) ?? []) : [];
}

/** Functions of the file that this one names, nearest first, not more than a prompt can bear. */
function used(focal: FocalFunction, others: readonly FocalFunction[]): string | undefined {
  const code = focal.file.text.slice(focal.range.start, focal.range.end);
  const named = others.filter(
    (f) =>
      (f.range.end <= focal.range.start || f.range.start >= focal.range.end) &&
      new RegExp(`(?<![\\w$])${f.name.replace(/\$/g, '\\$')}(?![\\w$])`).test(code),
  );
  const texts = named.slice(0, 6).map((f) => f.file.text.slice(f.range.start, f.range.end));
  return texts.length === 0 ? undefined : texts.join('\n\n');
}
