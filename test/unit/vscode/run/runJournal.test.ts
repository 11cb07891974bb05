import * as assert from 'node:assert/strict';
import type { JournalStore } from '../../../../src/core/run/journal';
import { RunJournal } from '../../../../src/vscode/run/runJournal';
import { RunStore } from '../../../../src/vscode/run/runStore';
import { disputed } from '../../../doubles/disputedRun';
import { memory } from '../../../doubles/memory';
import { recordOf } from '../../../doubles/scriptedDebugger';
import { RunRecord } from '../../../../src/core/run/runRecord';

class Journals implements JournalStore {
  readonly texts = new Map<string, string>();
  append(run: string, text: string): void {
    this.texts.set(run, (this.texts.get(run) ?? '') + text);
  }
  read() {
    return Promise.resolve([...this.texts].map(([run, text]) => ({ run, text })));
  }
  remove(run: string): void {
    this.texts.delete(run);
  }
  settled(): Promise<void> {
    return Promise.resolve();
  }
}

async function open(journals: Journals) {
  const store = new RunStore(memory());
  const journal = new RunJournal(store, journals, (error) => assert.fail(String(error)));
  await journal.restored;
  return store;
}

function play(store: RunStore, id: string, count = disputed.length): RunRecord {
  const { file, name } = recordOf();
  const run = new RunRecord(id, file, name);
  store.add(run);
  disputed.slice(0, count).forEach((event, i) => store.record(run, event, i));
  return run;
}

describe('RunJournal', () => {
  it('brings the runs of a window that went away back into the next one', async () => {
    const journals = new Journals();
    const run = play(await open(journals), 'a');
    const store = await open(journals);
    assert.equal(store.shown?.id, 'a');
    assert.deepEqual(store.get('a')?.ranked, run.ranked);
    assert.equal(store.get('a')?.question?.call, 'top([])');
  });

  it('writes on where it was, and brings back what was told later', async () => {
    const journals = new Journals();
    play(await open(journals), 'a');
    const store = await open(journals);
    store.tell('a', { kind: 'answered', answer: { call: 'top([])', said: 'both' } });
    const third = await open(journals);
    assert.equal(third.get('a')?.answers[0]?.said, 'both');
    assert.equal(third.get('a')?.question, undefined);
  });

  it('keeps the earlier run of a function until the next one is over', async () => {
    const journals = new Journals();
    const store = await open(journals);
    play(store, 'a');
    play(store, 'b', 2);
    assert.deepEqual([...journals.texts.keys()], ['a', 'b']);
    const again = await open(journals);
    assert.equal(again.shown?.id, 'a');
    play(again, 'c');
    assert.deepEqual([...journals.texts.keys()], ['c']);
  });

  it('leaves a run that began while it read in front', async () => {
    const journals = new Journals();
    play(await open(journals), 'a');
    const store = new RunStore(memory());
    const journal = new RunJournal(store, journals, (error) => assert.fail(String(error)));
    play(store, 'b', 2);
    await journal.restored;
    assert.equal(store.shown?.id, 'b');
    assert.ok(journals.texts.has('b'));
  });
});
