import { Account } from './account';
import { adviseFailure, adviseTests } from './advice';
import { captureFunctions } from './capture/capture';
import { selectFunction } from './capture/select';
import type { Syntax } from './capture/syntax';
import { callerDonors, type CallerDonors } from './candidate/callerDonors';
import { buildContext } from './candidate/context';
import { consult } from './candidate/strategies/consult';
import { defaultPlan } from './candidate/strategies/plan';
import { generate, recombine } from './candidate/generate';
import type { FixTemplate } from './candidate/template';
import { templates } from './candidate/templates/registry';
import { HumanError } from './errors';
import { probesOf, type Failure } from './failure';
import { Interim } from './interim';
import { localise } from './localization/localise';
import type { Candidate } from './model/candidate';
import type { SessionEvent } from './model/events';
import { defaultLimits, type TestFile } from './model/execution';
import type { FocalFunction } from './model/focalFunction';
import { contractTests } from './oracle/contract/contractTests';
import { callerFiles } from './oracle/callerFiles';
import { contradictions } from './oracle/contradictions';
import { mustLoad } from './oracle/brokenElsewhere';
import { gatherTests } from './oracle/gatherTests';
import { observedSteps } from './oracle/observedSteps';
import { passedTypes } from './oracle/inputs/passedTypes';
import { reproduce, type Reproduction } from './oracle/reproduce';
import { unreachedLines } from './unreachedLines';
import { Pool } from './pool';
import type { Ports } from './ports';
import { review } from './review';
import { search } from './search/search';
import type { FixRequest } from './selfDebugger';
import { ServerHelp } from './serverHelp';
import { outcomeMessage } from './summary';

/** Share of the budget that stays for the attack, the ranking and the explanation. */
const SEARCH_SHARE = 0.85;
/** Share the templates get when there is a model to ask as well. */
const WITH_MODEL_SHARE = 0.35;
/** Files besides tests that are looked through for calls of the function, the nearest first. */
const CALLERS = 20;
/** How long a search that has tried everything else waits for the language server's code actions. */
const ACTIONS_MS = 1500;
/** Once something plausible is known, the search looks on for a better one: as long again, within these bounds. */
const SETTLE_MS = { least: 400, most: 6000 };

