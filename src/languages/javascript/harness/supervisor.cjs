'use strict';
// Watches the thread that runs candidates: reads from shared memory which test runs since when, ends the thread when a test takes too long or too
// much memory, and gives the tests that are not decided yet to a fresh one.
const { Worker, MessageChannel } = require('node:worker_threads');
const fs = require('node:fs');
const path = require('node:path');
const { endLeftovers, hasChildren, resources } = require('./leftovers.cjs');
const { createFrameworks } = require('./frameworks/frameworks.cjs');

const now = () => Number(process.hrtime.bigint()) / 1e6;
const pollMs = 10;
/** A thread is replaced after this many jobs, so that what packages keep for themselves cannot grow without end. */
const jobsPerThread = 2000;
/** Node keeps the realm of every ES module for as long as the thread lives, about 200 KB. */
const modulesPerThread = 400;
const warmMs = 60_000;

exports.createSupervisor = (target) => {
  let thread;
  let jobs = 0;
  let loadMs = 0;
  const state = { stuck: false };
  /** Built-ins that the original itself changes, by loading a polyfill for example. */
  let tolerated;
  let usual;
  const frameworks = createFrameworks(target);

  async function start() {
    const clock = new SharedArrayBuffer(16);
    const { port1, port2 } = new MessageChannel();
    const worker = new Worker(path.join(__dirname, 'thread.cjs'), {
      env: { ...process.env },
      stdin: false,
      stdout: true,
      stderr: true,
      trackUnmanagedFds: true,
      resourceLimits: { maxOldGenerationSizeMb: target.limits.memoryMb, stackSizeMb: 4 },
    });
    const started = {
      worker,
      port: port1,
      time: new Float64Array(clock),
      listener: undefined,
      ended: undefined,
      jobs: 0,
      modules: 0,
      /** Tests the thread knows, by id. */
      defined: new Map(),
    };
    for (const stream of [worker.stdout, worker.stderr]) stream.resume();
    worker.on('error', (error) => {
      started.ended = error?.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'OutOfMemory' : `${error?.stack ?? error}`;
    });
    worker.on('exit', () => {
      started.ended ??= 'ProcessExit';
      started.listener?.({ kind: 'ended', reason: started.ended });
    });
    port1.on('message', (message) => started.listener?.(message));
    const ready = next(started);
    worker.postMessage({ port: port2, clock, vendor: target.options.vendor }, [port2]);
    await ready;
    await ask(started, { kind: 'open', target });
    return started;
  }

  const next = (one) => new Promise((resolve) => (one.listener = resolve));

  /** One operation that runs no code of a candidate, or only the original's. */
  async function ask(one, message) {
    const reply = next(one);
    one.port.postMessage(message);
    const answer = await reply;
    if (answer.kind === 'done') return answer.reply;
    if (answer.kind === 'ended') return Promise.reject(new Error(`the thread ended: ${answer.reason}`));
    throw Object.assign(new Error(answer.message), { humanId: answer.humanId, next: answer.next });
  }

  async function ready() {
    if (thread && (thread.ended !== undefined || thread.jobs >= jobsPerThread || thread.modules >= modulesPerThread)) {
      await end(thread);
      thread = undefined;
    }
    thread ??= await start();
    return thread;
  }

  /** Ends a thread. One that hangs in native code cannot be ended: the process leaves after its reply. */
  async function end(one) {
    if (one.over) return;
    one.over = true;
    one.listener = undefined;
    const ended = await Promise.race([one.worker.terminate(), new Promise((r) => setTimeout(r, 300, 'stuck'))]);
    if (ended === 'stuck') {
      state.stuck = true;
      one.worker.unref();
    }
    one.port.close();
  }

  /**
   * One attempt at a job in one thread: `{reply}` or `{ended, ordinal, verdicts}` when the thread ended or had to be ended while test
   * `ordinal` (one-based, -1 while loading) ran.
   */
  function attempt(one, job, onVerdict) {
    return new Promise((resolve) => {
      const verdicts = {};
      let finished = false;
      const finish = (result) => {
        finished = true;
        clearTimeout(timer);
        one.listener = undefined;
        resolve(result);
      };
      const interrupt = (reason) => {
        const ordinal = one.time[0];
        finish({ ended: reason, ordinal, verdicts });
      };
      const base = process.memoryUsage.rss();
      const ceiling = base + target.limits.memoryMb * 1.25 * (1 << 20);
      let polls = 0;
      const poll = () => {
        const [ordinal, since] = one.time;
        const loadLimit = Math.max(job.testMs, 1000) + 5 * loadMs;
        const limit = ordinal === -1 ? loadLimit : ordinal === -2 ? loadLimit + 4000 : job.testMs + 30;
        if (ordinal !== 0 && now() - since > limit) return interrupt('TimedOut');
        polls += 1;
        if (polls % 5 === 0 && process.memoryUsage.rss() > ceiling) return interrupt('OutOfMemory');
        timer = setTimeout(poll, pollMs);
      };
      let timer = setTimeout(poll, pollMs);
      one.listener = (message) => {
        if (finished) return;
        if (message.kind === 'verdict') {
          verdicts[message.test] = message.verdict;
          onVerdict?.(message.test, message.verdict);
        } else if (message.kind === 'done') finish({ reply: message.reply });
        else if (message.kind === 'ended') interrupt(message.reason);
        else if (message.kind === 'bug') interrupt(`the judge's thread failed: ${message.message}`);
      };
      one.time[1] = now();
      one.time[0] = -1;
      const define = job.tests.filter((test) => one.defined.get(test.id) !== test);
      for (const test of define) one.defined.set(test.id, test);
      one.port.postMessage({ kind: 'run', job: { ...job, define, tests: job.tests.map((test) => test.id) } });
    });
  }

  /**
   * After a job: no process of the candidate is left, a thread in which it changed built-ins or started threads is not used again, and
   * when it left files open, neither is this process.
   */
  async function cleanUp(one, changed) {
    try {
      if (target.ownProcesses || hasChildren()) endLeftovers(target.ownProcesses, frameworks.processes());
      const now = resources();
      // Node's own pool adds some threads when it is first used.
      usual ??= { threads: now.threads + 8, files: now.files + 16 };
      tolerated ??= new Set(changed);
      if (now.files > usual.files) state.stuck = true;
      if (now.threads <= usual.threads && changed.every((name) => tolerated.has(name))) return;
    } catch {
      state.stuck = true;
    }
    await end(one);
    thread = undefined;
  }

  /** Verdict of the test during which the thread ended. */
  function blame(reason, limitMs) {
    if (reason === 'TimedOut') return { kind: 'timedOut', limitMs };
    const errorType = /^(OutOfMemory|ProcessExit)$/.test(reason) ? reason : 'Crash';
    const said = {
      OutOfMemory: `more than ${target.limits.memoryMb} MiB of memory were used`,
      ProcessExit: 'the code under test ended the process',
    };
    return { kind: 'errored', durationMs: 0, errorType, message: said[reason] ?? reason.slice(0, 1000) };
  }

  /** Tests that run in a thread, in as many threads as it takes. */
  async function runInThreads(job, onVerdict) {
    const began = now();
    const verdicts = {};
    const extras = { coverage: {}, traces: {} };
    const whole = () => ({
      kind: 'ran',
      verdicts,
      ...(job.coverage && { coverage: extras.coverage }),
      ...(job.trace && { traces: extras.traces }),
      durationMs: now() - began,
    });
    const failing = (verdict) => verdict.kind !== 'passed' && verdict.kind !== 'inconclusive';
    for (;;) {
      const one = await ready();
      one.jobs += 1;
      const result = await attempt(one, { ...job, known: verdicts }, onVerdict);
      if (result.reply) {
        const { changed, modules, ...reply } = result.reply;
        one.modules += modules;
        await cleanUp(one, changed);
        if (reply.kind === 'notLoaded') return reply;
        Object.assign(extras.coverage, reply.coverage);
        Object.assign(extras.traces, reply.traces);
        for (const test of job.tests) if (reply.verdicts[test.id]) verdicts[test.id] ??= reply.verdicts[test.id];
        return whole();
      }
      Object.assign(verdicts, result.verdicts);
      const verdict = blame(result.ended, result.ordinal === -1 ? Math.round(job.testMs) : job.testMs);
      await end(one);
      thread = undefined;
      await cleanUp(one, []);
      if (result.ordinal <= 0) {
        for (const test of job.tests) verdicts[test.id] ??= verdict;
      } else verdicts[job.tests[result.ordinal - 1].id] = verdict;
      const stop =
        (job.stopAtFirstFailure && Object.values(verdicts).some(failing)) ||
        (job.stopAtFirstTimeout && Object.values(verdicts).some((one) => one.kind === 'timedOut'));
      if (stop || job.tests.every((test) => verdicts[test.id])) return whole();
    }
  }

  return Object.assign(state, {
    /** Loads the original once, so that packages are loaded and its time is known. */
    async warm() {
      await ready();
      const began = now();
      await runInThreads({ source: target.focal.text, tests: [probeNothing], testMs: warmMs });
      loadMs = now() - began;
      emptyScratch();
    },
    async collect() {
      const one = await ready();
      const { tests, notes } = await ask(one, { kind: 'collect' });
      const more = await frameworks.collect();
      return { tests: [...tests, ...more.tests], notes: [...notes, ...more.notes] };
    },
    async run(job, onVerdict) {
      jobs += 1;
      const began = now();
      const foreign = job.tests.filter((test) => frameworks.handles(test));
      const own = job.tests.filter((test) => !frameworks.handles(test));
      const failing = (reply) =>
        reply.kind === 'notLoaded' ||
        Object.values(reply.verdicts).some((v) => v.kind !== 'passed' && v.kind !== 'inconclusive');
      let reply = { kind: 'ran', verdicts: {}, durationMs: 0 };
      if (own.length > 0) reply = await runInThreads({ ...job, tests: own }, onVerdict);
      if (foreign.length > 0 && reply.kind === 'ran' && !(job.stopAtFirstFailure && failing(reply))) {
        const more = await frameworks.run({ ...job, tests: foreign }, onVerdict);
        reply = { ...reply, verdicts: { ...reply.verdicts, ...more.verdicts } };
      }
      emptyScratch();
      return { ...reply, durationMs: now() - began };
    },
    async close() {
      await frameworks.close();
      if (thread) await end(thread);
    },
  });

  function emptyScratch() {
    try {
      for (const name of fs.readdirSync(target.scratch)) {
        if (!frameworks.keeps(name)) fs.rmSync(path.join(target.scratch, name), { recursive: true, force: true });
      }
    } catch {
      state.stuck = true;
    }
  }
};

const probeNothing = {
  id: 'eider:warm',
  kind: 'probe',
  setup: [],
  call: '0',
  title: '',
  trust: 'plausible',
  source: 'observation',
};
