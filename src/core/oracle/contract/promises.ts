import { escapeRegExp } from '../../escapeRegExp';
import type { ContractExpressions } from './expressions';
import { sentences, type DocSections } from '../docstringSections';

/** What documentation promises of the result. */
export type Pledge =
  /** The result equals this expression over the parameters. `items`: compared as a list, whatever collection it comes in. */
  | { readonly kind: 'equals'; readonly source: string; readonly items?: true }
  /** This expression over `result` and the parameters holds. `total`: a result is promised for every input, so there is no refusing one. */
  | { readonly kind: 'holds'; readonly source: string; readonly total?: true };

export interface Scope {
  readonly parameters: readonly string[];
  readonly expressions: ContractExpressions;
}

/** A way to say what comes out. The pattern matches the whole sentence; `REF` in it stands for a parameter. */
interface Reading {
  readonly pattern: string;
  /** `groups` are the pattern's own, a parameter's reference already replaced by its name. */
  readonly read: (groups: readonly (string | undefined)[], scope: Scope) => Pledge | undefined;
}

const by = ({ expressions }: Scope, python: string, javascript: string): string =>
  expressions.python ? python : javascript;
const things = String.raw`(?:the )?(?:elements?|items?|entries|values?|numbers?|ints?|integers?|strings?|words?|characters?)`;
const what = String.raw`(?:(?:a|the|an) )?(?:new |ordered |sorted )?(?:(?:list|array|sequence|generator|iterator|tuple)(?: of| with| containing| that yields| yielding)? )?`;

function ordered(name: string, order: string, scope: Scope): Pledge {
  const down = /desc|decr/.test(order);
  if (order.includes('reverse'))
    return { kind: 'equals', items: true, source: by(scope, `list(${name})[::-1]`, `[...${name}].reverse()`) };
  const javascript = `[...${name}].sort((a, b) => (a < b ? ${down ? 1 : -1} : a > b ? ${down ? -1 : 1} : 0))`;
  return {
    kind: 'equals',
    items: true,
    source: by(scope, `sorted(${name}${down ? ', reverse=True' : ''})`, javascript),
  };
}

const folds: readonly (readonly [word: RegExp, python: string, javascript: string])[] = [
  [/^(?:sum|total)$/, 'sum(X)', 'X.reduce((a, b) => a + b, 0)'],
  [/^product$/, "__import__('math').prod(X)", 'X.reduce((a, b) => a * b, 1)'],
  [/^(?:max(?:imum)?|largest|greatest|biggest|highest)$/, 'max(X)', 'Math.max(...X)'],
  [/^(?:min(?:imum)?|smallest|least|lowest)$/, 'min(X)', 'Math.min(...X)'],
  [/^(?:length|size|number|count)$/, 'len(X)', 'X.length'],
  [/^(?:mean|average)$/, 'sum(X) / len(X)', 'X.reduce((a, b) => a + b, 0) / X.length'],
];

function folded(word: string, name: string, scope: Scope): Pledge | undefined {
  const found = folds.find(([pattern]) => pattern.test(word.toLowerCase()));
  return found && { kind: 'equals', source: by(scope, found[1], found[2]).replace(/\bX\b/g, name) };
}

const order = String.raw`(sorted|ascending|increasing|non-?decreasing|descending|decreasing|reversed?)`;

const readings: readonly Reading[] = [
  {
    // The elements of xs in sorted order
    pattern: String.raw`${what}${things} (?:of|in|from) REF,? (?:sorted )?(?:in|into) ${order} order`,
    read: ([name = '', word = ''], scope) => ordered(name, word, scope),
  },
  {
    // A sorted copy of xs, the sorted list xs
    pattern: String.raw`(?:an? |the )?(sorted|reversed?) (?:copy|version|list|array)(?: of)? (?:${things} (?:of|in|from) )?REF`,
    read: ([word = '', name = ''], scope) => ordered(name, word, scope),
  },
  {
    // xs sorted in descending order, xs in reverse
    pattern: String.raw`(?:an? |the )?(?:list |array )?REF,? (?:sorted )?in ${order} order`,
    read: ([name = '', word = ''], scope) => ordered(name, word, scope),
  },
  {
    // The sum of the numbers in xs
    pattern: String.raw`(?:the )?(\w+) (?:(?:element|item|value|number|int|integer) )?(?:of|in) (?:all )?(?:${things} (?:of|in) )?REF`,
    read: ([word = '', name = ''], scope) => folded(word, name, scope),
  },
  {
    // The lowest index i such that xs[i] == x, or -1 if x not in xs
    pattern: String.raw`(?:an?|the|any)? ?(?:(lowest|smallest|first|least|highest|largest|last|greatest) )?(index|position|int|integer|number|value|element|item) (\w+) (?:such that|for which|where|with) (.+?)(?:,? (?:or|and) (\S+) (?:if|when) (.+))?`,
    read: suchThat,
  },
  {
    // A float in the interval [a, b]
    pattern: String.raw`(?:an? |the )?(?:float|number|value|int|integer)(?: \w+)? (?:in|within) the (?:closed )?(?:interval|range) \[(.+), (.+)\]`,
    read: ([low = '', high = ''], scope) => {
      const [from, to] = [low, high].map((text) => scope.expressions.read(text, scope.parameters));
      return from === undefined || to === undefined
        ? undefined
        : {
            kind: 'holds',
            source: by(scope, `(${from}) <= result <= (${to})`, `(${from}) <= result && result <= (${to})`),
          };
    },
  },
  {
    // True if n % 2 == 0, False otherwise
    pattern: String.raw`\`?true\`? (?:if and only if|iff?|when|exactly when) (.+?)(?:,? (?:and |or |else |otherwise )?\`?false\`?(?: otherwise| if not)?)?`,
    read: ([text = ''], scope) => {
      const source = scope.expressions.read(text, scope.parameters);
      if (source === undefined || !/[=<>]|\bin\b/.test(source)) return undefined;
      return {
        kind: 'holds',
        source: by(scope, `bool(result) == bool(${source})`, `Boolean(result) === Boolean(${source})`),
      };
    },
  },
];

