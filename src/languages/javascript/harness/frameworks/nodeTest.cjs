'use strict';
// Runs test files with the real `node:test` of the user's Node, one process for each file: for files that use what the warm emulation of
// `realm/nodeTest.js` does not have. This process runs no code of the user; results come over a descriptor of their own, with a nonce.
const { spawn } = require('node:child_process');
const { randomBytes } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { failure } = require('./failure.cjs');

exports.isInstalled = () => true;

exports.open = async ({ root, focalPath }, emit) => {
  const flags = projectFlags(root);
  return {
    async run({ source, files, limitMs }) {
      const problems = [];
      for (const file of files) {
        const error = await runFile({ root, focalPath, flags, source, file, limitMs }, emit);
        if (error) problems.push({ path: file, error });
      }
      return problems;
    },
    close: async () => undefined,
  };
};

function runFile({ root, focalPath, flags, source, file, limitMs }, emit) {
  const nonce = randomBytes(16).toString('hex');
  const reporter = randomBytes(16).toString('hex');
  const url = (name, query = '') => `${pathToFileURL(path.join(__dirname, name)).href}${query}`;
  const child = spawn(
    process.execPath,
    [
      '--no-warnings',
      ...['--import', url('nativePreload.mjs')],
      ...flags,
      `--test-reporter=${url('nativeReporter.mjs', `?name=${reporter}`)}`,
      '--test-reporter-destination=stderr',
      file,
    ],
    { cwd: root, env: { ...process.env, NODE_TEST_CONTEXT: '' }, stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] },
  );
  const state = { stack: [], seen: new Map(), selectors: [], ended: false, problem: undefined };
  child.stdio[3].on('error', () => undefined);
  child.stdio[3].end(JSON.stringify({ nonce, focalPath, source, reporter }));
  let tail = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (tail = (tail + text).slice(-2000)));
  let rest = '';
  child.stdio[4].setEncoding('utf8').on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    for (const line of lines) take(line);
  });

  function take(line) {
    let message;
    try {
      message = JSON.parse(line);
    } catch {
      message = {};
    }
    if (message.nonce !== nonce) {
      state.problem = crashed('Tampering', 'something else wrote where results are written');
      child.kill('SIGKILL');
    } else if (message.event === 'end') state.ended = true;
    else if (message.event === 'start') start(message);
    else report(message);
  }
  /** Names come level by level; a name that was there before gets a number, as in the emulation. */
  function start({ name, nesting }) {
    state.stack.length = nesting;
    state.selectors.length = nesting;
    state.stack[nesting] = name;
    const above = nesting > 0 ? `${state.selectors[nesting - 1]} > ` : '';
    const plain = `${above}${name}`;
    const nth = (state.seen.get(plain) ?? 0) + 1;
    state.seen.set(plain, nth);
    state.selectors[nesting] = nth > 1 ? `${plain} #${nth}` : plain;
    state.parents ??= new Set();
    if (nesting > 0) state.parents.add(state.selectors[nesting - 1]);
    emit('start', { path: file, selector: state.selectors[nesting] });
  }
  function report(message) {
    const selector = state.selectors[message.nesting];
    // Node reports a file that could not be loaded as a test with the file's name.
    if (selector === undefined || message.suite || state.parents?.has(selector)) return;
    emit('result', { path: file, selector, outcome: outcome(message, limitMs, focalPath) });
  }

  return new Promise((resolve) => {
    child.on('error', (error) => resolve(crashed('Crash', error.message)));
    child.on('close', (code, signal) => {
      if (state.problem) resolve(state.problem);
      else if (!state.ended)
        resolve(crashed('ProcessExit', `the test process ended with ${signal ?? `code ${code}`} ${tail}`.trim()));
      else resolve(undefined);
    });
  });
}

const crashed = (errorType, message) => ({
  kind: 'errored',
  durationMs: 0,
  errorType,
  message: message.slice(0, 1000),
});

function outcome({ event, skip, todo, durationMs = 0, changed, error }, limitMs, focalPath) {
  if (skip !== undefined && skip !== false) return { kind: 'inconclusive', reason: 'the test is marked skipped' };
  if (changed !== undefined)
    return {
      kind: 'errored',
      durationMs,
      errorType: 'Tampering',
      message: `the code replaced the built-in ${changed}`,
    };
  if (event === 'pass') return { kind: 'passed', durationMs };
  if (todo !== undefined && todo !== false) return { kind: 'inconclusive', reason: 'the test is marked todo' };
  if (error.failureType === 'testTimeoutFailure') return { kind: 'timedOut', limitMs };
  return { ...failure(error, focalPath), durationMs };
}

/** Flags of Node in the project's own test script: loaders, conditions, experiments. */
function projectFlags(root) {
  let script;
  try {
    script = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')).scripts?.test;
  } catch {
    return [];
  }
  const [, line] = /(?:^|[\s;&|])node\s+([^;&|]*--test\b[^;&|]*)/.exec(String(script ?? '')) ?? [];
  const words = line?.match(/[^\s"']+|"[^"]*"|'[^']*'/g)?.map((word) => word.replace(/^["']|["']$/g, '')) ?? [];
  const found = [];
  for (let at = 0; at < words.length; at += 1) {
    if (/^(--import|--require|-r|--loader|--experimental-loader|--conditions|-C)$/.test(words[at]))
      found.push(words[at], words[(at += 1)]);
    else if (/^--(import|require|loader|experimental-|conditions|no-experimental-|enable-source-maps)/.test(words[at]))
      found.push(words[at]);
  }
  return found.filter((word) => word !== undefined && !/^--experimental-test-coverage/.test(word));
}
