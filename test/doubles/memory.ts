import type { Memory } from '../../src/vscode/run/runStore';

/** A memento that lives as long as the test. */
export function memory(): Memory {
  const values = new Map<string, unknown>();
  return {
    get: (key) => values.get(key),
    update: (key, value) => {
      values.set(key, structuredClone(value));
      return Promise.resolve();
    },
  };
}
