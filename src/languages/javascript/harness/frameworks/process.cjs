'use strict';
// A framework's own process: keeps the framework warm and runs its files, candidate after candidate. JSON lines with a nonce on
// descriptors 3 and 4, as between Eider and the harness.
const overlay = require('./overlay.cjs');
const fs = require('node:fs');
const net = require('node:net');

const writeSync = fs.writeSync;
const stringify = JSON.stringify;
let nonce = '';
let framework;

const send = (line) => {
  const bytes = Buffer.from(`${stringify({ ...line, nonce })}\n`);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(4, bytes, at);
    } catch (error) {
      if (error.code !== 'EAGAIN') return;
    }
  }
};

const operations = {
  async open(request) {
    nonce = request.nonce;
    overlay.setFocal(request.focalPath);
    const adapter = require(
      { vitest: './vitest.cjs', jest: './jest.cjs', 'node:test': './nodeTest.cjs' }[request.framework],
    );
    if (!adapter.isInstalled(request.root)) return { missing: true };
    framework = await adapter.open(request, (event, fields) => send({ event, ...fields }));
    return {};
  },
  async run(request) {
    overlay.setSource(request.source);
    return { problems: await framework.run(request) };
  },
};

async function answer(request) {
  try {
    send({ ok: await operations[request.op](request) });
  } catch (error) {
    send({ failed: error?.stack ?? String(error) });
  }
}

let rest = '';
const input = new net.Socket({ fd: 3, readable: true, writable: false });
input.setEncoding('utf8');
input.on('data', (chunk) => {
  const lines = (rest + chunk).split('\n');
  rest = lines.pop();
  for (const line of lines) void answer(JSON.parse(line));
});
const leave = () => process.kill(process.pid, 'SIGKILL');
input.on('end', leave);
input.on('error', leave);
