import { captureFunctions } from './capture/capture';
import { selectFunction } from './capture/select';
import type { Syntax } from './capture/syntax';
import { buildContext } from './candidate/context';
import { consult } from './candidate/strategies/consult';
import { defaultPlan } from './candidate/strategies/plan';
import { generate, recombine } from './candidate/generate';
import type { FixTemplate } from './candidate/template';
import { templates } from './candidate/templates/registry';
import { HumanError } from './errors';
import { gatherEvidence } from './evidence';
import { examine } from './examine';
import { explainFailure } from './explainFailure';
import { Interim } from './interim';
import { localise } from './localization/localise';
import type { Candidate, RankedCandidate } from './model/candidate';
import type { Advice, LineSuspicion, Outcome, SessionEvent, Stage } from './model/events';
import { defaultLimits } from './model/execution';
import type { FocalFunction } from './model/focalFunction';
import type { ProbeTest, Test } from './model/test';
import type { Sieve } from './monitor/identifiers/sieve';
import { contractTests } from './oracle/contract/contractTests';
import { contradictions } from './oracle/contradictions';
import { mustLoad } from './oracle/brokenElsewhere';
import { gatherTests, type Gathered } from './oracle/gatherTests';
import { observedSteps } from './oracle/observedSteps';
import { passedTypes } from './oracle/inputs/passedTypes';
import { probes } from './oracle/inputs/probes';
import { reproduce, type Reproduction } from './oracle/reproduce';
import type { ExecutionSession, Ports } from './ports';
import { chooseQuestion } from './ranking/question';
import { rank } from './ranking/rank';
import { search, type Tried } from './search/search';
import type { FixRequest } from './selfDebugger';
import { ServerHelp } from './serverHelp';
import { Stopwatch } from './stopwatch';
import { advise, adviseTests, outcomeMessage, type Effort } from './summary';

/** Share of the budget that stays for the attack, the ranking and the explanation. */
const SEARCH_SHARE = 0.85;
/** Share the templates get when there is a model to ask as well. */
const WITH_MODEL_SHARE = 0.35;
/** How long a search that has tried everything else waits for the language server's code actions. */
const ACTIONS_MS = 1500;
/** Once something plausible is known, the search looks on for a better one: as long again, within these bounds. */
const SETTLE_MS = { least: 400, most: 6000 };
/** Plausible candidates that are attacked, ranked and shown. */
const KEPT = 60;
/** Inputs on which they and the original are run against each other. */
const PROBES = 64;
/** Time for the attack: at least so long, or a share of what the run has taken so far, but never more than a share of what is left. */
const ATTACK = { leastMs: 600, ofElapsed: 0.25, share: 0.6 };

/** What the searches of one run have found. */
interface Pool {
  readonly plausible: Tried[];
  best: Tried | undefined;
  readonly interim: Interim;
}

/** The loop of the product, in order: capture, reproduce, localise, propose, execute, attack, rank, explain. */
export class Session {
  readonly #ports: Ports;
  readonly #syntax: Syntax;
  readonly #request: FixRequest;
  readonly #signal: AbortSignal;
  readonly #templates: readonly FixTemplate[];
  readonly #watch: Stopwatch;
  #tried = 0;
  #modelCalls = 0;
  #outOfTime = false;

  constructor(
    ports: Ports,
    syntax: Syntax,
    request: FixRequest,
    signal: AbortSignal,
    some: readonly FixTemplate[] = templates,
  ) {
    this.#ports = ports;
    this.#syntax = syntax;
    this.#request = request;
    this.#signal = signal;
    this.#templates = some;
    this.#watch = new Stopwatch(ports.clock);
  }

