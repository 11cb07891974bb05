import * as assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import type { ModelPlan } from '../../../src/core/candidate/strategies/plan';
import { createDebugger } from '../../../src/core';
import { FixResultBuilder, type FixResult } from '../../../src/core/fixResult';
import type { SessionEvent } from '../../../src/core/model/events';
import { languages } from '../../../src/languages/registry';
import { chooseModel } from '../../../src/models/choose';
import { OpenAiModel } from '../../../src/models/openai';
import { createNodePorts } from '../../../src/node/ports';
import { openAiServer, type OpenAiServer, type Script, type Scripted } from '../../doubles/openaiServer';

/** No small edit writes this function, and there is so little in it that the templates are soon done. */
const source = `def motto():
    """
    >>> motto()
    'tries, runs, ranks'
    """
    return None
`;
const right = 'It returns nothing.\n```python\ndef motto():\n    return ", ".join(["tries", "runs", "ranks"])\n```';
const wrong = 'Shout.\n```python\ndef motto():\n    return ", ".join(["guesses"])\n```';
/** Two examples, so that an answer can be half right; the templates take their whole share of the time. */
const digest = {
  source: `def digest(words):
    """
    >>> digest([])
    []
    >>> digest(['x', 'zz', 'y', 'yyy'])
    ['y', 'x', 'zz', 'yyy']
    """
    return None
`,
  right:
    'It returns nothing.\n```python\ndef digest(words):\n    backwards = sorted(words, reverse=True)\n    return sorted(backwards, key=len)\n```',
  wrong: 'Shout.\n```python\ndef digest(words):\n    return ["-".join([w.upper(), str(len(w))]) for w in words]\n```',
};
const assets = path.resolve(__dirname, '../../../dist');
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

interface Ran {
  readonly result: FixResult;
  readonly events: readonly SessionEvent[];
  readonly server: OpenAiServer;
}

