import { escapeRegExp } from '../../escapeRegExp';
import { splitArguments } from '../exampleText';
import type { ContractExpressions } from './expressions';
import { sentences, type DocSections } from '../docstringSections';

/** What documentation demands of the arguments. */
export interface Conditions {
  /** Expressions over the parameters, all of which must hold. */
  readonly holds: readonly string[];
  /** Demands nobody could read: whether an input meets them is unknown. */
  readonly unread: readonly string[];
}

interface Adjective {
  readonly word: RegExp;
  /** Of the whole argument; `X` stands for it. */
  readonly python: string;
  readonly javascript: string;
  readonly of: 'number' | 'list';
}

const adjectives: readonly Adjective[] = [
  { word: /non-?\s?negative/i, python: 'X >= 0', javascript: 'X >= 0', of: 'number' },
  { word: /(?<!non-?)positive/i, python: 'X > 0', javascript: 'X > 0', of: 'number' },
  { word: /non-?\s?zero/i, python: 'X != 0', javascript: 'X !== 0', of: 'number' },
  { word: /non-?\s?empty/i, python: 'len(X) > 0', javascript: 'X.length > 0', of: 'list' },
  {
    word: /(?<!un)sorted|in (?:ascending|increasing) order/i,
    python: 'list(X) == sorted(X)',
    javascript: '[...X].every((x, i, all) => i === 0 || all[i - 1] <= x)',
    of: 'list',
  },
  {
    word: /unique|distinct|(?:no|without) duplicates?|no duplicate (?:elements|items|values)/i,
    python: 'len(set(X)) == len(X)',
    javascript: 'new Set(X).size === X.length',
    of: 'list',
  },
];

/** The demands of the sections that state them, and what the words in front of a parameter's type say (`a sorted list`, `a positive int`). */
export function readConditions(
  sections: DocSections,
  parameters: readonly string[],
  expressions: ContractExpressions,
): Conditions {
  const holds: string[] = [];
  const unread: string[] = [];
  for (const [name, words] of sections.parameters) {
    if (parameters.includes(name)) holds.push(...described(name, words, expressions.python));
  }
  for (const text of sections.requirements) {
    const whole = expressions.read(text.replace(/\s+/g, ' '), parameters);
    if (whole !== undefined) {
      holds.push(whole);
      continue;
    }
    const lines = text.split('\n').flatMap((line) => sentences(line));
    for (const line of lines) {
      const parts = splitArguments(line).map((part) => condition(part, parameters, expressions));
      for (const part of parts) {
        if (part === undefined) unread.push(line);
        else holds.push(part);
      }
    }
  }
  return { holds: [...new Set(holds)], unread };
}

/** `A sorted list of positive ints`: the words before the collection are about it, those behind `of` about its items. */
function described(name: string, words: string, python: boolean): string[] {
  const list =
    /^(?:an?|the)?\s*((?:[\w-]+\s+){0,3}?)(?:list|array|sequence|tuple|string|set)s?\b(?:\s+of\s+(?:the\s+)?((?:[\w-]+\s+){0,2}?)[\w-]+(?=\s*(?:[,.;(]|$)|\s+(?:of|in|with|to|from|for|that|which|\w+ing)\b))?/i.exec(
      words,
    );
  const number = /^(?:an?|the)?\s*((?:[\w-]+\s+){0,3}?)(?:int|integer|number|float)\b(?!s)/i.exec(words);
  const found: string[] = [];
  for (const { word, of, ...texts } of adjectives) {
    const text = python ? texts.python : texts.javascript;
    const put = (target: string): string => text.replace(/\bX\b/g, target);
    if (
      of === 'list' &&
      list &&
      (word.test(list[1] ?? '') || (/unique|distinct/.test(word.source) && word.test(list[2] ?? '')))
    )
      found.push(put(name));
    if (of === 'number' && list && word.test(list[2] ?? ''))
      found.push(python ? `all(${put('x')} for x in ${name})` : `${name}.every((x) => ${put('x')})`);
    if (of === 'number' && !list && number && word.test(number[1] ?? '')) found.push(put(name));
  }
  return found;
}

/** One demand: an expression, or words such as `the items of xs are unique`, `xs is sorted`. */
function condition(text: string, parameters: readonly string[], expressions: ContractExpressions): string | undefined {
  const names = parameters.map(escapeRegExp).join('|');
  const items = new RegExp(
    String.raw`^(?:all |the )*(?:elements|items|entries|values|ints|integers|numbers|strings)(?: (?:of|in))? \`?(${names})\`? (?:is|are|must be|has|have|contains?) (.+)$`,
    'i',
  ).exec(text);
  const whole = new RegExp(
    String.raw`^(?:the )?(?:\w+ )?\`?(${names})\`? (?:is|are|must be|has|have|contains?) (?:an? )?(.+)$`,
    'i',
  ).exec(text);
  const said = items ?? whole;
  if (said?.[1] !== undefined) {
    for (const { word, of, ...texts } of adjectives) {
      if (
        !new RegExp(`^(?:all )?(?:${word.source})(?: (?:list|array|int|integer|number|values?))?$`, 'i').test(
          said[2] ?? '',
        )
      )
        continue;
      const shape = expressions.python ? texts.python : texts.javascript;
      const put = (target: string): string => shape.replace(/\bX\b/g, target);
      if (of === 'list' || !items) return put(said[1]);
      return expressions.python ? `all(${put('x')} for x in ${said[1]})` : `${said[1]}.every((x) => ${put('x')})`;
    }
  }
  return expressions.read(text, parameters);
}
