import type { TokenChange } from './changedTokens';

/**
 * How unusual the changed tokens are in this file: mean bits per changed token under an interpolated trigram model of the
 * original text, 0 when nothing was added. Ray et al., "On the Naturalness of Buggy Code" (ICSE 2016).
 */
export class FileModel {
  readonly #counts = new Map<string, number>();
  readonly #total: number;
  readonly #words: number;

  constructor(original: readonly string[]) {
    this.#total = original.length;
    this.#words = new Set(original).size + 1;
    original.forEach((word, i) => {
      const one = original[i - 1] ?? '';
      const two = original[i - 2] ?? '';
      for (const key of [gram(word), gram(one, word), gram(two, one, word)]) {
        this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
      }
    });
  }

  surprise({ patched, touched }: TokenChange): number {
    if (touched.length === 0) return 0;
    let bits = 0;
    for (const at of touched) bits -= Math.log2(this.#probability(patched, at));
    return bits / touched.length;
  }

  #probability(words: readonly string[], at: number): number {
    const word = words[at] ?? '';
    const one = words[at - 1] ?? '';
    const two = words[at - 2] ?? '';
    const unigram = (this.#count(gram(word)) + 1) / (this.#total + this.#words);
    const bigram = ratio(this.#count(gram(one, word)), this.#count(gram(one)));
    const trigram = ratio(this.#count(gram(two, one, word)), this.#count(gram(two, one)));
    return 0.2 * unigram + 0.4 * bigram + 0.4 * trigram;
  }

  #count(key: string): number {
    return this.#counts.get(key) ?? 0;
  }
}

const gram = (...words: readonly string[]): string => words.join('\n');
const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
