/**
 * Runs again and again what a saved file touches, until it is disposed of. A save ends the run before it; one that touches nothing leaves
 * it alone. `run` never rejects.
 */
export function onEachSave<T>(parts: {
  readonly listen: (saved: (path: string) => void) => { dispose(): void };
  readonly touched: (path: string) => readonly T[];
  readonly run: (tests: readonly T[], signal: AbortSignal) => Promise<void>;
}): { dispose(): void } {
  let current: AbortController | undefined;
  const listening = parts.listen((path) => {
    const tests = parts.touched(path);
    if (tests.length === 0) return;
    current?.abort(new Error('saved again'));
    current = new AbortController();
    void parts.run(tests, current.signal);
  });
  return {
    dispose: () => {
      listening.dispose();
      current?.abort(new Error('no longer wanted'));
    },
  };
}
