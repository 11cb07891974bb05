import * as vscode from 'vscode';
import type { FunctionPlace } from '../../core/model/focalFunction';
import type { SelfDebugger } from '../../core/selfDebugger';
import { isSource, sourceFile } from '../documents';

export interface IndexedFunctions {
  readonly version: number;
  readonly functions: readonly FunctionPlace[];
  /** Zero-based first and last line of each function, in the same order. */
  readonly lines: readonly { readonly first: number; readonly last: number }[];
}

const nothing: IndexedFunctions = { version: -1, functions: [], lines: [] };
/** Larger texts (UTF-16 units) get no lenses; `Fix` still works in them. */
const largest = 4_000_000;

/** Functions of open documents, parsed once for each document version. */
export class FunctionIndex implements vscode.Disposable {
  readonly #cache = new Map<string, IndexedFunctions>();
  readonly #pending = new Map<string, { readonly version: number; readonly result: Promise<IndexedFunctions> }>();
  readonly #debuggerFor: (path: string) => SelfDebugger;
  readonly #closed: vscode.Disposable;

  constructor(debuggerFor: (path: string) => SelfDebugger) {
    this.#debuggerFor = debuggerFor;
    this.#closed = vscode.workspace.onDidCloseTextDocument((document) => this.#cache.delete(document.uri.toString()));
  }

  dispose(): void {
    this.#closed.dispose();
  }

  /** What is known without any work; perhaps of an older version. */
  cached(document: vscode.TextDocument): IndexedFunctions | undefined {
    return this.#cache.get(document.uri.toString());
  }

  async of(document: vscode.TextDocument): Promise<IndexedFunctions> {
    if (!isSource(document)) return nothing;
    const key = document.uri.toString();
    const known = this.#cache.get(key);
    if (known?.version === document.version) return known;
    const pending = this.#pending.get(key);
    if (pending?.version === document.version) return pending.result;
    const result = this.#compute(document);
    this.#pending.set(key, { version: document.version, result });
    try {
      const computed = await result;
      if (!document.isClosed && computed.version >= (this.#cache.get(key)?.version ?? 0))
        this.#cache.set(key, computed);
      return computed;
    } finally {
      if (this.#pending.get(key)?.result === result) this.#pending.delete(key);
    }
  }

  async at(document: vscode.TextDocument, position: vscode.Position): Promise<FunctionPlace | undefined> {
    return innermost((await this.of(document)).functions, document.offsetAt(position));
  }

  async #compute(document: vscode.TextDocument): Promise<IndexedFunctions> {
    const file = sourceFile(document);
    if (file.text.length > largest) return { ...nothing, version: file.version };
    const functions = await this.#debuggerFor(file.path).places(file);
    return { version: file.version, functions, lines: linesOf(file.text, functions) };
  }
}

/** The smallest function around an offset. */
export function innermost(functions: readonly FunctionPlace[], offset: number): FunctionPlace | undefined {
  let best: FunctionPlace | undefined;
  for (const f of functions) {
    if (offset < f.range.start || offset > f.range.end) continue;
    if (!best || f.range.end - f.range.start <= best.range.end - best.range.start) best = f;
  }
  return best;
}

function linesOf(text: string, functions: readonly FunctionPlace[]): IndexedFunctions['lines'] {
  const starts = [0];
  for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  const lineOf = (offset: number) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return functions.map((f) => ({ first: lineOf(f.range.start), last: lineOf(f.range.end) }));
}
