import * as assert from 'node:assert/strict';
import type { SessionEvent } from '../../../../../src/core/model/events';
import type { ModelRequest } from '../../../../../src/core/ports';
import { fakeModel } from '../../../../doubles/fakeModel';
import { ScriptedServer } from '../../../../doubles/languageServer';
import { quickRun, undecided } from '../../../../doubles/quickRun';

/** No small edit writes this function, and there is little in it to edit. */
const motto = `/**
 * @example
 * motto('run') // => 'tries, runs, ranks'
 * motto('') // => 'nothing'
 */
export function motto(word) {
  return null;
}
`;
const program = (body: string): string => `Because.\n\`\`\`js\nfunction motto(word) {\n  ${body}\n}\n\`\`\``;
const right = program("return word === '' ? 'no' + 'thing' : ['tries', word + 's', 'ranks'].join(', ');");
/** Right on one of two examples, each time otherwise wrong on the other one. */
const half = (n: number): string => program(`return word === '' ? 'nothing' : ${n};`);
const none = program("return 'guesses';");

const said = ({ messages }: ModelRequest): string => messages.at(-1)?.content ?? '';
const purposes = (events: readonly SessionEvent[]): readonly string[] =>
  events.flatMap((e) => (e.kind === 'modelCall' && e.state === 'started' ? e.purpose : []));

describe('the tree of causes (thinker, solver, critic, debugger)', function () {
  this.timeout(30_000);
  const causes = '1. It returns nothing at all\n2. The word is left out of it\n3. The parts are not joined';

  it('solves each cause, has the result scored, and debugs what is near', async () => {
    const model = fakeModel((request) => {
      const text = said(request);
      if (text.includes('possible causes')) return causes;
      if (text.includes('How near is it')) return '4';
      return text.includes('This correction was tried') ? right : half(1);
    });
    const { result, events } = await quickRun({ text: motto, model, plan: { mode: 'tree', calls: 12 } });
    assert.equal(result.outcome, 'fixed');
    assert.deepEqual(purposes(events), ['causes', 'cause', 'review', 'debug']);
    assert.match(
      said(model.requests[1] ?? assert.fail()),
      /Suppose that this is the cause: `It returns nothing at all`/,
    );
    assert.match(said(model.requests[2] ?? assert.fail()), /How near is it\? Answer with one digit/);
    assert.match(said(model.requests[3] ?? assert.fail()), /It still fails here:\n`motto\('run'\)`/);
  });

  it('leaves a branch that a round made no better, and takes the next cause', async () => {
    const model = fakeModel((request) => {
      const text = said(request);
      if (text.includes('possible causes')) return causes;
      if (text.includes('How near is it')) return '0';
      if (text.includes('This correction was tried')) return half(2);
      return text.includes('The parts are not joined') ? right : half(1);
    });
    const { result, events } = await quickRun({ text: motto, model, plan: { mode: 'tree', calls: 20 } });
    assert.equal(result.outcome, 'fixed');
    const order = purposes(events);
    assert.equal(order[0], 'causes');
    assert.equal(order.at(-1), 'cause');
    const asked = model.requests.map(said);
    for (const cause of ['It returns nothing at all', 'The word is left out of it', 'The parts are not joined'])
      assert.ok(
        asked.some((text) => text.includes(`Suppose that this is the cause: \`${cause}\``)),
        cause,
      );
  });

  it('believes an execution and no critic', async () => {
    const model = fakeModel((request) => {
      const text = said(request);
      if (text.includes('possible causes')) return causes;
      return text.includes('How near is it') ? '5' : none;
    });
    const { result } = await quickRun({ text: motto, model, plan: { mode: 'tree', calls: 8 } });
    assert.equal(result.outcome, 'notFixed');
    assert.ok(result.modelCalls <= 8);
  });

  it('goes on where the thinker has nothing to say', async () => {
    const model = fakeModel((request) => (said(request).includes('possible causes') ? 'Hm.' : right));
    const { result, events } = await quickRun({ text: motto, model, plan: { mode: 'tree', calls: 8 } });
    assert.equal(result.outcome, 'fixed');
    assert.deepEqual(purposes(events), ['causes', 'cause']);
  });
});

