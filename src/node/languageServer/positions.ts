/** Turns offsets (UTF-16 code units) into lines and characters and back, both from zero. */
export class Positions {
  readonly #starts: readonly number[];
  readonly #length: number;

  constructor(text: string) {
    const starts = [0];
    for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
    this.#starts = starts;
    this.#length = text.length;
  }

  at(offset: number): { readonly line: number; readonly character: number } {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - (this.#starts[low] ?? 0) };
  }

  offset(line: number, character: number): number {
    const start = this.#starts[line];
    return start === undefined ? this.#length : Math.min(this.#length, start + character);
  }
}
