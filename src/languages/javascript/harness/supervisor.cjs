'use strict';
// Watches the thread that runs candidates: reads from shared memory which test runs since when, ends the thread when a test takes too long or too
// much memory, and gives the tests that are not decided yet to a fresh one.
const fs = require('node:fs');
const path = require('node:path');
const { endLeftovers, resources } = require('./leftovers.cjs');
const { ask, attempt, endThread, startThread } = require('./judgingThread.cjs');
const { createFrameworks } = require('./frameworks/frameworks.cjs');

const now = () => Number(process.hrtime.bigint()) / 1e6;
/** A thread is replaced after this many jobs, so that what packages keep for themselves cannot grow without end. */
const jobsPerThread = 2000;
/** Node keeps the realm of every ES module for as long as the thread lives, about 200 KB. */
const modulesPerThread = 400;
const warmMs = 60_000;

exports.createSupervisor = (target) => {
  const { limits } = target;
  let thread;
  /** Promise of a warm thread that waits for its turn. */
  let spare;
  let hung = false;
  /** Whether the original has been seen to load. */
  let warmed = false;
  let loadMs = 0;
  const state = { stuck: false };
  /** Built-ins that the original itself changes, by loading a polyfill for example. */
  const tolerated = new Set();
  let usual;
  const frameworks = createFrameworks(target);

  /** A thread that has loaded the original once: packages are loaded, and what it takes is known. */
  async function warmThread() {
    const one = await startThread(target);
    const { reply } = await attempt(
      one,
      { source: target.focal.text, tests: [probeNothing], testMs: warmMs },
      { limits, loadMs: warmMs, tolerated },
    );
    if (reply) await ask(one, { kind: 'settle' });
    return one;
  }

  /** What the original and the project's tests did to the thread, its candidates may do too. */
  async function tolerate(one) {
    for (const name of await ask(one, { kind: 'settle' })) tolerated.add(name);
  }

  /** Gets a thread ready for the day this one must be ended: a hang then costs its time-out and little more. */
  function prepareSpare() {
    spare ??= warmThread().catch(() => undefined);
  }

  async function replacement() {
    const found = await spare;
    spare = undefined;
    if (!found || found.ended !== undefined) return warmed ? warmThread() : startThread(target);
    // Hangs come in rows, and so do candidates that change what packages export: the next spare is made before the next test is slow.
    if (hung) prepareSpare();
    return found;
  }

  const worn = ({ jobs: done, modules }, part = 1) =>
    done >= jobsPerThread * part || modules >= modulesPerThread * part;

  async function ready() {
    if (thread && (thread.ended !== undefined || worn(thread))) {
      await end(thread);
      thread = undefined;
    }
    thread ??= await replacement();
    return thread;
  }

  async function end(one) {
    if (!(await endThread(one))) state.stuck = true;
  }

  /**
   * After a job: no process of the candidate is left, a thread in which it started threads is not used again, and when it left files
   * open, neither is this process.
   */
  async function cleanUp(one) {
    try {
      const now = resources();
      if (target.ownProcesses || now.children) endLeftovers(target.ownProcesses, frameworks.processes());
      // Node's own pool adds some threads when it is first used.
      usual ??= { threads: now.threads + 8, files: now.files + 16 };
      if (now.files > usual.files) state.stuck = true;
      if (now.threads <= usual.threads) return;
    } catch {
      state.stuck = true;
    }
    await end(one);
    thread = undefined;
  }

  /** Verdict of the test during which the thread ended. */
  function blame(reason, limitMs) {
    if (reason === 'TimedOut') return { kind: 'timedOut', limitMs };
    const errorType = /^(OutOfMemory|ProcessExit|Tampering)$/.test(reason) ? reason : 'Crash';
    const said = {
      OutOfMemory: `more than ${limits.memoryMb} MiB of memory were used`,
      ProcessExit: 'the code under test ended the process',
      Tampering: 'the code under test wrote to the harness',
    };
    return { kind: 'errored', durationMs: 0, errorType, message: said[reason] ?? reason.slice(0, 1000) };
  }

  /** Tests that run in a thread, in as many threads as it takes. */
  async function runInThreads(job, onVerdicts) {
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
      if (worn(one, 0.8)) prepareSpare();
      const result = await attempt(
        one,
        { ...job, known: verdicts },
        { limits, loadMs, onVerdicts, onSlow: prepareSpare, tolerated },
      );
      if (result.reply?.kind === 'spoilt') {
        // An earlier candidate changed built-ins of this thread, or what a package exports.
        await end(one);
        hung = true;
        thread = undefined;
        continue;
      }
      for (const test of job.tests) if (result.verdicts[test.id]) verdicts[test.id] ??= result.verdicts[test.id];
      if (result.reply) {
        const { modules, ...reply } = result.reply;
        one.modules += modules;
        await cleanUp(one);
        if (reply.kind === 'notLoaded') return reply;
        Object.assign(extras.coverage, reply.coverage);
        Object.assign(extras.traces, reply.traces);
        return whole();
      }
      for (const [test, lines] of Object.entries(result.coverage))
        extras.coverage[test] = [...lines].sort((a, b) => a - b);
      hung ||= result.ended === 'TimedOut';
      const verdict = blame(result.ended, result.ordinal === -1 ? Math.round(job.testMs) : job.testMs);
      await end(one);
      thread = undefined;
      await cleanUp(one);
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
      if (thread) await tolerate(thread);
      warmed = loadMs < 1000;
      emptyScratch();
    },
    async collect() {
      const one = await ready();
      const { tests, notes, native } = await ask(one, { kind: 'collect' });
      await tolerate(one);
      const more = await frameworks.collect(native);
      return { tests: [...tests, ...more.tests], notes: [...notes, ...more.notes] };
    },
    async run(job, onVerdicts) {
      const began = now();
      const foreign = job.tests.filter((test) => frameworks.handles(test));
      const own = job.tests.filter((test) => !frameworks.handles(test));
      const failing = (reply) =>
        reply.kind === 'notLoaded' ||
        Object.values(reply.verdicts).some((v) => v.kind !== 'passed' && v.kind !== 'inconclusive');
      let reply = { kind: 'ran', verdicts: {}, durationMs: 0 };
      if (own.length > 0) reply = await runInThreads({ ...job, tests: own }, onVerdicts);
      if (foreign.length > 0 && reply.kind === 'ran' && !(job.stopAtFirstFailure && failing(reply))) {
        const more = await frameworks.run({ ...job, tests: foreign }, (test, verdict) =>
          onVerdicts([{ test, verdict }]),
        );
        reply = { ...reply, verdicts: { ...reply.verdicts, ...more.verdicts } };
        if (target.ownProcesses) endLeftovers(true, frameworks.processes());
      }
      emptyScratch();
      return { ...reply, durationMs: now() - began };
    },
    async close() {
      await frameworks.close();
      const waiting = await spare;
      await Promise.all([thread, waiting].filter(Boolean).map(end));
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
