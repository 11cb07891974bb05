interface Disposable {
  dispose(): unknown;
}

interface Session {
  readonly id: string;
  readonly name: string;
  /** Set for a session that another one started. */
  readonly parentSession?: unknown;
}

/** What a session needs of the editor's debugging. */
export interface DebugHost<S extends Session> {
  /** False when nothing was started. */
  readonly start: () => PromiseLike<boolean>;
  readonly stop: (session: S) => unknown;
  readonly onDidStart: (listener: (session: S) => void) => Disposable;
  readonly onDidEnd: (listener: (session: S) => void) => Disposable;
}

interface Cancellation {
  readonly isCancellationRequested: boolean;
  readonly onCancellationRequested: (listener: () => void) => Disposable;
}

/**
 * Starts the session `name` and settles when it is over, or was not started. Cancelling ends it, also while it is still being started.
 * Rejects with what `start` rejects with.
 */
export async function debugSession<S extends Session>(
  host: DebugHost<S>,
  name: string,
  cancellation: Cancellation,
): Promise<void> {
  const seen: { mine?: S; started?: boolean } = {};
  const isCancelled = (): boolean => cancellation.isCancellationRequested;
  const listening: Disposable[] = [];
  const ended = new Promise<void>((resolve) => {
    listening.push(
      host.onDidStart((one) => {
        if (seen.mine || one.parentSession || one.name !== name) return;
        seen.mine = one;
        if (isCancelled()) host.stop(one);
      }),
      host.onDidEnd((one) => {
        if (one.id === seen.mine?.id) resolve();
      }),
      cancellation.onCancellationRequested(() => {
        if (seen.mine) host.stop(seen.mine);
        // Started under another name: there is nothing to wait for.
        else if (seen.started) resolve();
      }),
    );
  });
  try {
    if (isCancelled()) return;
    seen.started = await host.start();
    if (seen.started && (seen.mine || !isCancelled())) await ended;
  } finally {
    for (const one of listening) one.dispose();
  }
}