/** The loop of the product, in order: capture, reproduce, localise, propose, execute, attack, rank, explain. */
export class Session {
  readonly #ports: Ports;
  readonly #syntax: Syntax;
  readonly #request: FixRequest;
  readonly #signal: AbortSignal;
  readonly #templates: readonly FixTemplate[];
  readonly #account: Account;

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
    this.#account = new Account(ports.clock);
  }

  async *run(): AsyncGenerator<SessionEvent, void, undefined> {
    try {
      for await (const event of this.#loop()) {
        if (event.kind === 'modelCall') this.#account.modelCalls = event.call;
        yield event;
      }
    } catch (error) {
      if (this.#signal.aborted) yield this.#account.finished('cancelled', 'Cancelled. Nothing was changed.');
      else if (error instanceof HumanError) yield this.#account.finished('error', `${error.message} ${error.next}`);
      else throw error;
    }
  }

  async *#loop(): AsyncGenerator<SessionEvent, void, undefined> {
    const { file, select, testPaths } = this.#request;
    yield this.#account.stage('capture');
    const focal = selectFunction(await captureFunctions(this.#syntax, file), select);
    yield { kind: 'captured', focal };

    yield this.#account.stage('reproduce');
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
    // Read while the runtime gets ready.
    const calling = this.#callers(focal, gathered.testFiles);
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
      yield this.#account.finished('noTests', outcomeMessage('noTests', focal), adviseTests(focal));
      return;
    }
    yield { kind: 'reproduced', verdicts: reproduction.verdicts, failing: reproduction.failing };
    await mustLoad(this.#syntax, focal, reproduction, runtime);
    if (reproduction.failing.length === 0) {
      const counts = { passed: passes(reproduction), total: tests.length };
      const unreached = await unreachedLines(this.#syntax, focal, reproduction.coverage);
      const message = outcomeMessage('noFailure', focal, counts);
      yield this.#account.finished('noFailure', message, adviseFailure(focal, counts.total, unreached));
      return;
    }
    yield this.#account.stage('localise');
    const lines = localise(focal, tests, reproduction);
    yield { kind: 'localized', lines };
    const callers = await calling;
    yield* this.#repair({ focal, session, tests, reproduction, texts: gathered.texts, lines, seed }, callers, help);
  }

  /** What the nearest files say around their calls of the function. Never rejects: a run does not depend on it. */
  async #callers(focal: FocalFunction, testFiles: readonly TestFile[]): Promise<CallerDonors | undefined> {
    try {
      const files = await callerFiles(this.#syntax, this.#ports.workspace, focal, CALLERS, this.#signal);
      const tests = new Set(testFiles.map(({ path }) => path));
      return await callerDonors(
        this.#syntax,
        focal,
        files.filter(({ path }) => !tests.has(path)),
      );
    } catch (error) {
      if (!this.#signal.aborted) this.#ports.log.error('The callers could not be read', error);
      return undefined;
    }
  }

  async *#repair(
    failure: Failure,
    callers: CallerDonors | undefined,
    help: ServerHelp | undefined,
  ): AsyncGenerator<SessionEvent, void, undefined> {
    const { focal, session, tests, reproduction, texts, lines } = failure;
    const { clock, log } = this.#ports;
    const language = this.#syntax.definition(focal.file.languageId);
    const parser = await this.#syntax.parser(focal.file.languageId);
    const traces = await observedSteps(session, focal, reproduction, this.#signal);

    yield this.#account.stage('propose');
    const tree = await this.#syntax.parse(focal.file.languageId, focal.file.text);
    try {
      const suspicion = new Map(lines.map(({ line, score }) => [line, score]));
      const errors = reproduction.failing.flatMap(({ id }) => {
        const verdict = reproduction.verdicts.get(id);
        return verdict?.kind === 'errored' ? [{ type: verdict.errorType, message: verdict.message }] : [];
      });
      const passed = passedTypes(focal, tests, texts, language.id);
      const known = help && { members: help.context.members };
      const context = buildContext({
        focal,
        language,
        tree,
        suspicion,
        traces,
        passed,
        errors,
        ...(callers && { callers }),
        ...known,
      });
      yield this.#account.stage('execute');
      const failed = (template: string, error: unknown): void => log.error(`The template ${template} failed`, error);
      const pool = new Pool(
        this.#account,
        new Interim(this.#syntax, focal, tests, reproduction, clock),
        tests,
        reproduction.failing,
      );
      const { model } = this.#ports;
      const started = clock.now();
      const left = this.#request.budgetMs - this.#account.watch.elapsed;
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
      yield* pool.collect(search({ ...plan, candidates, deadline, ...arriving }, this.#signal));
      help?.[Symbol.dispose]();
      if (model) {
        const end = started + SEARCH_SHARE * left;
        yield* consult(
          {
            ...failure,
            ports: this.#ports,
            syntax: this.#syntax,
            model,
            plan: this.#request.model ?? defaultPlan,
            plausible: pool.plausible,
            probes: () => probesOf(this.#syntax, failure),
            deadline: end,
            ...(help && { sieve: help.sieve, server: help.server, listener: help.listener, known: help.context.lines }),
            ...(this.#request.pastFixes && { fixes: this.#request.pastFixes }),
            run: (some) => {
              const slice = Math.min(end, clock.now() + Math.max(2000, 0.25 * (end - clock.now())));
              return pool.collect(search({ ...plan, candidates: some, deadline: slice }, this.#signal));
            },
          },
          this.#signal,
        );
      }
      this.#signal.throwIfAborted();
      this.#account.outOfTime = clock.now() >= started + SEARCH_SHARE * left;
      yield* review(
        {
          failure,
          kept: pool.best(),
          syntax: this.#syntax,
          account: this.#account,
          clock,
          budgetMs: this.#request.budgetMs,
          sieve: help?.sieve,
        },
        this.#signal,
      );
    } finally {
      tree.delete();
    }
  }
}

function passes(reproduction: Reproduction): number {
  return [...reproduction.verdicts.values()].filter((v) => v.kind === 'passed').length;
}