  async *run(): AsyncGenerator<SessionEvent, void, undefined> {
    try {
      for await (const event of this.#loop()) {
        if (event.kind === 'modelCall') this.#modelCalls = event.call;
        yield event;
      }
    } catch (error) {
      if (this.#signal.aborted) yield this.#finished('cancelled', 'Cancelled. Nothing was changed.');
      else if (error instanceof HumanError) yield this.#finished('error', `${error.message} ${error.next}`);
      else throw error;
    }
  }

  async *#loop(): AsyncGenerator<SessionEvent, void, undefined> {
    const { file, select, testPaths } = this.#request;
    yield this.#stage('capture');
    const focal = selectFunction(await captureFunctions(this.#syntax, file), select);
    yield { kind: 'captured', focal };

    yield this.#stage('reproduce');
    const gathered = await gatherTests(
      this.#syntax,
      this.#ports.workspace,
      focal,
      testPaths,
      this.#request.tests ?? [],
      this.#signal,
    );
    const { server, clock, log } = this.#ports;
    const sayable = gathered.tests.length + gathered.scripts.length + gathered.testFiles.length > 0;
    using help =
      server && sayable ? new ServerHelp({ server, clock, log }, this.#syntax, focal, this.#signal) : undefined;
    await using session = await this.#ports.executor.open(
      {
        focal,
        workspaceRoot: this.#ports.workspace.root,
        scripts: gathered.scripts,
        testFiles: gathered.testFiles,
        limits: defaultLimits,
      },
      this.#signal,
    );
    const stated = [...gathered.tests, ...session.tests];
    const stale = await contradictions(this.#syntax, session, focal, stated, this.#signal);
    const kept = stated.filter((test) => !stale.some(({ example }) => example.id === test.id));
    const { seed } = this.#request;
    const known = { tests: kept, texts: gathered.texts };
    const found = [...kept, ...(await contractTests(this.#syntax, session, focal, known, seed, this.#signal))];
    const { runtime, containment } = session;
    yield { kind: 'tests', tests: found, runtime, containment };
    for (const message of session.notes) yield { kind: 'note', message };
    for (const { example, assertion } of stale) {
      const message = `The docstring promises ${example.title}, the assertion ${assertion.title} asks for something else. The assertion counts.`;
      yield { kind: 'note', message };
    }
    const reproduction = await reproduce(session, focal, found, this.#signal);
    const tests = reproduction.tests;
    if (tests.length < found.length) yield { kind: 'tests', tests, runtime, containment };
    if (!tests.some((t) => t.trust === 'trusted')) {
      yield this.#finished('noTests', outcomeMessage('noTests', focal), adviseTests(focal));
      return;
    }
    yield { kind: 'reproduced', verdicts: reproduction.verdicts, failing: reproduction.failing };
    await mustLoad(this.#syntax, focal, tests, reproduction.verdicts);
    if (reproduction.failing.length === 0) {
      const message = outcomeMessage('noFailure', focal, { passed: passes(reproduction), total: tests.length });
      yield this.#finished('noFailure', message);
      return;
    }
    yield* this.#repair(focal, session, gathered, tests, reproduction, help);
  }

  async *#repair(
    focal: FocalFunction,
    session: ExecutionSession,
    gathered: Gathered,
    tests: readonly Test[],
    reproduction: Reproduction,
    help: ServerHelp | undefined,
  ): AsyncGenerator<SessionEvent, void, undefined> {
    const { clock, log } = this.#ports;
    const language = this.#syntax.definition(focal.file.languageId);
    const parser = await this.#syntax.parser(focal.file.languageId);
    yield this.#stage('localise');
    const lines = localise(focal, tests, reproduction);
    yield { kind: 'localized', lines };
    const traces = await observedSteps(session, focal, reproduction, this.#signal);

    yield this.#stage('propose');
    const tree = await this.#syntax.parse(focal.file.languageId, focal.file.text);
    try {
      const suspicion = new Map(lines.map(({ line, score }) => [line, score]));
      const passed = passedTypes(focal, tests, gathered.texts, language.id);
      const known = help && { members: help.context.members };
      const context = buildContext({ focal, language, tree, suspicion, traces, passed, ...known });
      yield this.#stage('execute');
      const failed = (template: string, error: unknown): void => log.error(`The template ${template} failed`, error);
      const interim = new Interim(this.#syntax, focal, tests, reproduction, clock);
      const pool: Pool = { plausible: [], best: undefined, interim };
      const { model } = this.#ports;
      const started = clock.now();
      const left = this.#request.budgetMs - this.#watch.elapsed;
      const plan = {
        session,
        clock,
        tests: tests.filter((t) => t.trust === 'trusted'),
        baseline: reproduction.verdicts,
        expand: (parent: Candidate) => recombine(parent, context, parser, new Set(), this.#templates, failed),
        testMs: reproduction.limitMs,
        settleMs: (elapsed: number) => Math.min(SETTLE_MS.most, Math.max(SETTLE_MS.least, elapsed)),
      };
      const candidates = generate(context, parser, this.#templates, failed);
      const deadline = started + (model ? WITH_MODEL_SHARE : SEARCH_SHARE) * left;
      const arriving = help && { arriving: { candidates: help.actions, waitMs: ACTIONS_MS } };
      yield* this.#collect(search({ ...plan, candidates, deadline, ...arriving }, this.#signal), pool);
      help?.[Symbol.dispose]();
      if (model) {
        const end = started + SEARCH_SHARE * left;
        yield* consult(
          {
            ports: this.#ports,
            syntax: this.#syntax,
            model,
            plan: this.#request.model ?? defaultPlan,
            focal,
            session,
            tests,
            reproduction,
            lines,
            plausible: pool.plausible,
            probes: () => this.#probes(focal, gathered, tests),
            seed: this.#request.seed,
            deadline: end,
            ...(help && { sieve: help.sieve, server: help.server, listener: help.listener, known: help.context.lines }),
            ...(this.#request.pastFixes && { fixes: this.#request.pastFixes }),
            run: (some) => {
              const slice = Math.min(end, clock.now() + Math.max(2000, 0.25 * (end - clock.now())));
              return this.#collect(search({ ...plan, candidates: some, deadline: slice }, this.#signal), pool);
            },
          },
          this.#signal,
        );
      }
      const { plausible, best } = pool;
      this.#signal.throwIfAborted();
      this.#outOfTime = clock.now() >= started + SEARCH_SHARE * left;
      const kept = plausible.sort((a, b) => b.candidate.priority - a.candidate.priority).slice(0, KEPT);
      if (kept.length === 0 && best && best.progress.fixed > 0) kept.push(best);
      yield* this.#review(focal, session, gathered, tests, reproduction, kept, lines, help?.sieve);
    } finally {
      tree.delete();
    }
  }

  /** Tells the world of each candidate tried and keeps what passes. */
  async *#collect(found: AsyncIterable<Tried>, pool: Pool): AsyncGenerator<SessionEvent, readonly Tried[], undefined> {
    const all: Tried[] = [];
    for await (const tried of found) {
      all.push(tried);
      this.#tried++;
      const { best } = pool;
      if (tried.plausible) {
        this.#watch.mark('firstPlausible');
        pool.plausible.push(tried);
        yield { kind: 'candidate', candidate: tried.candidate };
        yield { kind: 'verdicts', candidate: tried.candidate.id, verdicts: tried.verdicts };
        const ranking = await pool.interim.ranking(pool.plausible);
        if (ranking) yield ranking;
      } else if (!best || tried.progress.fixed - tried.progress.broken > best.progress.fixed - best.progress.broken) {
        pool.best = tried;
      }
      yield {
        kind: 'progress',
        tried: this.#tried,
        queued: tried.queued,
        plausible: pool.plausible.length,
        elapsedMs: this.#watch.elapsed,
      };
    }
    return all;
  }

  #probes(focal: FocalFunction, gathered: Gathered, tests: readonly Test[]): readonly ProbeTest[] {
    return probes({
      focal,
      dialect: this.#syntax.definition(focal.file.languageId).id,
      tests,
      texts: gathered.texts,
      seed: this.#request.seed,
      count: PROBES,
    });
  }

  async *#review(
    focal: FocalFunction,
    session: ExecutionSession,
    gathered: Gathered,
    tests: readonly Test[],
    reproduction: Reproduction,
    kept: readonly Tried[],
    lines: readonly LineSuspicion[],
    sieve: Sieve | undefined,
  ): AsyncGenerator<SessionEvent, void, undefined> {
    const failing = reproduction.failing;
    if (kept.length === 0) {
      yield { kind: 'ranked', ranked: [] };
      yield this.#stage('explain');
      const explained = await explainFailure({ focal, session, reproduction, lines }, this.#signal);
      if (explained) yield explained;
      yield this.#finished('notFixed', outcomeMessage('notFixed', focal), advise(focal, this.#effort(failing)));
      return;
    }
    yield this.#stage('attack');
    // The language server is asked meanwhile.
    const looking = sieve?.findings(kept, this.#signal);
    looking?.catch(() => undefined);
    const { clock } = this.#ports;
    const { tests: judged, attacked } = await examine(
      {
        syntax: this.#syntax,
        focal,
        session,
        tests,
        texts: gathered.texts,
        probes: this.#probes(focal, gathered, tests),
        reproduction,
        kept,
        seed: this.#request.seed,
        clock,
        deadline: clock.now() + this.#attackMs(),
      },
      this.#signal,
    );
    const { runtime, containment } = session;
    if (judged.length > tests.length) yield { kind: 'tests', tests: judged, runtime, containment };
    yield {
      kind: 'attacked',
      probes: attacked.probes,
      original: attacked.original,
      verdicts: attacked.verdicts,
    };
    yield this.#stage('rank');
    const seen = await looking;
    const ranked = rank({
      original: focal.file.text,
      tests: [...judged, ...attacked.probes],
      originalVerdicts: attacked.original,
      candidates: await gatherEvidence(this.#syntax, focal, tests, kept, attacked, seen),
    });
    yield { kind: 'ranked', ranked };
    const question = chooseQuestion(ranked, attacked.verdicts, attacked.probes);
    if (question) yield { kind: 'question', question };
    const best = ranked[0];
    yield this.#stage('explain');
    const explained = await explainFailure(
      { focal, session, reproduction, lines, ...(best && { best }) },
      this.#signal,
    );
    if (explained) yield explained;
    const plausible = ranked.filter((r) => r.plausible).length;
    if (plausible > 0)
      yield this.#finished('fixed', outcomeMessage('fixed', focal, { passed: plausible, total: failing.length }));
    else
      yield this.#finished('notFixed', outcomeMessage('notFixed', focal), advise(focal, this.#effort(failing, best)));
  }

  #effort(failing: readonly Test[], best?: RankedCandidate): Effort {
    return {
      tried: this.#tried,
      modelCalls: this.#modelCalls,
      outOfTime: this.#outOfTime,
      failing,
      ...(best && { best }),
    };
  }

  /** What came quickly is attacked quickly: nobody waits longer for the proof than for the fix. */
  #attackMs(): number {
    const { elapsed } = this.#watch;
    const left = this.#request.budgetMs - elapsed;
    return Math.max(0, Math.min(ATTACK.share * left, Math.max(ATTACK.leastMs, ATTACK.ofElapsed * elapsed)));
  }

  #stage(stage: Stage): SessionEvent {
    this.#watch.enter(stage);
    return { kind: 'stage', stage };
  }

  #finished(outcome: Outcome, message: string, advice?: Advice): SessionEvent {
    return {
      kind: 'finished',
      outcome,
      message,
      durations: this.#watch.durations(),
      modelCalls: this.#modelCalls,
      tried: this.#tried,
      ...(advice && { advice }),
    };
  }
}

function passes(reproduction: Reproduction): number {
  return [...reproduction.verdicts.values()].filter((v) => v.kind === 'passed').length;
}
