/** Numbers grow no further than this beyond what was observed: large ones make slow functions slower, not wronger. */
const numberRoom = 10;
const lengthRoom = 8;
const enough = 4;

/** Range and integrality of observed numbers. */
export class NumberDomain {
  readonly #low: number;
  readonly #high: number;
  readonly #whole: boolean;

  /** `item`: the numbers stand in lists, where zero is as good as any other; a single argument that never was zero may not be. */
  constructor(values: readonly number[], item: boolean) {
    const finite = values.filter((value) => Number.isFinite(value));
    const least = Math.min(...finite);
    const most = Math.max(...finite);
    const reach = Math.max(numberRoom, 2 * Math.abs(least), 2 * Math.abs(most));
    this.#whole = values.every(Number.isInteger);
    if (finite.length === 0) {
      this.#low = -Infinity;
      this.#high = Infinity;
      this.#whole = false;
    } else {
      const shares = !this.#whole && least >= 0 && most <= 1 && finite.length >= enough;
      this.#low = least < 0 ? -reach : least >= 1 && finite.length >= enough && this.#whole && !item ? 1 : 0;
      this.#high = shares ? 1 : reach;
    }
  }

  accepts(value: number): boolean {
    return value >= this.#low && value <= this.#high && (!this.#whole || Number.isInteger(value));
  }

  fit(value: number): number {
    if (Number.isNaN(value)) return value;
    const clamped = Math.min(this.#high, Math.max(this.#low, value));
    return this.#whole ? Math.round(clamped) : clamped;
  }
}

const classes: readonly RegExp[] = [/[a-z]/, /[A-Z]/, /[0-9]/];

/** Characters and length of observed strings: a class of letters or digits counts as a whole, other characters one by one. */
export class StringDomain {
  readonly #count: number;
  readonly #classes: readonly RegExp[];
  readonly #characters: ReadonlySet<string>;
  readonly #shortest: number;
  readonly #longest: number;
  readonly #balanced: boolean;

  constructor(values: readonly string[]) {
    const all = values.join('');
    this.#count = values.length;
    this.#classes = classes.filter((pattern) => pattern.test(all));
    this.#characters = new Set(all);
    const bracketed = values.filter((value) => /[()[\]{}<>]/.test(value));
    this.#balanced = bracketed.length >= 2 && bracketed.every(isBalanced);
    const lengths = values.map((value) => value.length);
    const least = Math.min(...lengths);
    const fixed = values.length >= enough && least > 1 && lengths.every((length) => length === least);
    this.#shortest = fixed ? least : values.length >= enough && least > 0 ? 1 : 0;
    this.#longest = fixed ? least : Math.max(lengthRoom, 2 * Math.max(0, ...lengths));
  }

  accepts(value: string): boolean {
    if (this.#count === 0) return true;
    if (value.length < this.#shortest || value.length > this.#longest) return false;
    if (this.#balanced && !isBalanced(value)) return false;
    return Array.from(value).every((character) => this.#allows(character));
  }

  fit(value: string): string {
    if (this.#count === 0) return value;
    const allowed = Array.from(value)
      .filter((character) => this.#allows(character))
      .slice(0, this.#longest)
      .join('');
    return this.#balanced ? balance(allowed) : allowed;
  }

  #allows(character: string): boolean {
    return this.#characters.has(character) || this.#classes.some((pattern) => pattern.test(character));
  }
}

/** Closes what is open and drops what closes nothing. */
function balance(text: string): string {
  const open: string[] = [];
  let result = '';
  for (const character of text) {
    const partner = '([{<'.indexOf(character);
    if (partner >= 0) open.push(')]}>'[partner] ?? '');
    else if (')]}>'.includes(character) && open.at(-1) !== character) continue;
    else if (open.at(-1) === character) open.pop();
    result += character;
  }
  return result + open.reverse().join('');
}

function isBalanced(text: string): boolean {
  const open: string[] = [];
  for (const character of text) {
    const partner = '([{<'.indexOf(character);
    if (partner >= 0) open.push(')]}>'[partner] ?? '');
    else if (')]}>'.includes(character) && open.pop() !== character) return false;
  }
  return open.length === 0;
}
