import type { FunctionPlace } from '../../core/model/focalFunction';
import type { GeneratedSuite, WrittenTests } from '../../core/model/generation';
import { Listeners } from '../run/listeners';

export interface ReadyTests {
  readonly state: 'ready';
  readonly focal: FunctionPlace;
  readonly suite: GeneratedSuite;
  readonly written: WrittenTests;
}

/** What is known of the tests of one function. */
export type TestsOf =
  /** `before`: what waited for review when the run began; it waits again when the run is cancelled or fails. */
  | { readonly state: 'running'; readonly focal: FunctionPlace; readonly before?: ReadyTests }
  | ReadyTests
  | { readonly state: 'nothing'; readonly focal: FunctionPlace; readonly message: string };

/** Generated tests that wait for review, by file and function. */
export class TestStore {
  readonly #entries = new Map<string, TestsOf>();
  readonly #listeners = new Listeners<string>();

  /** Told the file whose tests changed. */
  onDidChange(listener: (path: string) => void): { dispose(): void } {
    return this.#listeners.add(listener);
  }

  get(path: string, name: string): TestsOf | undefined {
    return this.#entries.get(keyOf(path, name));
  }

  /** Suites that wait to be written. */
  get suites(): readonly GeneratedSuite[] {
    return [...this.#entries.values()].flatMap((tests) => (tests.state === 'ready' ? [tests.suite] : []));
  }

  /** Undefined forgets it. */
  set(path: string, name: string, tests: TestsOf | undefined): void {
    if (tests) this.#entries.set(keyOf(path, name), tests);
    else this.#entries.delete(keyOf(path, name));
    this.#listeners.tell(path);
  }
}

const keyOf = (path: string, name: string): string => `${path}\n${name}`;
