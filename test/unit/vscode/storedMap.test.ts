import * as assert from 'node:assert/strict';
import { StoredMap } from '../../../src/vscode/storedMap';

/** A memento as VS Code has it: the news of a write come back later, with what was written then. */
function lateMemento() {
  let value: unknown;
  const echoes: (() => void)[] = [];
  return {
    get: () => value as never,
    update: (_: string, next: unknown): Promise<void> => {
      const written = structuredClone(next);
      value = written;
      echoes.push(() => (value = written));
      return Promise.resolve();
    },
    echo: () => echoes.shift()?.(),
  };
}

describe('a stored map', () => {
  it('keeps what is set while the news of earlier writes arrive', () => {
    const memento = lateMemento();
    const map = new StoredMap<number>(memento, 'k');
    map.set('a', 1);
    map.set('b', 2);
    memento.echo();
    map.set('c', 3);
    memento.echo();
    assert.deepEqual(
      ['a', 'b', 'c'].map((key) => map.get(key)),
      [1, 2, 3],
    );
    memento.echo();
    const next = new StoredMap<number>(memento, 'k');
    assert.deepEqual(
      ['a', 'b', 'c', 'd'].map((key) => next.get(key)),
      [1, 2, 3, undefined],
    );
  });
});
