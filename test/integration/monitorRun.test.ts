import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { createDebugger } from '../../src/core';
import type { SessionEvent } from '../../src/core/model/events';
import type { LanguageServer } from '../../src/core/ports';
import { languages } from '../../src/languages/registry';
import type { Capabilities } from '../../src/models/capabilities';
import { OpenAiModel } from '../../src/models/openai';
import { PrivateServers } from '../../src/node/languageServer/privateServers';
import { createNodePorts } from '../../src/node/ports';
import { descendants } from '../../src/node/process/tree';
import { openAiServer, type OpenAiServer, type Script } from '../doubles/openaiServer';
import { answers, files } from '../vscode/monitor/samples';

const root = path.join(__dirname, '../..');
const BUDGET_MS = 30_000;
const log = { debug: silent, info: silent, warn: silent, error: console.error };

/** A whole run with a model on the loopback and language servers of one's own. */
describe('a run with a language server', function () {
  this.timeout(120_000);
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'eider-monitor-'));
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), text);
    }
    await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const run = async (
    language: 'typescript' | 'python',
    endpoint: OpenAiServer,
    server: LanguageServer,
    capabilities: Capabilities = {},
  ) => {
    const file = path.join(folder, language === 'python' ? 'monitor/initials.py' : 'monitor/initials.ts');
    const ports = createNodePorts({
      assets: path.join(root, 'dist'),
      workspaceRoot: folder,
      settings: () => ({ sandbox: 'preferred' }),
      log,
      server,
      // Answers side by side, as servers send them.
      model: new OpenAiModel({
        baseUrl: endpoint.baseUrl,
        model: 'test-model',
        capabilities: new Map([[`${endpoint.baseUrl}\ntest-model`, { n: false, ...capabilities }]]),
      }),
    });
    const text = await readFile(file, 'utf8');
    const request = {
      file: { path: file, languageId: language, text, version: 1 },
      select: { name: 'initials' },
      seed: 1,
      budgetMs: BUDGET_MS,
    };
    const { signal } = new AbortController();
    // A server that is still starting holds up no run, and says nothing of its candidates.
    await server.diagnostics(request.file, signal);
    // What no small edit repairs is not looked for long: the clock jumps to where the model is asked.
    let skipped = 0;
    const clock = { now: () => performance.now() + skipped };
    const events: SessionEvent[] = [];
    for await (const event of createDebugger({ ...ports, clock }, languages).fix(request, signal)) {
      events.push(event);
      if (event.kind === 'progress' && skipped === 0) skipped = BUDGET_MS / 2;
    }
    const notes = events.flatMap((e) => (e.kind === 'note' ? e.message : []));
    const finished = events.find((e) => e.kind === 'finished');
    return { notes, finished, ranked: events.findLast((e) => e.kind === 'ranked')?.ranked ?? [] };
  };

  for (const [language, wrong, right] of [
    ['typescript', 'charat', 'charAt'],
    ['python', 'spllit', 'split'],
  ] as const)
    it(`puts a misspelled name right before anything runs: ${language}`, async () => {
      await using endpoint = await openAiServer([{ kind: 'reply', texts: [answers[language].misspelled] }]);
      using server = new PrivateServers({ root: folder, log });
      const { notes, finished, ranked } = await run(language, endpoint, server);
      assert.equal(finished?.outcome, 'fixed', [finished?.message, ...notes].join('\n'));
      assert.ok(notes.some((note) => note.includes(`\`${wrong}\` becomes \`${right}\``)));
      assert.ok(ranked[0]?.candidate.title.includes(`\`${wrong}\` becomes \`${right}\``), ranked[0]?.candidate.title);
    });

  it('cuts the model short at a member that does not exist, and tells it once which do', async () => {
    const { invented, right } = answers.typescript;
    const endless = `${invented.replace(/\n\}\n```\n$/, '\n')}${Array.from({ length: 3000 }, (_, i) => `  // step ${i}\n`).join('')}`;
    await using endpoint = await openAiServer((request) =>
      request.messages.some(({ content }) => content.includes('do not exist'))
        ? { kind: 'reply', texts: [right] }
        : { kind: 'reply', texts: [endless], piece: 24, everyMs: 20 },
    );
    using server = new PrivateServers({ root: folder, log });
    const { notes, finished } = await run('typescript', endpoint, server);
    assert.equal(finished?.outcome, 'fixed', [finished?.message, ...notes].join('\n'));
    assert.ok(
      notes.some((note) => /^Cut short: .*initialLetters/.test(note)),
      notes.join('\n'),
    );
    const told = endpoint.received.at(-1)?.body.messages.at(-1)?.content ?? '';
    assert.match(told, /Legal names of name \(name: string\): .*split/);
    assert.equal(endpoint.open, 0);
  });

  describe('goes on with a member that exists, without asking for the answer anew,', () => {
    const { right, invented } = answers.typescript;
    const upTo = (text: string, end: string) => text.slice(0, text.indexOf(end) + end.length);
    const rest = right.slice(upTo(right, 'name.split').length);
    /** Pieces of three letters; the number of a piece is its place among all that were ever asked for. */
    const pieces: string[] = [];
    const tokenize = (text: string) =>
      (text.match(/.{1,3}/g) ?? []).map((piece) => {
        if (!pieces.includes(piece)) pieces.push(piece);
        return pieces.indexOf(piece);
      });
    let server: PrivateServers;
    before(() => (server = new PrivateServers({ root: folder, log })));
    after(() => server[Symbol.dispose]());

    for (const [how, able, parameter] of [
      ['by structured choice', { structuredChoice: true, grammar: true }, 'guided_choice'],
      ['by a grammar', { grammar: true, bias: true }, 'grammar'],
      ['by biased tokens', { bias: true, jsonSchema: true }, 'logit_bias'],
      ['by a schema', { jsonSchema: true }, 'response_format'],
      ['with another', {}, undefined],
    ] as const)
      it(how, async () => {
        const script: Script = (request) => {
          const begun = request.messages.at(-1)?.content ?? '';
          const wanted = Object.keys((request['logit_bias'] as object | undefined) ?? {}).map(Number);
          const say = (text: string) => ({ kind: 'reply' as const, texts: [text] });
          if (request['response_format'] !== undefined) return say('{"choice": "split"}');
          // What follows the wrong name never comes: the answer has to be cut there.
          if (request.messages.at(-1)?.role !== 'assistant')
            return {
              ...say(invented),
              piece: upTo(invented, "initialLetters(' '));\n").length,
              go: new Promise(() => undefined),
            };
          if (wanted.length > 0) return say(pieces.find((p, i) => wanted.includes(i) && 'split'.includes(p)) ?? '');
          if (parameter !== undefined && parameter in request) return say('split');
          return say(begun.endsWith('name.') ? `split${rest}` : rest);
        };
        await using endpoint = await openAiServer(script, { tokenize });
        const { notes, finished } = await run('typescript', endpoint, server, { prefill: true, ...able });
        assert.equal(finished?.outcome, 'fixed', [finished?.message, ...notes].join('\n'));
        assert.ok(
          notes.some((note) => /^Cut short: .*initialLetters.* The model went on /.test(note) && note.includes(how)),
          notes.join('\n'),
        );
        const bodies = endpoint.received.map(({ body }) => body);
        assert.ok(parameter === undefined || bodies.some((body) => parameter in body));
        assert.ok(!bodies.some(({ messages }) => messages.some(({ content }) => content.includes('do not exist'))));
      });
  });

  for (const [what, signal] of [
    ['killed', 'SIGKILL'],
    ['frozen', 'SIGSTOP'],
  ] as const)
    it(`loses no candidate to a server that is ${what} in the middle`, async () => {
      const { misspelled, right } = answers.typescript;
      await using endpoint = await openAiServer([
        { kind: 'reply', texts: [misspelled] },
        { kind: 'reply', texts: [right] },
      ]);
      const before = new Set(descendants(process.pid));
      using own = new PrivateServers({ root: folder, log });
      let struck = 0;
      /** Strikes the server with the first question about a candidate, while it is on its way. */
      const server: LanguageServer = {
        name: own.name,
        members: (...asked) => own.members(...asked),
        signatures: (...asked) => own.signatures(...asked),
        actions: (...asked) => own.actions(...asked),
        type: (...asked) => own.type(...asked),
        diagnostics: (file, stop) => {
          const answer = own.diagnostics(file, stop);
          if (file.text.includes('charat'))
            for (const pid of descendants(process.pid).filter((one) => !before.has(one))) {
              if (!isServer(pid)) continue;
              process.kill(pid, signal);
              struck++;
            }
          return answer;
        },
      };
      const { finished, notes } = await run('typescript', endpoint, server);
      assert.ok(struck > 0);
      assert.equal(finished?.outcome, 'fixed', [finished?.message, ...notes].join('\n'));
    });
});

function isServer(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('tsserver');
  } catch {
    return false;
  }
}

function silent(): void {
  // The events say what matters.
}