/** `index i such that …, or … if …`; a lowest one has none below it that would do. */
function suchThat(groups: readonly (string | undefined)[], scope: Scope): Pledge | undefined {
  const [extreme = '', noun = '', name = '', text = '', other, condition] = groups;
  const { parameters, expressions } = scope;
  if (parameters.includes(name)) return undefined;
  const holds = expressions.read(text, [...parameters, name]);
  if (holds === undefined || !new RegExp(String.raw`\b${name}\b`).test(holds)) return undefined;
  const here = expressions.substitute(holds, new Map([[name, 'result']]));
  const index = /index|position/.test(noun);
  let source = index ? `result >= 0 ${by(scope, 'and', '&&')} (${here})` : `(${here})`;
  if (index && /lowest|smallest|first|least/.test(extreme)) {
    const below = by(
      scope,
      `not any((${holds}) for ${name} in range(result))`,
      `!Array.from({ length: result }, (_, k) => k).some((${name}) => (${holds}))`,
    );
    source = `${source} ${by(scope, 'and', '&&')} ${below}`;
  }
  if (other === undefined || condition === undefined) return { kind: 'holds', source };
  const [value, when] = [expressions.value(other), expressions.read(condition, parameters)];
  if (value === undefined || when === undefined) return undefined;
  return {
    kind: 'holds',
    total: true,
    source: by(
      scope,
      `(result == ${value}) if (${when}) else (${source})`,
      `(${when}) ? result === ${value} : (${source})`,
    ),
  };
}

/** Every promise that can be read. Sentences nobody can read promise nothing. */
export function readPledges(sections: DocSections, scope: Scope): readonly Pledge[] {
  const results = sections.results.flatMap(sentences);
  const returned = sentences(sections.summary).flatMap((sentence) => {
    const said = /^(?:it |the function |this function )?returns? (.+)$/i.exec(sentence)?.[1];
    return said === undefined ? [] : [said];
  });
  const pledges = [
    ...[...results, ...returned].flatMap((sentence) => resultOf(sentence, scope)),
    ...[...sentences(sections.summary), ...results, ...sections.guarantees.flatMap(sentences)].flatMap((sentence) =>
      sameAs(sentence, scope),
    ),
    ...sections.guarantees.flatMap(sentences).flatMap((sentence) => {
      const source = scope.expressions.read(sentence, [...scope.parameters, 'result']);
      return source === undefined || !/\bresult\b/.test(source) ? [] : [{ kind: 'holds' as const, source }];
    }),
  ];
  return [...new Map(pledges.map((pledge) => [JSON.stringify(pledge), pledge])).values()];
}

/** A sentence about what comes out: one of the readings, or an expression. */
function resultOf(sentence: string, scope: Scope): Pledge[] {
  const bare = sentence.replace(/^(?:returns? )/i, '').replace(/^[\w[\], .]*:\s+(?=[A-Za-z])/, '');
  const whole = scope.expressions.read(bare, scope.parameters);
  if (whole !== undefined && scope.expressions.computes(whole)) return [{ kind: 'equals', source: whole }];
  const plain = bare.replace(/^(?:an?|the) (?:list|generator|iterator) (?:that )?(?:yields|of) (?=the )/i, '');
  for (const { pattern, read } of readings) {
    const match = matching(pattern, plain.replace(/ ?\([^()]*\)$/, ''), scope) ?? matching(pattern, plain, scope);
    const pledge = match && read(match, scope);
    if (pledge) return [pledge];
  }
  return [];
}

function matching(pattern: string, sentence: string, scope: Scope): readonly (string | undefined)[] | undefined {
  const names = scope.parameters.map(escapeRegExp).join('|');
  if (names === '') return undefined;
  const single = scope.parameters.length === 1;
  const given = single
    ? String.raw`|(?:the |its )?(?:given |input )(?:list|array|sequence|numbers|items|elements|string|text|values)`
    : '';
  const source = pattern.replaceAll('REF', `((?:\`|')?(?:${names})(?:\`|')?${given})`);
  const match = new RegExp(`^${source}$`, 'i').exec(sentence);
  return match?.slice(1).map((group: string | undefined) => {
    const name = group?.replace(/[`']/g, '');
    return single && name !== undefined && /^(?:the |its )?(?:given|input) /i.test(name) ? scope.parameters[0] : name;
  });
}

/** `equivalent to sorted(xs)[k]`, `the same as \`a + b\``. */
function sameAs(sentence: string, scope: Scope): Pledge[] {
  const match =
    /^(?:this |it |the result |the output |the return(?:ed)? value |returns? )?(?:function )?(?:(?:is|are|must be|should be|does|gives?|computes?|returns?) )?(?:an? |the )?(?:\w+ )?(?:equivalent|equal|identical|same(?: (?:result|value|thing))?) (?:to|as|of) (.+)$/i.exec(
      sentence,
    );
  const source = match?.[1] === undefined ? undefined : scope.expressions.read(match[1], scope.parameters);
  return source !== undefined && scope.expressions.computes(source) ? [{ kind: 'equals', source }] : [];
}
