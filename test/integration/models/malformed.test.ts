import * as assert from 'node:assert/strict';
import { Workbench } from '../../../src/core/candidate/strategies/workbench';
import { defaultPlan } from '../../../src/core/candidate/strategies/plan';
import { captureWith } from '../../../src/core/capture/capture';
import { captureTools } from '../../../src/core/capture/outline';
import type { SessionEvent } from '../../../src/core/model/events';
import { seeded } from '../../../src/core/oracle/inputs/random';
import { factsOf } from '../../../src/core/prompt/facts';
import { fixPrompt } from '../../../src/core/prompt/prompts';
import { OpenAiModel } from '../../../src/models/openai';
import { syntax } from '../../doubles/grammars';
import { openAiServer } from '../../doubles/openaiServer';
import { undecided } from '../../doubles/quickRun';
import { impatient } from './httpFaults';
import { malformedReplies } from './malformedReplies';

const COUNT = 1000;
const AT_ONCE = 16;

describe('malformed replies', function () {
  this.timeout(120_000);

  it(`${COUNT} of them: no crash, and of each that is no program a clear message`, async () => {
    const replies = malformedReplies(COUNT);
    const file = { path: '/project/last.js', languageId: 'javascript' as const, text: undecided, version: 0 };
    const tools = await captureTools(syntax, 'javascript');
    const [focal] = captureWith(tools, file);
    assert.ok(focal);
    const facts = factsOf({ focal, language: 'JavaScript', tests: [], verdicts: new Map() });
    await using server = await openAiServer((body) => {
      const index = Number(/reply (\d+)/.exec(body.messages.at(-1)?.content ?? '')?.[1]);
      return replies[index]?.step ?? { kind: 'status', status: 500 };
    });
    const model = new OpenAiModel({
      baseUrl: server.baseUrl,
      model: 'test-model',
      patience: { ...impatient, firstMs: 20_000, idleMs: 20_000, totalMs: 20_000, tries: 1 },
    });
    const seen = { programs: 0, notes: new Map<string, number>() };

    const one = async (index: number): Promise<void> => {
      let programs = 0;
      const bench = new Workbench(
        {
          model,
          plan: { ...defaultPlan, calls: 1 },
          facts,
          reader: { focal, tools, seen: new Set() },
          tests: [],
          clock: performance,
          random: seeded(1),
          seed: 1,
          deadline: Infinity,
          run: async function* (candidates) {
            programs += candidates.length;
            await Promise.resolve();
            return [];
          },
        },
        new AbortController().signal,
      );
      const messages = () => [
        ...fixPrompt(facts, 'local', 'usual'),
        { role: 'user' as const, content: `reply ${index}` },
      ];
      const events: SessionEvent[] = [];
      for await (const event of bench.attempt({ purpose: 'fix', messages, n: 1, temperature: 0 })) events.push(event);
      const notes = events.flatMap((e) => (e.kind === 'note' ? e.message : []));
      const { name } = replies[index] ?? { name: '' };
      if (programs === 0) assert.ok(notes.length > 0, `${name}: nobody is told why there is nothing`);
      for (const note of notes) {
        assert.match(note, /^[A-Z].*[.]$/s, `${name}: ${note}`);
        assert.doesNotMatch(note, /undefined|\[object|TypeError|Cannot read/, `${name}: ${note}`);
        assert.ok(note.length < 500, `${name}: ${note.length} characters`);
        const sort = note.replace(/127\.0\.0\.1:\d+/, 'HOST').split('.')[0] ?? '';
        seen.notes.set(sort, (seen.notes.get(sort) ?? 0) + 1);
      }
      seen.programs += programs;
    };

    let next = 0;
    const worker = async (): Promise<void> => {
      while (next < replies.length) await one(next++);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    // The corpus is worth something only if it reaches every way an answer can be read.
    const words = [...seen.notes.keys()].join('\n');
    for (const sort of [/cut off/, /words and no code/, /another function/, /change tests/, /cannot be read/]) {
      assert.match(words, sort);
    }
    for (const sort of [/gave the function back/, /not JSON/, /nothing/, /failed while/]) assert.match(words, sort);
    assert.ok(seen.programs > 0 && seen.programs < COUNT / 2, `${seen.programs} programs`);
    if (process.env['EIDER_VERBOSE'] !== undefined) console.log(seen.programs, seen.notes);
  });
});
