import type { Answered } from '../../core/model/events';
import type { ExampleTest } from '../../core/model/test';
import type { RunView } from '../../core/run/runRecord';
import type { Memory } from '../run/runStore';

interface Remembered {
  readonly call: string;
  readonly test?: ExampleTest;
}

const key = 'eider.answers';
const most = { functions: 200, answers: 20 };

/** What a person said about functions of this workspace: trusted tests of every later run, and questions not to be asked again. */
export class Answers {
  readonly #memory: Memory;
  readonly #all: Map<string, readonly Remembered[]>;

  constructor(memory: Memory) {
    this.#memory = memory;
    this.#all = new Map(Object.entries((memory.get(key) ?? {}) as Record<string, readonly Remembered[]>));
  }

  tests(path: string, name: string): readonly ExampleTest[] {
    return this.#of(path, name).flatMap(({ test }) => test ?? []);
  }

  /** True when a person settled this call before: by naming its output or by calling several right. */
  settled(path: string, name: string, call: string): boolean {
    return this.#of(path, name).some((known) => known.call === call);
  }

  /** A question that was skipped may come again. */
  remember(run: RunView, { call, said, test }: Answered): void {
    if (said === 'skip' || (said === 'output' && !test)) return;
    const others = this.#of(run.file.path, run.name).filter((known) => known.call !== call);
    this.#set(run, [...others, { call, ...(test && { test }) }].slice(-most.answers));
  }

  forget(run: RunView, test: string): void {
    this.#set(
      run,
      this.#of(run.file.path, run.name).filter((known) => known.test?.id !== test),
    );
  }

  #of(path: string, name: string): readonly Remembered[] {
    return this.#all.get(place(path, name)) ?? [];
  }

  #set({ file, name }: RunView, answers: readonly Remembered[]): void {
    const at = place(file.path, name);
    this.#all.delete(at);
    if (answers.length > 0) this.#all.set(at, answers);
    for (const oldest of this.#all.keys()) if (this.#all.size > most.functions) this.#all.delete(oldest);
    void this.#memory.update(key, Object.fromEntries(this.#all));
  }
}

const place = (path: string, name: string): string => `${path}\n${name}`;
