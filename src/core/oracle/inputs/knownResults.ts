import type { FocalFunction } from '../../model/focalFunction';
import type { Test } from '../../model/test';
import { parseValue } from './literal';
import { callsIn, targetOf } from './observedCalls';
import { print, type Dialect, type Value } from './value';

/** What a trusted example says: arguments and the right result. */
export interface KnownResult {
  readonly args: readonly Value[];
  readonly result: Value;
}

/**
 * Arguments and right results that trusted examples and assertions (`f(1) == 2`, `f(1) === 2`) write down as literals, once each.
 * Assertions of scripts are read from `texts`.
 */
export function knownResults(
  focal: FocalFunction,
  tests: readonly Test[],
  texts: readonly string[],
  dialect: Dialect,
): readonly KnownResult[] {
  const target = targetOf(focal, dialect);
  if (!target || target.member) return [];
  const statements = tests.flatMap((test) => {
    if (test.trust !== 'trusted') return [];
    if (test.kind === 'script') return [test.title];
    if (test.kind !== 'example' || test.expected.kind === 'throws') return [];
    return [`${test.call} == ${test.expected.kind === 'value' ? test.expected.source : test.expected.text}`];
  });
  const found = [...statements, ...texts].flatMap((text) =>
    callsIn(text, target, dialect).flatMap((call): KnownResult[] => {
      const rest = /^\s*={2,3}\s*([^\n]+)/.exec(text.slice(call.end))?.[1];
      // The call must be the whole left side: `len(f(x)) == 2` says nothing of `f(x)`.
      const alone = /(^|\n|\bassert\s|\bassert(\.\w+)?\(|[^\w)\]]\()\s*$/.test(text.slice(0, call.start));
      if (rest === undefined || !alone || call.args.some((arg) => arg.name !== undefined)) return [];
      const result = parseValue(withoutTail(rest), dialect);
      const args = call.args.map((arg) => arg.value);
      return [...args, result].some((value) => JSON.stringify(value).includes('"opaque"')) ? [] : [{ args, result }];
    }),
  );
  return [...new Map(found.map((known) => [known.args.map((arg) => print(arg, dialect)).join(', '), known])).values()];
}

/** Without the assertion's message, comment or closing parenthesis. */
function withoutTail(text: string): string {
  let depth = 0;
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? '';
    if (quote !== '') {
      if (character === '\\') i++;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character) && --depth < 0) return text.slice(0, i);
    else if (depth === 0 && (',;#'.includes(character) || text.startsWith('//', i))) return text.slice(0, i);
  }
  return text;
}
