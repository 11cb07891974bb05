import type * as vscode from 'vscode';

/**
 * A map that outlives the window, under one key of a memento. It reads the memento once: news of earlier writes arrive there
 * late and would undo later ones.
 */
export class StoredMap<T> {
  readonly #state: Pick<vscode.Memento, 'get' | 'update'>;
  readonly #key: string;
  #all: Readonly<Record<string, T>> | undefined;

  constructor(state: Pick<vscode.Memento, 'get' | 'update'>, key: string) {
    this.#state = state;
    this.#key = key;
  }

  get(key: string): T | undefined {
    return this.#read()[key];
  }

  set(key: string, value: T): void {
    this.#all = { ...this.#read(), [key]: value };
    void this.#state.update(this.#key, this.#all);
  }

  #read(): Readonly<Record<string, T>> {
    return (this.#all ??= this.#state.get(this.#key) ?? {});
  }
}
