'use strict';
// One judging thread as the main thread sees it: started, asked, watched through shared memory while it runs a job, and ended.
const { Worker, MessageChannel } = require('node:worker_threads');
const { randomBytes } = require('node:crypto');
const path = require('node:path');
const { createJournal } = require('./journal.cjs');

const now = () => Number(process.hrtime.bigint()) / 1e6;
const pollMs = 10;
/** A test that runs this long may well hang. */
const slowMs = 40;

/** What V8 made of the harness's files, by file: the first thread gives it before it has seen any other code. */
let code;

/** Stands in every answer: code under test that finds the thread's port can write to it, but has not seen what was asked. */
const newToken = () => randomBytes(12).toString('hex');

/** The thread that waits for a target, and what it was started with. */
let ahead;

/** Starts a thread before its target is known: that takes longer than all that is left to do then. */
exports.startAhead = async (limits, options) => {
  const thread = bareThread(limits, options);
  ahead = { thread, made: madeOf(limits, options) };
  await thread;
};

const madeOf = ({ memoryMb }, { vendor }) => JSON.stringify([memoryMb, vendor]);

async function taken({ limits, options }) {
  const one = ahead;
  ahead = undefined;
  if (!one) return undefined;
  const thread = await one.thread.catch(() => undefined);
  if (!thread || (one.made === madeOf(limits, options) && thread.ended === undefined)) return thread;
  await exports.endThread(thread);
  return undefined;
}

/** A thread with the target opened in it. */
exports.startThread = async (target) => {
  const thread = (await taken(target)) ?? (await bareThread(target.limits, target.options));
  await ask(thread, { kind: 'open', target });
  return thread;
};

async function bareThread(limits, options) {
  const clock = new SharedArrayBuffer(16);
  const journal = createJournal();
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(path.join(__dirname, 'thread.cjs'), {
    env: { ...process.env },
    stdin: false,
    stdout: true,
    stderr: true,
    trackUnmanagedFds: true,
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, stackSizeMb: 4 },
  });
  const thread = {
    worker,
    port: port1,
    journal,
    /** Number of the running test (-1: loading, -2: loading a test file, 0: idle) and since when, in milliseconds. */
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
    thread.ended = error?.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'OutOfMemory' : `${error?.stack ?? error}`;
  });
  worker.on('exit', () => {
    thread.ended ??= 'ProcessExit';
    thread.listener?.({ kind: 'ended', reason: thread.ended });
  });
  // Only the thread's own end, above, is told without a token.
  port1.on('message', (message) => thread.listener?.(message?.kind === 'ended' ? {} : (message ?? {})));
  const ready = next(thread);
  worker.postMessage({ port: port2, clock, journal: journal.buffer, vendor: options.vendor, code }, [port2]);
  const first = await ready;
  if (first.kind === 'ended') throw new Error(`the thread did not start: ${first.reason}`);
  code ??= first.code;
  return thread;
}

const next = (thread) => new Promise((resolve) => (thread.listener = resolve));

/** One operation that runs no code of a candidate, or only the original's. */
async function ask(thread, message) {
  // Its end was told already, and nobody else answers.
  if (thread.ended !== undefined) throw new Error(`the thread ended: ${thread.ended}`);
  const token = newToken();
  const reply = next(thread);
  thread.port.postMessage({ ...message, token });
  const answer = await reply;
  if (answer.kind === 'ended') return Promise.reject(new Error(`the thread ended: ${answer.reason}`));
  if (answer.token !== token) throw new Error('the code under test wrote to the harness');
  if (answer.kind === 'done') return answer.reply;
  throw Object.assign(new Error(answer.message), { humanId: answer.humanId, next: answer.next });
}
exports.ask = ask;

/** False for a thread that hangs in native code and cannot be ended: the process must leave after its reply. */
exports.endThread = async (thread) => {
  if (thread.over) return true;
  thread.over = true;
  thread.listener = undefined;
  const ended = await Promise.race([thread.worker.terminate(), new Promise((r) => setTimeout(r, 300, 'stuck'))]);
  if (ended === 'stuck') thread.worker.unref();
  thread.port.close();
  return ended !== 'stuck';
};

/**
 * One attempt at a job in one thread: `{reply, verdicts}` or `{ended, ordinal, verdicts, coverage}` when the thread ended or had to be ended
 * while test `ordinal` (one-based, -1 while loading, -2 while loading a test file) ran; `coverage`: lines by test, up to the end. `onVerdicts` gets verdicts of a job that takes its time;
 * `onSlow` is called once when a test takes long. `tolerated`: built-ins that the thread may find changed; with others it is `spoilt`.
 */
exports.attempt = (thread, job, { limits, loadMs, onVerdicts, onSlow, tolerated }) =>
  new Promise((resolve) => {
    const verdicts = {};
    const coverage = {};
    const token = newToken();
    let finished = false;
    let slow = false;
    const finish = (result) => {
      finished = true;
      clearTimeout(timer);
      thread.listener = undefined;
      resolve(result);
    };
    const take = (entries) => {
      for (const { test, covered = [] } of entries)
        for (const line of covered) (coverage[test] ??= new Set()).add(line);
      const found = entries.filter(({ verdict }) => verdict);
      for (const { test, verdict } of found) verdicts[test] = verdict;
      return found;
    };
    const interrupt = (reason) => {
      const ordinal = thread.time[0];
      take(thread.journal.unread());
      finish({ ended: reason, ordinal, verdicts, coverage });
    };
    const ceiling = process.memoryUsage.rss() + limits.memoryMb * 1.25 * (1 << 20);
    let polls = 0;
    const poll = () => {
      const [ordinal, since] = thread.time;
      const loadLimit = Math.max(job.testMs, 1000) + 5 * loadMs;
      const limit = ordinal === -1 ? loadLimit : ordinal === -2 ? loadLimit + 4000 : job.testMs + 30;
      const took = ordinal === 0 ? 0 : now() - since;
      if (took > limit) return interrupt('TimedOut');
      if (took > slowMs && ordinal > 0 && !slow) {
        slow = true;
        onSlow?.();
      }
      polls += 1;
      if (polls % 5 === 0 && process.memoryUsage.rss() > ceiling) return interrupt('OutOfMemory');
      const entries = take(thread.journal.unread());
      if (entries.length > 0) onVerdicts?.(entries);
      timer = setTimeout(poll, pollMs);
    };
    let timer = setTimeout(poll, pollMs);
    thread.listener = (message) => {
      if (finished) return;
      if (message.kind !== 'ended' && message.token !== token) return interrupt('Tampering');
      if (message.kind === 'verdict') take([message]);
      else if (message.kind === 'done') {
        take(thread.journal.unread());
        finish({ reply: message.reply, verdicts });
      } else if (message.kind === 'ended') interrupt(message.reason);
      else if (message.kind === 'bug') interrupt(`the judge's thread failed: ${message.message}`);
    };
    thread.journal.reset();
    thread.time[1] = now();
    thread.time[0] = -1;
    const define = job.tests.filter((test) => thread.defined.get(test.id) !== test);
    for (const test of define) thread.defined.set(test.id, test);
    const names = job.tests.map((test) => test.id);
    // Most jobs change nothing about what the thread knows.
    const news = thread.tolerated === tolerated.size ? undefined : [...tolerated];
    thread.tolerated = tolerated.size;
    thread.port.postMessage({ kind: 'run', job: { ...job, define, tests: names }, tolerated: news, token });
  });
