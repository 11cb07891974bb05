'use strict';
// vitest and jest in warm processes of their own, and files that need the real `node:test`; watched from here: a candidate that hangs costs the process, and the tests that are not
// decided yet run in the next one.
const { spawn } = require('node:child_process');
const { randomBytes } = require('node:crypto');
const path = require('node:path');
const { endBelow } = require('../leftovers.cjs');

const own = new Set(['vitest', 'jest', 'node:test']);
const startMs = 60_000;
/** What a run may take besides its tests: transforming, importing. Learnt from the first run. */
const overheadMs = 3000;
const runsPerProcess = 200;
/** The real `node:test` starts a Node for each file, on a busy machine too. */
const nativeStartMs = 10_000;
const maxHangs = 6;
const neutral = /^(passed|inconclusive)$/;

exports.createFrameworks = (target) => {
  const hosts = new Map();
  /** How long a run takes, in milliseconds. */
  const usual = new Map();
  /** Files of `node:test` that the warm emulation cannot run. */
  let native = new Set();

  async function hostFor(framework) {
    let host = hosts.get(framework);
    if (host?.runs >= runsPerProcess) {
      host.kill();
      host = undefined;
    }
    if (!host || host.ended) {
      host = startHost(framework, target);
      hosts.set(framework, host);
      const opened = await host.ask(
        {
          op: 'open',
          framework,
          nonce: host.nonce,
          root: target.workspaceRoot,
          focalPath: target.focal.path,
          scratch: path.join(target.scratch, keptFolder),
        },
        { quietMs: startMs },
      );
      if (opened.missing) {
        host.kill();
        throw Object.assign(
          new Error(`The tests are written for ${framework}, which is not installed in this project.`),
          {
            humanId: 'missingFramework',
            next: `Run \`npm install --save-dev ${framework}\` in the project.`,
          },
        );
      }
    }
    return host;
  }

  /** `nativeFiles`: files of `node:test` for the real runner. */
  async function collect(nativeFiles) {
    native = new Set(nativeFiles);
    const tests = [];
    const notes = [];
    for (const framework of own) {
      const files = target.testFiles
        .filter((file) => file.framework === framework && handlesFile(file))
        .map((file) => file.path);
      if (files.length === 0) continue;
      const host = await hostFor(framework);
      const seen = new Map();
      const began = Date.now();
      const reply = await host.ask(
        { op: 'run', source: target.focal.text, files, limitMs: 10_000 },
        {
          quietMs: startMs,
          onEvent: ({ event, path: file, selector, outcome }) => {
            const test = projectTest(framework, file, selector);
            if (event === 'result' && outcome.kind !== 'inconclusive') seen.set(test.id, test);
          },
        },
      );
      usual.set(framework, Date.now() - began);
      if (reply.ended !== undefined) notes.push(`${framework} ended while the tests were collected: ${reply.ended}`);
      for (const problem of reply.problems ?? [])
        notes.push(`${problem.path} could not be run: ${problem.error.message}`);
      tests.push(...seen.values());
    }
    return { tests, notes };
  }

  const handlesFile = ({ framework, path: file }) =>
    own.has(framework) && (framework !== 'node:test' || native.has(file));

  async function run(job, onVerdict) {
    const verdicts = {};
    // The first word counts, unless one that was `seen` fails after all: tests of one name pass when all of them do.
    const decide = (test, verdict, seen = false) => {
      const before = verdicts[test.id];
      const fails = seen && neutral.test(before?.kind) && !neutral.test(verdict.kind);
      if (before && !fails) return;
      verdicts[test.id] = verdict;
      onVerdict?.(test.id, verdict);
    };
    for (const framework of own) {
      const tests = job.tests.filter((test) => test.framework === framework);
      const state = { wanted: tests, single: false, hangs: 0 };
      const failed = () =>
        job.stopAtFirstFailure && tests.some(({ id }) => verdicts[id] && !neutral.test(verdicts[id].kind));
      while (tests.some((test) => !verdicts[test.id])) {
        await attempt(framework, tests, job, state, verdicts, decide);
        if (state.hangs > 0 && failed()) break;
      }
    }
    return { verdicts: job.stopAtFirstFailure ? untilFailure(job.tests, verdicts) : verdicts };
  }

  /**
   * One run of undecided tests; decides at least one of them. After a hang the rest runs without the test that hung; where it is not
   * known which one did (vitest reports with a delay), one by one.
   */
  async function attempt(framework, tests, job, state, verdicts, decide) {
    const undecided = tests.filter((test) => !verdicts[test.id]);
    const open = state.single ? undecided.slice(0, 1) : undecided;
    const files = [...new Set(open.map((test) => test.path))];
    const find = (file, selector) => open.find((test) => test.path === file && test.selector === selector);
    const host = await hostFor(framework);
    let running;
    const only = open.length === tests.length ? undefined : open.map((test) => test.selector);
    const reply = await host.ask(
      { op: 'run', source: job.source, files, only, limitMs: job.testMs },
      {
        quietMs:
          job.testMs + (framework === 'node:test' ? nativeStartMs : overheadMs) + 2 * (usual.get(framework) ?? 0),
        limit: () => (running ? job.testMs + 200 : undefined),
        onEvent({ event, path: file, selector, outcome }) {
          running = event === 'start' ? find(file, selector) : undefined;
          const test = event === 'result' ? find(file, selector) : undefined;
          if (test) decide(test, outcome, true);
        },
      },
    );
    // What a file of the real runner started must not be there for the next.
    if (framework === 'node:test') host.end();
    if (reply.ended === undefined) {
      for (const test of open) {
        const problem = reply.problems.find((one) => one.path === test.path);
        decide(test, problem ? problem.error : { kind: 'inconclusive', reason: 'the file did not run this test' });
      }
      return;
    }
    host.kill();
    state.hangs += 1;
    const left = open.filter((test) => !verdicts[test.id]);
    // `node:test` tells of its tests in their order, and only when they are over.
    const culprit = left.length === 1 || framework === 'node:test' ? (running ?? left[0]) : running;
    if (culprit) decide(culprit, blame(reply.ended, job.testMs), true);
    else state.single = true;
    if (framework === 'node:test' && culprit) {
      // Its patterns for names differ from Node to Node, so the rest of the file cannot be asked for safely.
      for (const test of left.filter((one) => one.path === culprit.path))
        decide(test, { kind: 'inconclusive', reason: `${culprit.selector}, before it in the file, did not end` });
    }
    if (state.hangs >= maxHangs) {
      for (const test of undecided)
        decide(test, { kind: 'inconclusive', reason: 'too many tests of the framework did not end' });
    }
  }

  const blame = (reason, limitMs) =>
    reason === 'TimedOut'
      ? { kind: 'timedOut', limitMs }
      : { kind: 'errored', durationMs: 0, errorType: 'Crash', message: reason.slice(0, 1000) };

  return {
    handles: (test) => test.kind === 'project' && handlesFile(test),
    processes: () => [...hosts.values()].flatMap(({ pid, ended }) => (ended === undefined && pid ? [pid] : [])),
    keeps: (name) => name === keptFolder,
    collect,
    run,
    close: async () => {
      for (const host of hosts.values()) host.kill();
    },
  };
};

