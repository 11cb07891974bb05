import * as vscode from 'vscode';
import type { SelfDebugger } from '../../core/selfDebugger';
import type { FoundTest } from '../../core/testRun/findTests';

/** The tests in the project's test files. The whole project is looked through once; afterwards only files that changed are read. */
export class TestFiles {
  readonly #debuggerFor: (path: string) => SelfDebugger;
  #found = new Map<string, readonly FoundTest[]>();
  /** Files all of whose tests are known, not only those Eider wrote. */
  readonly #whole = new Set<string>();
  readonly #stale = new Set<string>();
  #known = false;

  constructor(debuggerFor: (path: string) => SelfDebugger) {
    this.#debuggerFor = debuggerFor;
  }

  /** Whether somebody has asked for tests. */
  get known(): boolean {
    return this.#known;
  }

  /** The file is read again, and the test files about its functions; without a path, everything. */
  forget(path?: string): void {
    if (path === undefined) {
      this.#found = new Map();
      this.#whole.clear();
      this.#known = false;
      return;
    }
    this.#stale.add(path);
    for (const { path: file, generated } of [...this.#found.values()].flat())
      if (generated?.focal.path === path) this.#stale.add(file);
  }

  /** What Eider wrote anywhere, and every test of the files in `used`. */
  async read(used: readonly string[]): Promise<readonly FoundTest[]> {
    const { signal } = new AbortController();
    if (!this.#known) {
      const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => vscode.Uri.joinPath(uri, 'x').fsPath);
      const all = await Promise.all(folders.map((near) => this.#debuggerFor(near).findTests(undefined, signal)));
      for (const test of all.flat().map(native))
        this.#found.set(test.path, [...(this.#found.get(test.path) ?? []), test]);
      this.#known = true;
    }
    const wanted = new Set([...this.#stale, ...used.filter((path) => !this.#whole.has(path))]);
    for (const path of wanted) {
      this.#stale.delete(path);
      try {
        this.#found.set(path, (await this.#debuggerFor(path).findTests([path], signal)).map(native));
      } catch (error) {
        this.#stale.add(path);
        throw error;
      }
      this.#whole.add(path);
    }
    return [...this.#found.values()].flat();
  }
}

/** The core spells paths with slashes, the editor as its platform does. */
function native(test: FoundTest): FoundTest {
  const spelled = (path: string) => vscode.Uri.file(path).fsPath;
  const { generated } = test;
  if (!generated) return { ...test, path: spelled(test.path) };
  const focal = { ...generated.focal, path: spelled(generated.focal.path) };
  return { ...test, path: spelled(test.path), generated: { ...generated, focal } };
}
