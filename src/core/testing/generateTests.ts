import { captureFunctions } from '../capture/capture';
import { selectFunction } from '../capture/select';
import type { Syntax } from '../capture/syntax';
import { HumanError } from '../errors';
import { defaultLimits, type ExecutionTarget, type TestFile } from '../model/execution';
import type { FocalFunction } from '../model/focalFunction';
import type {
  GeneratedSuite,
  GenerationEvent,
  GenerationOutcome,
  GenerationStage,
  PossibleBug,
} from '../model/generation';
import { gatherTests } from '../oracle/gatherTests';
import type { ExecutionSession, Ports } from '../ports';
import { Stopwatch } from '../stopwatch';
import { propertyLibrary } from './generators/library';
import { testInputs } from './inputs';
import { makeSuite } from './makeSuite';
import { mutantsOf } from './mutants';
import { mayDependOnHashes } from './observe';
import type { TestsRequest } from './request';
import { specifiedBy, unspecified, type Specified } from './specification';
import { watchedCalls } from './watchedCalls';
import { placeOf } from './writing/place';
import { writeTests } from './writing/writeTests';

/** Inputs the present version is observed on. */
const INPUTS = 96;
const MUTANTS = 160;
/** Milliseconds that a model's answer may take. */
const MODEL_MS = 20_000;
/** Share of the budget after which no more mutants are looked for; running them takes most of the rest. */
const DRAWING_SHARE = 0.5;
/** Share of the budget after which observing must make way for the mutants. */
const LATE = 0.5;

/**
 * Makes tests for one function: inputs, observations of the present version, properties, mutants to see what each test is worth, the fewest
 * that notice the most. Everything that is delivered ran, repeats, and notices at least one small change (or is a docstring example).
 * The stream ends with `finished`, cancelled runs and errors a person may read included; only bugs are thrown.
 */
export class TestGeneration {
  readonly #ports: Ports;
  readonly #syntax: Syntax;
  readonly #request: TestsRequest;
  readonly #signal: AbortSignal;
  readonly #watch: Stopwatch;

  constructor(ports: Ports, syntax: Syntax, request: TestsRequest, signal: AbortSignal) {
    this.#ports = ports;
    this.#syntax = syntax;
    this.#request = request;
    this.#signal = signal;
    this.#watch = new Stopwatch(ports.clock);
  }

  async *run(): AsyncGenerator<GenerationEvent, void, undefined> {
    try {
      yield* this.#steps();
    } catch (error) {
      if (this.#signal.aborted) yield this.#finished('cancelled', 'Cancelled. Nothing was written.');
      else if (error instanceof HumanError) yield this.#finished('error', `${error.message} ${error.next}`);
      else throw error;
    }
  }

  async *#steps(): AsyncGenerator<GenerationEvent, void, undefined> {
    const { file, select, testPaths, previous } = this.#request;
    const started = this.#ports.clock.now();
    yield this.#stage('capture');
    const functions = await captureFunctions(this.#syntax, file);
    const focal = selectFunction(functions, select);
    if (focal.syntaxErrors.length > 0) {
      throw new HumanError('brokenFile', `${focal.name} does not parse.`, 'Correct the syntax, or run Fix.');
    }
    yield { kind: 'captured', focal };

    yield this.#stage('inputs');
    const { workspace, executor, clock } = this.#ports;
    const { seed, budgetMs } = this.#request;
    const opening = executor.open(this.#target(focal), this.#signal);
    opening.catch(() => undefined);
    const asked = this.#specified(focal);
    const prepared = await this.#prepare(focal, testPaths).catch(async (error: unknown) => {
      await opening.then((session) => session[Symbol.asyncDispose]()).catch(() => undefined);
      throw error;
    });
    const { gathered, inputs, place } = prepared;
    // Drawn while the runtime starts and the function is observed in it.
    const mutants = mutantsOf(this.#syntax, focal, {
      count: MUTANTS,
      seed,
      now: () => clock.now(),
      deadline: started + DRAWING_SHARE * budgetMs,
      signal: this.#signal,
      onError: (template, error) => this.#ports.log.error(`The template ${template} failed`, error),
    });
    mutants.catch(() => undefined);
    await using session = await opening;
    const specified = await asked;
    // The time of the model and of the project's tests is their own.
    const asksModel = this.#request.askModel === true && this.#ports.model !== undefined;
    const begun = asksModel || prepared.watched ? clock.now() : started;
    for (const message of session.notes) yield { kind: 'note', message };

