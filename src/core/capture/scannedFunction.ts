import type { FunctionKind } from '../model/focalFunction';
import type { TextRange } from '../model/text';

/** A definition made out from the text alone, for code the grammar's error recovery loses. */
export interface ScannedDefinition {
  readonly what: 'function' | 'class';
  readonly name: string;
  readonly nameStart: number;
  readonly kind: FunctionKind;
  /** With `export`, the variable, decorators. */
  readonly range: TextRange;
  readonly nodeRange: TextRange;
  readonly bodyRange: TextRange;
  /** Source that parses as a whole function with the same head: parameters and types are read from it. */
  readonly head: string;
  readonly exported: boolean;
}

export interface Scan {
  readonly definitions: readonly ScannedDefinition[];
  /** Errors the grammar does not see. */
  readonly errors: readonly TextRange[];
}

/** Text between the bracket at `open` and its partner; undefined when there is none. */
export function bracketed(text: string, open: number, limit: number): string | undefined {
  let depth = 0;
  for (let at = open; at < limit; at++) {
    const c = text[at] ?? '';
    if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c) && --depth === 0) return text.slice(open + 1, at);
  }
  return undefined;
}

/** Parameters of a list whose bracket is missing: words up to the first character that cannot belong to one. */
export function looseParameters(text: string, open: number, limit: number): string {
  const line = text.slice(open + 1, limit).split('\n')[0] ?? '';
  const names = (/^[^:{=]*/.exec(line)?.[0] ?? '').match(/(\*\*?|\.\.\.)?[\p{L}_$][\p{L}\p{N}_$]*/gu);
  return (names ?? []).join(', ');
}
