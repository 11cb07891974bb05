import { escapeRegExp } from '../../escapeRegExp';

/** Nouns with which documentation names a type, as a type annotation of Python would. */
const nouns: readonly (readonly [words: RegExp, type: string])[] = [
  [
    /^(?:int(?:eger)?|whole number|natural number|number|length|count|index|position|width|height|size|amount)s?$/i,
    'int',
  ],
  [/^(?:float|real(?: number)?|double|decimal)s?$/i, 'float'],
  [/^(?:str(?:ing)?|text|word|character|char|sentence)s?$/i, 'str'],
  [/^(?:bool(?:ean)?|flag)s?$/i, 'bool'],
];
const adjective = String.raw`(?:(?!of\b|in\b|for\b|to\b|that\b|which\b|with\b|from\b)[\w-]+\s+){0,3}?`;
const noun = String.raw`(int(?:eger)?s?|whole numbers?|natural numbers?|numbers?|floats?|reals?|real numbers?|doubles?|decimals?|str(?:ing)?s?|texts?|words?|char(?:acter)?s?|sentences?|bool(?:ean)?s?|flags?|lengths?|counts?|index|position|width|height|size|amount)\b`;
const collection = new RegExp(
  String.raw`^(?:an?|the|one|some)?\s*${adjective}(list|array|sequence|iterable|collection|set)s?\s+of\s+(?:the\s+)?${adjective}${noun}`,
  'i',
);
const single = new RegExp(String.raw`^(?:an?|the|one|some)?\s*${adjective}${noun}`, 'i');
const added = /,\s+an?\s+(int(?:eger)?|float|string|str|bool(?:ean)?)\b/i;

/** The type that words such as `A sorted list of ints`, `the starting text`, `a positive integer` speak of, in Python's spelling. */
export function describedType(words: string): string | undefined {
  const text = words.trim();
  const many = collection.exec(text);
  if (many) {
    const item = named(many[2]);
    return item && `${/^set/i.test(many[1] ?? '') ? 'set' : 'list'}[${item}]`;
  }
  // A collection of something else: its items are not known.
  if (
    new RegExp(
      String.raw`^(?:an?|the)?\s*${adjective}(?:list|array|sequence|dict|dictionary|map|set|tuple|pair)\b`,
      'i',
    ).test(text)
  )
    return undefined;
  return named(added.exec(text)?.[1]) ?? named(single.exec(text)?.[1]);
}

const named = (word: string | undefined): string | undefined =>
  word === undefined ? undefined : nouns.find(([words]) => words.test(word))?.[1];

/** What a function does with a parameter nobody describes, where only one type allows it. */
export function usedType(name: string, body: string): string | undefined {
  const word = escapeRegExp(name);
  const uses = (pattern: string): boolean =>
    new RegExp(pattern.replaceAll('NAME', String.raw`(?<![\w.$])${word}(?![\w$])`)).test(body);
  if (
    uses(
      String.raw`NAME\.(?:r?find|r?split|l?strip|rstrip|lower|upper|startswith|endswith|isdigit|isalpha|isupper|islower|splitlines|toUpperCase|toLowerCase|charAt|charCodeAt|startsWith|endsWith|trim)\(`,
    )
  )
    return 'str';
  if (
    uses(
      String.raw`\brange\((?:[^()]*,\s*)?NAME(?:\s*[+-]\s*\d+)?\s*[,)]|\]\s*\*\s*NAME|\blen\([^()]*\)\s*(?:[<>]=?|==)\s*NAME|NAME\s*(?:[<>]=?|==)\s*len\(|NAME\s*(?:%|//)\s*\d|NAME\s*[<>]=?\s*\d|\.length\s*(?:[<>]=?|===?)\s*NAME`,
    )
  )
    return 'int';
  return undefined;
}