describe('wide, not deep', function () {
  this.timeout(30_000);

  it('asks for a small and a free fix, debugs at most two rounds in a row, and starts afresh from causes', async () => {
    let tried = 0;
    const model = fakeModel((request) => (said(request).includes('possible causes') ? 'Hm.' : half(++tried)));
    const { result, events } = await quickRun({ text: motto, model, plan: { samples: 2, calls: 8 } });
    assert.equal(result.outcome, 'notFixed');
    const order = purposes(events);
    assert.equal(order.length, 8);
    assert.deepEqual(order.slice(0, 2), ['fix', 'rewrite']);
    assert.ok(order.includes('debug') && order.includes('causes'), order.join());
    assert.equal(order.filter((p) => p === 'causes').length, 1);
  });

  it('keeps a correction of a correction only if more tests pass', async () => {
    const model = fakeModel((request) => (said(request).includes('This correction was tried') ? none : half(1)));
    const { events } = await quickRun({ text: motto, model, plan: { samples: 1, calls: 8 } });
    assert.ok(purposes(events).includes('debug'));
    const shown = model.requests.map(said).filter((text) => text.includes('This correction was tried'));
    assert.ok(shown.every((text) => text.includes("? 'nothing' : 1") && !text.includes('guesses')));
  });

  it('asks small models for independent answers and shows them no mistakes', async () => {
    const model = fakeModel(() => half(1), 'openai/tiny-coder-1.3b');
    const { events } = await quickRun({ text: motto, model, plan: { samples: 2, calls: 5 } });
    const order = purposes(events);
    assert.equal(order.length, 5);
    assert.ok(
      order.every((p) => p === 'fix' || p === 'rewrite'),
      order.join(),
    );
    assert.ok(model.requests.slice(2).every(({ n }) => n === 4));
  });

  it('asks once where small edits pass the tests and disagree', async () => {
    const model = fakeModel(() => 'Nothing.');
    const { result } = await quickRun({ text: undecided, model, plan: { samples: 4, calls: 8 } });
    assert.equal(result.outcome, 'fixed');
    assert.equal(model.requests.length, 1);
  });

  it('does not ask once it is fixed, and never more than it may', async () => {
    const model = fakeModel(() => right);
    const { result } = await quickRun({ text: motto, model });
    assert.equal(result.outcome, 'fixed');
    assert.equal(model.requests.length, 1);
    const none = fakeModel(() => right);
    await quickRun({ text: motto, model: none, plan: { tokens: 0 } });
    assert.equal(none.requests.length, 0);
  });
});

describe('what a prompt says after a failure', function () {
  this.timeout(30_000);

  it('is more: legal members and verified fixes of this project', async () => {
    const text = motto.replace('return null;', 'return word.trimmed();');
    const server = new ScriptedServer({ members: { 'word.': ['trim', 'toUpperCase'] } });
    const before = 'function slogan(word) {\n  return word.trimmed();\n}';
    const pastFixes = [
      {
        path: '/project/slogan.js',
        name: 'slogan',
        languageId: 'javascript' as const,
        before,
        after: before.replace('trimmed', 'trim'),
      },
    ];
    let tried = 0;
    const model = fakeModel(() => half(++tried));
    await quickRun({ text, model, server, pastFixes, plan: { samples: 1, calls: 3 } });
    const [first = '', second = ''] = model.requests.map(said);
    assert.ok(!first.includes('Members that exist') && !first.includes('A verified fix'));
    assert.match(second, /Members that exist:\n`word: trim, toUpperCase`/);
    assert.match(
      second,
      /A verified fix of `slogan` in the same project:\n```diff\n[^`]*-\s+return word\.trimmed\(\);\n\+\s+return word\.trim\(\);/,
    );
    // What stays the same stands first, so that a server's prompt cache hits.
    const head = first.slice(0, first.indexOf('Correct it with'));
    assert.ok(head.length > 200 && second.startsWith(head.trimEnd()));
  });
});
