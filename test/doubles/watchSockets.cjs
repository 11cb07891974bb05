/**
 * Loaded with `node --require` in front of a program: appends a line to the file EIDER_SOCKETS for every socket it connects,
 * listens on or opens for datagrams, and for every name it looks up, in any of its threads. Pipes to child processes
 * are none of these.
 */
const { appendFileSync } = require('node:fs');
const dgram = require('node:dgram');
const dns = require('node:dns');
const net = require('node:net');

const watch = (owner, method, name) => {
  const original = owner[method];
  owner[method] = function (...args) {
    appendFileSync(process.env.EIDER_SOCKETS, `${name}\n`);
    return original.apply(this, args);
  };
};

watch(net.Socket.prototype, 'connect', 'connect');
watch(net.Server.prototype, 'listen', 'listen');
watch(dgram, 'createSocket', 'datagram');
for (const owner of [dns, dns.promises]) {
  for (const method of ['lookup', 'resolve', 'resolve4', 'resolve6']) watch(owner, method, 'name');
}
const { fetch } = globalThis;
globalThis.fetch = (...args) => {
  appendFileSync(process.env.EIDER_SOCKETS, 'fetch\n');
  return fetch(...args);
};