    yield this.#stage('observe');
    const siblings = functions.filter((f) => f.className === undefined && f.enclosing.length === 0).map((f) => f.name);
    const other = mayDependOnHashes(focal) ? await this.#otherOrder(focal) : undefined;
    let suite: GeneratedSuite;
    try {
      suite = await makeSuite(
        {
          session,
          ...(other && { other }),
          clock,
          focal,
          siblings,
          trusted: gathered.tests,
          texts: gathered.texts,
          specified,
          inputs,
          mutants,
          deadline: begun + budgetMs,
          late: begun + LATE * budgetMs,
          ...(previous !== undefined && { previous }),
          ...(prepared.library && { library: prepared.library }),
          enter: (stage) => this.#watch.enter(stage),
        },
        this.#signal,
      );
    } finally {
      await other?.[Symbol.asyncDispose]();
    }
    this.#signal.throwIfAborted();
    const found = suite.tests.length + suite.possibleBugs.length;
    const written =
      place && found > 0 ? await writeTests(this.#syntax, workspace, suite, this.#signal, await place) : undefined;
    yield { kind: 'suite', suite, ...(written && { written }) };
    yield this.#finished(found > 0 ? 'generated' : 'nothing', message(suite));
  }

  /** Everything that needs no runtime: what is known of the function, inputs for it, where its tests belong. */
  async #prepare(focal: FocalFunction, testPaths: readonly string[] | undefined) {
    const { workspace } = this.#ports;
    const options = { seed: this.#request.seed, count: INPUTS };
    const gathered = await gatherTests(this.#syntax, workspace, focal, testPaths, [], this.#signal);
    const reaching = testPaths === undefined ? gathered.testFiles : undefined;
    const place =
      this.#request.write === true ? placeOf(this.#syntax, workspace, focal, this.#signal, reaching) : undefined;
    place?.catch(() => undefined);
    const watched = this.#request.thorough === true && gathered.testFiles.length > 0;
    const calls = watched ? await this.#watchTests(focal, gathered.testFiles) : [];
    const known = { tests: gathered.tests, texts: [...gathered.texts, ...calls] };
    const inputs = await testInputs(this.#syntax, workspace, focal, known, options, this.#signal);
    const thorough = this.#request.thorough === true;
    const library = thorough ? await propertyLibrary(focal, workspace, gathered.texts, this.#signal) : undefined;
    return { gathered, inputs, place, watched, library };
  }

  /** What the project's tests pass to the function; without them it is only known less. */
  async #watchTests(focal: FocalFunction, testFiles: readonly TestFile[]): Promise<readonly string[]> {
    const { executor, log } = this.#ports;
    const { id } = this.#syntax.definition(focal.file.languageId);
    const open = (files: readonly TestFile[], signal: AbortSignal): Promise<ExecutionSession> =>
      executor.open({ ...this.#target(focal), testFiles: files }, signal);
    try {
      return await watchedCalls(open, focal, id, testFiles, this.#signal);
    } catch (error) {
      if (this.#signal.aborted) throw error;
      log.warn(`The project's tests were not watched: ${String(error)}`);
      return [];
    }
  }

  /** What a model reads in the documentation; a model that fails only costs what it would have said. */
  async #specified(focal: FocalFunction): Promise<Specified> {
    const { model, log } = this.#ports;
    if (this.#request.askModel !== true || !model) return unspecified;
    const { id } = this.#syntax.definition(focal.file.languageId);
    const options = { timeoutMs: MODEL_MS, seed: this.#request.seed };
    try {
      return await specifiedBy(model, focal, id, options, this.#signal);
    } catch (error) {
      if (!this.#signal.aborted) log.warn(`Nothing from the model: ${String(error)}`);
      return unspecified;
    }
  }

  #target(focal: FocalFunction): ExecutionTarget {
    return { focal, workspaceRoot: this.#ports.workspace.root, scripts: [], testFiles: [], limits: defaultLimits };
  }

  /** A second runtime that keeps its sets in another order. */
  #otherOrder(focal: FocalFunction): Promise<ExecutionSession> {
    return this.#ports.executor.open({ ...this.#target(focal), hashSeed: 1 }, this.#signal);
  }

  #stage(stage: GenerationStage): GenerationEvent {
    this.#watch.enter(stage);
    return { kind: 'stage', stage };
  }

  #finished(outcome: GenerationOutcome, message: string): GenerationEvent {
    return { kind: 'finished', outcome, message, durations: this.#watch.durations() };
  }
}

function message({ focal, tests, possibleBugs, inputs, mutants }: GeneratedSuite): string {
  if (tests.length + possibleBugs.length === 0) {
    if (inputs.run === 0)
      return `Nothing is known of what ${focal.qualifiedName} takes. Annotate its parameters or give an example in its documentation.`;
    return inputs.stable > 0 && mutants.run > 0
      ? `What ${focal.qualifiedName} does for ${count(inputs.stable, 'input')} does not tell it from any of ${count(mutants.run, 'small change')}.`
      : `None of ${count(inputs.run, 'input')} gave ${focal.qualifiedName} an outcome that can be written down and repeats.`;
  }
  const noticed = mutants.run === 0 ? '' : ` that notice ${mutants.killed} of ${mutants.run} small changes`;
  return `${count(tests.length, 'test')} for ${focal.qualifiedName}${noticed}${bugs(possibleBugs)}.`;
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
const bugs = (found: readonly PossibleBug[]): string =>
  found.length === 0 ? '' : `; ${count(found.length, 'possible bug')}`;
