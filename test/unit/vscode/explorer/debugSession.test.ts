import assert from 'node:assert/strict';
import { debugSession } from '../../../../src/vscode/explorer/debugSession';
import { Listeners } from '../../../../src/vscode/run/listeners';

interface Session {
  readonly id: string;
  readonly name: string;
  readonly parentSession?: Session;
}

/** A debugger by hand: `begun` is told what was started, `listening` counts who still listens. */
function debuggerFor(name: string) {
  const [starts, ends, cancels] = [new Listeners<Session>(), new Listeners<Session>(), new Listeners<void>()];
  const stopped: string[] = [];
  let listening = 0;
  let cancelled = false;
  const counted = <T>(all: Listeners<T>, listener: (value: T) => void) => {
    listening++;
    const added = all.add(listener);
    return {
      dispose: () => {
        listening--;
        added.dispose();
      },
    };
  };
  const answers: ((started: boolean) => void)[] = [];
  const ended = debugSession<Session>(
    {
      start: () => new Promise((resolve) => answers.push(resolve)),
      stop: ({ id }) => stopped.push(id),
      onDidStart: (listener) => counted(starts, listener),
      onDidEnd: (listener) => counted(ends, listener),
    },
    name,
    {
      get isCancellationRequested() {
        return cancelled;
      },
      onCancellationRequested: (listener) => counted(cancels, listener),
    },
  );
  return {
    ended,
    stopped,
    starts,
    ends,
    answer: (started: boolean) => answers[0]?.(started),
    cancel: () => {
      cancelled = true;
      cancels.tell();
    },
    get listening() {
      return listening;
    },
  };
}

describe('a debug session of tests', () => {
  const session = { id: '1', name: 'tests' };

  it('is over when it ends, not when another one does', async () => {
    const world = debuggerFor('tests');
    world.starts.tell({ id: '0', name: 'other' });
    world.starts.tell(session);
    world.answer(true);
    let over = false;
    void world.ended.then(() => (over = true));
    world.ends.tell({ id: '0', name: 'other' });
    await Promise.resolve();
    assert.equal(over, false);
    world.ends.tell(session);
    await world.ended;
    assert.equal(world.listening, 0);
  });

  it('leaves no listener behind when it could not be started', async () => {
    const world = debuggerFor('tests');
    world.answer(false);
    await world.ended;
    assert.equal(world.listening, 0);
  });

  it('is stopped when it was cancelled while it was being started', async () => {
    const world = debuggerFor('tests');
    world.cancel();
    world.starts.tell(session);
    assert.deepEqual(world.stopped, ['1']);
    world.answer(true);
    world.ends.tell(session);
    await world.ended;
    assert.equal(world.listening, 0);
  });
});