const keptFolder = 'frameworks';

function untilFailure(tests, verdicts) {
  const kept = {};
  for (const test of tests) {
    if (!verdicts[test.id]) continue;
    kept[test.id] = verdicts[test.id];
    if (!neutral.test(verdicts[test.id].kind)) break;
  }
  return kept;
}

const projectTest = (framework, file, selector) => ({
  id: `${framework}:${file}:${selector}`,
  kind: 'project',
  title: `${selector} (${path.basename(file)})`,
  trust: 'trusted',
  source: 'project',
  at: { path: file, line: 0 },
  framework,
  path: file,
  selector,
});

/** One framework process. `ask` resolves with the reply, or `{ended}` when the process ended, cheated or had to be ended. */
function startHost(framework, target) {
  const nonce = randomBytes(16).toString('hex');
  const child = spawn(
    process.execPath,
    ['--no-warnings', '--experimental-vm-modules', path.join(__dirname, 'process.cjs')],
    {
      cwd: target.workspaceRoot,
      env: { ...process.env, NODE_ENV: 'test', ...(framework === 'vitest' && { VITEST: 'true' }) },
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    },
  );
  let pending;
  let tail = '';
  let rest = '';
  const host = { nonce, pid: child.pid, runs: 0, ended: undefined, kill: () => end('was ended') };
  /** Ends it with everything below it, also what left its group. */
  host.end = () => {
    endBelow(child.pid);
    host.kill();
  };

  function end(reason) {
    host.ended ??= reason;
    try {
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
    } catch {
      // Gone already.
    }
    settle({ ended: reason === 'TimedOut' ? reason : `${reason} ${tail}`.trim() });
  }
  function settle(reply) {
    const one = pending;
    pending = undefined;
    clearTimeout(one?.timer);
    one?.resolve(reply);
  }
  function line(text) {
    if (!pending) return;
    let message;
    try {
      message = JSON.parse(text);
    } catch {
      return end('something else wrote where results are written');
    }
    if (message.nonce !== nonce) return end('something else wrote where results are written');
    if (message.event) {
      pending.onEvent?.(message);
      watch();
    } else if (message.failed !== undefined) end(message.failed);
    else settle(message.ok);
  }
  function watch() {
    clearTimeout(pending.timer);
    pending.timer = setTimeout(() => end('TimedOut'), pending.limit?.() ?? pending.quietMs);
  }
  child.on('error', (error) => end(error.message));
  child.on('exit', (code, signal) => end(`the test process ended with ${signal ?? `code ${code}`}`));
  child.stderr.setEncoding('utf8').on('data', (text) => (tail = (tail + text).slice(-800)));
  child.stdio[3].on('error', () => undefined);
  child.stdio[4].setEncoding('utf8').on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    if (rest.length > 64 << 20) end('too long a line');
    for (const one of lines) line(one);
  });
  host.ask = (request, { quietMs, limit, onEvent }) =>
    new Promise((resolve) => {
      if (host.ended !== undefined) return resolve({ ended: host.ended });
      host.runs += 1;
      pending = { resolve, quietMs, limit, onEvent, timer: undefined };
      watch();
      child.stdio[3].write(`${JSON.stringify(request)}\n`);
      return undefined;
    });
  return host;
}
