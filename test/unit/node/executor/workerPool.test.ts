import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { Slots } from '../../../../src/node/executor/slots';
import { WorkerPool } from '../../../../src/node/executor/workerPool';
import type { Sandbox } from '../../../../src/node/sandbox/sandbox';
import { plainFunction } from '../../../doubles/plainFunction';
import { exampleTest } from '../../../doubles/tests';

/** Answers what it is asked, but jobs only with signs of life. */
const harness = `
const fs = require('node:fs');
const { Socket } = require('node:net');
let nonce = '';
const say = (line) => fs.writeSync(4, JSON.stringify({ ...line, nonce }) + '\\n');
new Socket({ fd: 3, readable: true }).setEncoding('utf8').on('data', (text) => {
  for (const line of text.split('\\n').filter(Boolean)) {
    const { id, op, ...request } = JSON.parse(line);
    if (op === 'hello') nonce = request.nonce;
    if (op === 'run') setInterval(() => say({ id, event: 'alive' }), 20);
    else say({ id, ok: op === 'hello' ? { protocol: 1, runtime: 'none' } : {} });
  }
});`;

describe('worker pool', () => {
  it('ends a harness that only says it is alive, and blames the job after the second', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'eider-pool-'));
    const program = path.join(folder, 'harness.cjs');
    await writeFile(program, harness);
    const warnings: string[] = [];
    const silent = (): void => undefined;
    const sandbox: Sandbox = {
      name: 'none',
      containment: 'limits only',
      ownProcesses: false,
      wrap: (command) => Promise.resolve(command),
    };
    const file = { path: path.join(folder, 'a.js'), languageId: 'javascript', text: 'let f;', version: 0 } as const;
    const pool = new WorkerPool({
      target: {
        focal: plainFunction(file, 'f'),
        workspaceRoot: folder,
        scripts: [],
        testFiles: [],
        limits: { testMs: 10, memoryMb: 100, processes: 1, outputBytes: 1000 },
      },
      launch: {
        runtime: 'none',
        command: process.execPath,
        args: [program],
        env: {},
        cwd: folder,
        readable: [],
        options: {},
      },
      sandbox,
      slots: new Slots(1),
      log: { debug: silent, info: silent, error: silent, warn: (message) => warnings.push(message) },
      environment: [],
      patience: { jobMs: 100, testMs: 0 },
    });
    try {
      const job = { id: 'job', source: file.text, tests: [exampleTest('f()')] };
      const result = await pool.run(job, new AbortController().signal);
      const verdict = result.kind === 'ran' ? result.verdicts.get('f()') : undefined;
      assert.equal(verdict?.kind, 'errored');
      assert.equal(warnings.length, 2);
      assert.match(warnings.join('\n'), /got nowhere/);
    } finally {
      await pool.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
