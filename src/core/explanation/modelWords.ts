import type { Explanation } from '../model/events';
import type { TraceStep } from '../model/execution';
import type { FocalFunction } from '../model/focalFunction';
import { lineAt } from '../model/text';
import type { FailureFacts } from '../run/words';
import type { LineMap } from './lineMap';

type Sentence = Explanation['sentences'][number];

export interface WordsToCheck {
  readonly words: string;
  /** Name of the model. */
  readonly by: string;
  readonly focal: FocalFunction;
  /** Text of the file with the model's patch in it. */
  readonly patched: string;
  readonly lines: LineMap;
  /** Steps of the failing test on the original and on the patch. */
  readonly traces: { readonly buggy: readonly TraceStep[]; readonly fixed: readonly TraceStep[] };
  readonly facts: FailureFacts;
}

/** Nobody reads more of it. */
const most = 8;

/**
 * What a model said about its fix, sentence by sentence. A sentence is grounded when everything in it that can be looked up was
 * seen in the execution (values of variables, lines, code, the failing input and its outputs), and something of it leads to a
 * line that the failing run ran or the patch changed. All others are opinions.
 */
export function checkedWords(input: WordsToCheck): readonly Sentence[] {
  const seen = new Seen(input);
  return sentencesOf(input.words)
    .slice(0, most)
    .map((text) => {
      const line = seen.lineOf(text);
      return { text, by: input.by, grounded: line !== undefined, ...(line !== undefined && { line }) };
    });
}

/** Prose as sentences: a dot inside code or a number ends none, list marks and headings are left out. */
export function sentencesOf(words: string): readonly string[] {
  const kept: string[] = [];
  const masked = words.replace(/`[^`\n]+`/g, (code) => {
    kept.push(code);
    return `\u0000${kept.length - 1}\u0000`;
  });
  return masked
    .split(/\n\s*\n|\n(?=\s*(?:[-*#]|\d+\.)\s)/)
    .flatMap((part) => part.replace(/\s+/g, ' ').split(/(?<=[.!?])\s+(?=[\p{Lu}\u0000])/u))
    .map((part) => part.replace(/^\s*(?:[-*]|#+|\d+\.)\s+/, '').replace(/\*\*/g, ''))
    .map((part) => part.replace(/\u0000(\d+)\u0000/g, (_, i: string) => kept[Number(i)] ?? '').trim())
    .filter((part) => /\p{L}{2}/u.test(part) && !/^[^.!?]{0,40}:$/.test(part));
}

/** A claim looked up: `false` when the execution says otherwise, a line where it leads to one. */
type Found = false | { readonly line?: number };

class Seen {
  readonly #input: WordsToCheck;
  /** Lines that matter: run by the failing test, or changed by the patch. */
  readonly #lines: ReadonlySet<number>;
  readonly #source: readonly string[];
  readonly #patched: readonly string[];
  readonly #first: number;
  readonly #last: number;

  constructor(input: WordsToCheck) {
    this.#input = input;
    const { focal, lines, traces } = input;
    this.#lines = new Set([...traces.buggy.map((step) => step.line), ...lines.changed]);
    this.#source = focal.file.text.split('\n');
    this.#patched = input.patched.split('\n');
    this.#first = lineAt(focal.file.text, focal.range.start);
    this.#last = lineAt(focal.file.text, focal.range.end);
  }

  /** The line a sentence is tied to; undefined when something in it was not seen, or nothing in it leads to a line. */
  lineOf(sentence: string): number | undefined {
    const claims = [...this.#quotes(sentence), ...this.#values(sentence), ...this.#numbers(sentence)];
    if (claims.some((claim) => claim === false)) return undefined;
    return claims.map((claim) => (claim === false ? undefined : claim.line)).find((line) => line !== undefined);
  }

  /** Code in backticks stands in the function, in the patch, or is a value that was seen. */
  #quotes(sentence: string): readonly Found[] {
    return [...sentence.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => {
      const bare = squeezed(code);
      const own = this.#source.findIndex(
        (text, line) => this.#lines.has(line) && this.#inside(line) && contains(text, code),
      );
      if (own >= 0) return { line: own };
      const patched = this.#patched.findIndex((text, line) => !this.#same(line) && contains(text, code));
      const replaced = patched < 0 ? undefined : (this.#input.lines.original.get(patched) ?? this.#changed());
      if (replaced !== undefined) return { line: replaced };
      const { input, expected, actual } = this.#input.facts;
      const values = [input, expected, actual, this.#input.focal.name].flatMap((text) =>
        text === undefined ? [] : [squeezed(text)],
      );
      return values.some((text) => text.includes(bare)) || this.#variable(bare) ? {} : false;
    });
  }

  /** `n is 3`, `total = 0`: the variable had this value in one of the two runs. */
  #values(sentence: string): readonly Found[] {
    const claim =
      /`?\b([A-Za-z_$][\w$]*)`?\s+(?:is|was|becomes|became|equals|stays|==?)\s+`?(-?\d+(?:\.\d+)?|\[[^\]]*\]|'[^']*'|"[^"]*"|None|True|False|null|undefined|true|false)(?![\w.]*\w)/g;
    return [...sentence.matchAll(claim)].flatMap(([, name = '', value = '']): readonly Found[] => {
      if (!this.#variable(name)) return [];
      const { buggy, fixed } = this.#input.traces;
      const wanted = plain(value);
      const has = (step: TraceStep) => step.variables.some((v) => v.name === name && plain(v.repr) === wanted);
      const at = buggy.find(has);
      if (at) return [{ line: at.line }];
      return fixed.some(has) ? [{}] : [false];
    });
  }

  /** `line 4`, counted from the start of the file or of the function as models do. */
  #numbers(sentence: string): readonly Found[] {
    return [...sentence.matchAll(/\blines? (\d+)\b/gi)].map(([, digits = '']) => {
      const number = Number(digits) - 1;
      const line = [number, this.#first + number].find((l) => this.#inside(l) && this.#lines.has(l));
      return line === undefined ? false : { line };
    });
  }

  #inside(line: number): boolean {
    return line >= this.#first && line <= this.#last;
  }

  #changed(): number | undefined {
    return [...this.#input.lines.changed].sort((a, b) => a - b)[0];
  }

  /** Whether a line of the patched text stands in the original as it is. */
  #same(line: number): boolean {
    const original = this.#input.lines.original.get(line);
    return original !== undefined && !this.#input.lines.changed.has(original);
  }

  #variable(name: string): boolean {
    const { buggy, fixed } = this.#input.traces;
    return [...buggy, ...fixed].some((step) => step.variables.some((v) => v.name === name));
  }
}

const squeezed = (text: string): string => text.replace(/\s+/g, '');
const plain = (text: string): string => squeezed(text).replaceAll('"', "'");

/** A word counts only as a whole word: `i` does not stand in `if`. */
function contains(line: string, code: string): boolean {
  const bare = code.trim();
  if (!/^[\w$]+$/.test(bare)) return squeezed(line).includes(squeezed(code));
  return new RegExp(`(?<![\\w$])${bare.replaceAll('$', '\\$')}(?![\\w$])`).test(line);
}
