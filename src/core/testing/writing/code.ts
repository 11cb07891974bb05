import type { GeneratedTest } from '../../model/generation';
import type { FocalFunction } from '../../model/focalFunction';
import { wordsOf } from '../../oracle/properties/subject';

/** Names in a code text: strings and members left out. */
export function namesIn(code: string): ReadonlySet<string> {
  const bare = code.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, "''");
  return new Set([...bare.matchAll(/(?<![\w$.])[A-Za-z_$][\w$]*/g)].map(([name]) => name));
}

/** Everything a test evaluates, as one text. */
export function codeOf({ checks }: GeneratedTest): string {
  return checks
    .map((check) =>
      check.kind === 'example'
        ? [...check.setup, check.call, check.expected.kind === 'value' ? check.expected.source : ''].join('\n')
        : [...check.setup, check.callee, ...check.args, check.check].join('\n'),
    )
    .join('\n');
}

/** A name for people as words of an identifier: `-3` is `minus 3`, brackets and quotes are left out. At most about 60 characters. */
export function slug(name: string): readonly string[] {
  const words = name
    .replace(/(?<![\w)\]])-(?=\d)/g, ' minus ')
    .replace(/(?<=\d)\.(?=\d)/g, '_')
    .replace(/[^\p{L}\p{N}_]+/gu, ' ')
    .replace(/[^\x20-\x7e]/g, '')
    .trim()
    .split(/\s+/);
  const kept: string[] = [];
  for (const word of words) if (kept.join('_').length + word.length < 60) kept.push(word);
  return kept.map((word) => word.toLowerCase());
}

/** `Stack.push` as `['stack', 'push']`. */
export function functionWords(focal: FocalFunction): readonly string[] {
  return focal.qualifiedName.split('.').flatMap((part) => wordsOf(part));
}

/** A number written with so many digits is the result of rounding. */
export const isRounded = (source: string): boolean => /^-?\d+\.\d{9,}$/.test(source);

export const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
