import type * as vscode from 'vscode';

/** A map that outlives the window, under one key of a memento. */
export class StoredMap<T> {
  readonly #state: Pick<vscode.Memento, 'get' | 'update'>;
  readonly #key: string;

  constructor(state: Pick<vscode.Memento, 'get' | 'update'>, key: string) {
    this.#state = state;
    this.#key = key;
  }

  get(key: string): T | undefined {
    return this.#all[key];
  }

  set(key: string, value: T): void {
    void this.#state.update(this.#key, { ...this.#all, [key]: value });
  }

  get #all(): Readonly<Record<string, T>> {
    return this.#state.get(this.#key) ?? {};
  }
}
