import * as assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { createDebugger } from '../../src/core';
import { FixResultBuilder } from '../../src/core/fixResult';
import type { SessionEvent } from '../../src/core/model/events';
import type { ModelChunk } from '../../src/core/ports';
import { languages } from '../../src/languages/registry';
import { listModels } from '../../src/models/endpoint';
import { OpenAiModel } from '../../src/models/openai';
import { createNodePorts } from '../../src/node/ports';

const home = process.env['EIDER_SMALL_MODEL'] ?? '';
const never = new AbortController().signal;
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** Small models write this wrong, most of the time; no small edit writes it. */
const source = `def order(words):
    """
    >>> order(['bb', 'a', 'cc'])
    ['a', 'cc', 'bb']
    >>> order(['x', 'zz', 'y', 'yyy'])
    ['y', 'x', 'zz', 'yyy']
    """
    return None
`;

/** A real model of 1.1 billion parameters on one thread: slow, talkative and mostly wrong. */
describe('a real small model', function () {
  this.timeout(600_000);
  let server: ChildProcess;
  let origin: string;

  before(async () => {
    server = spawn(process.execPath, [path.join(__dirname, 'server.mjs'), home, path.join(home, 'model.gguf')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const port = await new Promise<string>((resolve, reject) => {
      server.stdout?.on('data', (data: Buffer) => {
        const found = /listening (\d+)/.exec(data.toString())?.[1];
        if (found !== undefined) resolve(found);
      });
      server.once('exit', (code) => reject(new Error(`the server ended with code ${code}`)));
    });
    origin = `http://127.0.0.1:${port}`;
  });
  after(() => server.kill());

  const model = () => new OpenAiModel({ baseUrl: `${origin}/v1`, model: 'tinyllama-1.1b' });
  const busy = async () => Number(await (await fetch(`${origin}/busy`)).text());
  const ask = (text: string, signal: AbortSignal) =>
    model().stream({ messages: [{ role: 'user', content: text }], temperature: 0, maxTokens: 40, n: 1 }, signal);

  it('is listed, streams its answer and reports its tokens', async () => {
    assert.deepEqual(await listModels(`${origin}/v1`, undefined, never), ['tinyllama-1.1b']);
    const chunks: ModelChunk[] = [];
    for await (const chunk of ask('Say one sentence about ducks.', never)) chunks.push(chunk);
    assert.ok(chunks.filter((c) => c.kind === 'text').length > 3);
    const usage = chunks.find((c) => c.kind === 'usage')?.usage;
    assert.ok(usage && usage.completionTokens > 3);
  });

  it('stops writing when it is cancelled', async () => {
    const abort = new AbortController();
    let at = 0;
    await assert.rejects(async () => {
      for await (const chunk of ask('Count from one to one hundred in words.', abort.signal)) {
        if (chunk.kind !== 'text' || at > 0) continue;
        at = performance.now();
        abort.abort(new Error('cancelled'));
      }
    }, /cancelled/);
    assert.ok(performance.now() - at < 200, `${performance.now() - at} ms`);
    for (const end = Date.now() + 20_000; (await busy()) > 0;) {
      assert.ok(Date.now() < end, 'the server still writes');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });

  it('is asked, its wrong fixes are rejected, and the run ends well within its budget', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'eider-small-'));
    try {
      const file = { path: path.join(folder, 'order.py'), languageId: 'python' as const, text: source, version: 0 };
      await writeFile(file.path, source);
      const ports = createNodePorts({
        assets: path.resolve(__dirname, '../../dist'),
        workspaceRoot: folder,
        settings: () => ({ sandbox: 'preferred' }),
        log,
        model: model(),
      });
      const builder = new FixResultBuilder();
      const calls: SessionEvent[] = [];
      const budgetMs = 180_000;
      const plan = { mode: 'wide' as const, samples: 1, calls: 2, tokens: 20_000 };
      const request = { file, select: { name: 'order' }, testPaths: [], budgetMs, seed: 1, model: plan };
      const started = performance.now();
      for await (const event of createDebugger(ports, languages).fix(request, never)) {
        builder.add(event);
        if (event.kind === 'modelCall') calls.push(event);
      }
      const { outcome, message, candidates, modelCalls, notes, usage } = builder.result('order.py');
      console.log(`      ${outcome}: ${message} ${JSON.stringify({ modelCalls, usage, notes })}`);
      assert.ok(performance.now() - started < budgetMs + 5000);
      assert.ok(modelCalls >= 1 && modelCalls <= plan.calls);
      assert.ok(calls.some((c) => c.kind === 'modelCall' && c.state === 'streaming' && c.text !== ''));
      // Whatever it wrote, only what passes both examples counts as a fix.
      assert.equal(outcome, candidates.some((c) => c.plausible) ? 'fixed' : 'notFixed');
      for (const candidate of candidates.filter((c) => c.plausible)) assert.equal(candidate.passed, candidate.total);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
