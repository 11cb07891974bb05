import { readFile } from 'node:fs/promises';
import * as path from 'node:path';
import type { Grammars } from '../core/ports';

/** Grammars from a folder of `.wasm` files: `dist/grammars` beside the bundle. */
export class FolderGrammars implements Grammars {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  load(fileName: string): Promise<Uint8Array> {
    return readFile(path.join(this.#folder, fileName));
  }
}