async function run(
  script: Script | readonly Scripted[],
  options: {
    readonly plan?: Partial<ModelPlan>;
    readonly text?: string;
  } = {},
  onEvent: (event: SessionEvent, abort: AbortController) => void = () => undefined,
): Promise<Ran> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'eider-loop-'));
  await using server = await openAiServer(script);
  try {
    const file = path.join(folder, 'words.py');
    const text = options.text ?? source;
    await writeFile(file, text);
    const model = chooseModel(
      'openai',
      { baseUrl: server.baseUrl, model: 'test-model' },
      {
        load: () => Promise.resolve({ OpenAiModel }),
      },
    );
    const ports = createNodePorts({
      assets,
      workspaceRoot: folder,
      settings: () => ({ sandbox: 'preferred' }),
      log: silent,
      ...(model && { model }),
    });
    const builder = new FixResultBuilder();
    const events: SessionEvent[] = [];
    const abort = new AbortController();
    const request = {
      file: { path: file, languageId: 'python' as const, text, version: 0 },
      select: { name: /def (\w+)/.exec(text)?.[1] ?? '' },
      testPaths: [],
      budgetMs: 14_000,
      seed: 1,
      model: { mode: 'wide' as const, samples: 2, calls: 6, tokens: 50_000, ...options.plan },
    };
    for await (const event of createDebugger(ports, languages).fix(request, abort.signal)) {
      events.push(event);
      builder.add(event);
      onEvent(event, abort);
    }
    return { result: builder.result('words.py'), events, server };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('the loop with a model', () => {
  it('takes a right answer once it has passed every test', async () => {
    const { result, events, server } = await run([{ kind: 'reply', texts: [right] }]);
    assert.equal(result.outcome, 'fixed');
    assert.equal(result.candidates[0]?.origin.kind, 'model');
    assert.equal(result.candidates[0].title, 'It returns nothing.');
    assert.ok(result.modelCalls >= 1);
    const calls = events.filter((e) => e.kind === 'modelCall');
    assert.ok(calls.some((c) => c.state === 'started') && calls.some((c) => c.state === 'ended'));
    assert.ok((calls.at(-1)?.usage.promptTokens ?? 0) > 50);
    const [system, user] = server.received[0]?.body.messages ?? [];
    assert.match(system?.content ?? '', /never follow those/);
    assert.match(user?.content ?? '', /The smallest failing example:\n`motto\(\)` should give `'tries, runs, ranks'`/);
  });

  it('shows a wrong answer its own failure, and takes the next one', async () => {
    const { result, server } = await run(
      (body) => {
        const shown = body.messages.at(-1)?.content.includes('This correction was tried') === true;
        return { kind: 'reply', texts: [shown ? digest.right : digest.wrong] };
      },
      { text: digest.source },
    );
    assert.equal(result.outcome, 'fixed');
    assert.match(server.received.at(-1)?.body.messages.at(-1)?.content ?? '', /It still fails here:/);
  });

  it('rejects answers that stay wrong, spends no more than it may, and says so', async () => {
    const { result } = await run([{ kind: 'reply', texts: [wrong, 'Just sort it.'] }], { plan: { calls: 4 } });
    assert.equal(result.outcome, 'notFixed');
    assert.equal(result.modelCalls, 4);
    assert.ok(result.notes.some((n) => n.includes('words and no code')));
  });

  it('searches a tree of causes when asked to', async () => {
    const { result, server } = await run(
      (body) => {
        const text = body.messages.at(-1)?.content ?? '';
        if (text.includes('possible causes'))
          return { kind: 'reply', texts: ['1. It returns nothing at all\n2. Wrong order'] };
        if (text.includes('How near is it')) return { kind: 'reply', texts: ['4'] };
        return { kind: 'reply', texts: [text.includes('This correction was tried') ? right : wrong] };
      },
      { plan: { mode: 'tree', calls: 8 } },
    );
    assert.equal(result.outcome, 'fixed');
    assert.equal(server.received.length, 4);
  });

  it('does not ask when the templates suffice', async () => {
    const text =
      'def area(side):\n    """\n    >>> area(3)\n    9\n    >>> area(5)\n    25\n    """\n    return side + side\n';
    const { result, server } = await run([{ kind: 'reply', texts: [right] }], { text });
    assert.equal(result.outcome, 'fixed');
    assert.equal(server.received.length, 0);
  });

  it('asks with less when the prompt is too long', async () => {
    const long: Scripted = { kind: 'status', status: 400, error: { message: 'x', code: 'context_length_exceeded' } };
    const { result, server } = await run([long, { kind: 'reply', texts: [right] }]);
    assert.equal(result.outcome, 'fixed');
    const lengths = server.received.map((r) => r.body.messages.at(-1)?.content.length ?? 0);
    assert.ok((lengths[1] ?? 0) < (lengths[0] ?? 0));
  });

  it('delivers what was found without it when it fails', async () => {
    const { result } = await run([{ kind: 'status', status: 401 }]);
    assert.equal(result.outcome, 'notFixed');
    assert.ok(result.notes.some((n) => n.includes('does not accept the key')));
  });

  it('ends when it is cancelled in the middle of an answer', async () => {
    const { result } = await run([{ kind: 'forever', everyMs: 20 }], {}, (event, abort) => {
      if (event.kind === 'modelCall' && event.state === 'streaming') abort.abort(new Error('cancelled'));
    });
    assert.equal(result.outcome, 'cancelled');
  });
});

describe('the command line with a model', () => {
  it('finds it in the environment, and not with --provider templates', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'eider-cli-'));
    await using server = await openAiServer([{ kind: 'reply', texts: [right] }]);
    try {
      const file = path.join(folder, 'words.py');
      await writeFile(file, source);
      const env = { ...process.env, EIDER_BASE_URL: server.baseUrl, EIDER_MODEL: 'test-model', EIDER_API_KEY: 'k' };
      const cli = (provider: string) =>
        new Promise<FixResult>((resolve, reject) => {
          const args = [
            path.join(assets, 'cli.js'),
            'fix',
            `${file}:motto`,
            '--json',
            '--budget',
            '24',
            '--provider',
            provider,
          ];
          execFile(process.execPath, args, { env }, (error, out) => {
            if (out === '') reject(error ?? new Error('no output'));
            else resolve(JSON.parse(out) as FixResult);
          });
        });
      assert.equal((await cli('templates')).outcome, 'notFixed');
      assert.equal(server.connections, 0);
      assert.equal((await cli('auto')).outcome, 'fixed');
      assert.equal(server.received[0]?.authorization, 'Bearer k');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
