'use strict';
// The harness process (protocol: ../../PROTOCOL.md). This thread runs no code of the user: it speaks the protocol, keeps the nonce, and
// watches the threads that do (`supervisor.cjs`).
const fs = require('node:fs');
const net = require('node:net');
const { createSupervisor } = require('./supervisor.cjs');
const { startAhead } = require('./judgingThread.cjs');
const { endLeftovers } = require('./leftovers.cjs');

const protocol = 1;
const requests = 3;
const replies = 4;

let nonce = '';
let supervisor;
const tests = new Map();

function send(...lines) {
  const bytes = Buffer.from(lines.map((line) => `${JSON.stringify({ ...line, nonce })}\n`).join(''));
  for (let at = 0; at < bytes.length;) {
    try {
      at += fs.writeSync(replies, bytes, at);
    } catch (error) {
      if (error.code !== 'EAGAIN') process.exit(1);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

const operations = {
  hello(request) {
    nonce = request.nonce;
    return { protocol, runtime: `Node ${process.versions.node}` };
  },
  /** The project's own frameworks run as processes of their own; what is needed for every function is a thread. */
  async warm({ limits, options }) {
    await startAhead(limits, options);
    return {};
  },
  async open({ target }) {
    supervisor = createSupervisor(target);
    await supervisor.warm();
    return {};
  },
  collect: () => supervisor.collect(),
  run({ id, job }) {
    for (const test of job.define) tests.set(test.id, test);
    const known = job.tests.flatMap((name) => tests.get(name) ?? []);
    return supervisor.run({ ...job, define: undefined, tests: known }, (entries) =>
      send(...entries.map(({ test, verdict }) => ({ id, event: 'verdict', test, verdict }))),
    );
  },
  async stop() {
    await supervisor?.close();
    return {};
  },
};

async function answer(request) {
  const alive = setInterval(() => send({ id: request.id, event: 'alive' }), 900);
  try {
    const ok = await operations[request.op](request);
    clearInterval(alive);
    send({ id: request.id, ok });
    if (request.op === 'stop' || supervisor?.stuck) process.exit(0);
  } catch (error) {
    clearInterval(alive);
    const { humanId, message, next, stack } = error;
    send({
      id: request.id,
      error: { id: humanId ?? 'bug', message: humanId ? message : (stack ?? String(error)), next },
    });
  }
}

let rest = '';
const input = new net.Socket({ fd: requests, readable: true, writable: false });
input.setEncoding('utf8');
input.on('data', (text) => {
  const lines = (rest + text).split('\n');
  rest = lines.pop();
  for (const line of lines) if (line !== '') void answer(JSON.parse(line));
});
/** Eider is gone, and with it goes all there is: a thread that waits for a program it started would hold up `process.exit`. */
function leave() {
  if (process.platform === 'win32') process.exit(0);
  endLeftovers(false, []);
  for (const pid of [-process.pid, process.pid]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Not the leader of a group.
    }
  }
}
input.on('end', leave);
input.on('error', leave);
