import { factsOf, shapesOf } from './facts';
import { type Shape, shapeOfExpression, shapesOfAnnotation } from './shapes';
import type { TemplateContext } from '../../template';
import type { SyntaxNode } from '../../../capture/syntax';
import { bodyOf, indented, layoutOf, statementsIn, type Lines } from '../statements';

/** Small phrases of code in the focal language. */
export interface Phrases {
  readonly python: boolean;
  readonly null: string;
  readonly true: string;
  readonly false: string;
  readonly equal: string;
  readonly notEqual: string;
  readonly and: string;
  readonly or: string;
  not(condition: string): string;
  length(value: string): string;
  empty(value: string, shapes: ReadonlySet<Shape>): string;
  filled(value: string, shapes: ReadonlySet<Shape>): string;
  isNull(value: string): string;
  notNull(value: string): string;
  append(list: string, value: string): string;
  add(set: string, value: string): string;
  has(collection: string, value: string, shapes: ReadonlySet<Shape>): string;
  hasNot(collection: string, value: string, shapes: ReadonlySet<Shape>): string;
  copy(value: string, shapes: ReadonlySet<Shape>): readonly string[];
  /** `if` around the lines. */
  guarded(condition: string, lines: Lines): Lines;
  /** A simple statement with the file's own ending. */
  simple(code: string): string;
}

const made = new WeakMap<TemplateContext, Phrases>();

export function phrasesOf(context: TemplateContext): Phrases {
  let phrases = made.get(context);
  if (!phrases) {
    phrases = layoutOf(context).python ? python(context) : javascript(context);
    made.set(context, phrases);
  }
  return phrases;
}

const plain = /^[\w.$]+(\[[\w.$]+\]|\([\w.$, ]*\))*$/;
const grouped = (text: string): string => (plain.test(text) ? text : `(${text})`);

function python(context: TemplateContext): Phrases {
  return {
    python: true,
    ...words(context),
    not: (c) => `not ${grouped(c)}`,
    length: (v) => `len(${v})`,
    empty: (v) => `not ${v}`,
    filled: (v) => v,
    isNull: (v) => `${v} is None`,
    notNull: (v) => `${v} is not None`,
    append: (list, v) => `${list}.append(${v})`,
    add: (set, v) => `${set}.add(${v})`,
    has: (collection, v) => `${v} in ${collection}`,
    hasNot: (collection, v) => `${v} not in ${collection}`,
    copy: (v, shapes) =>
      shapes.has('map') && !shapes.has('list')
        ? [`dict(${v})`, `${v}.copy()`]
        : shapes.has('set') && !shapes.has('list')
          ? [`set(${v})`, `${v}.copy()`]
          : [`${v}[:]`, `list(${v})`, `${v}.copy()`],
    guarded: (condition, lines) => [`if ${condition}:`, ...indented(lines, context)],
    simple: (code) => code,
  };
}

function javascript(context: TemplateContext): Phrases {
  const { end } = layoutOf(context);
  const only = (shapes: ReadonlySet<Shape>, shape: Shape): boolean => shapes.has(shape) && !shapes.has('list');
  return {
    python: false,
    ...words(context),
    not: (c) => `!${grouped(c)}`,
    length: (v) => `${v}.length`,
    empty: (v, shapes) =>
      only(shapes, 'set')
        ? `${v}.size === 0`
        : only(shapes, 'map')
          ? `Object.keys(${v}).length === 0`
          : `${v}.length === 0`,
    filled: (v, shapes) =>
      only(shapes, 'set') ? `${v}.size > 0` : only(shapes, 'map') ? `Object.keys(${v}).length > 0` : `${v}.length > 0`,
    isNull: (v) => `${v} == null`,
    notNull: (v) => `${v} != null`,
    append: (list, v) => `${list}.push(${v})`,
    add: (set, v) => `${set}.add(${v})`,
    has: (collection, v, shapes) =>
      only(shapes, 'set')
        ? `${collection}.has(${v})`
        : only(shapes, 'map')
          ? `${v} in ${collection}`
          : `${collection}.includes(${v})`,
    hasNot: (collection, v, shapes) =>
      only(shapes, 'set')
        ? `!${collection}.has(${v})`
        : only(shapes, 'map')
          ? `!(${v} in ${collection})`
          : `!${collection}.includes(${v})`,
    copy: (v, shapes) =>
      only(shapes, 'map')
        ? [`{ ...${v} }`, `Object.assign({}, ${v})`]
        : only(shapes, 'set')
          ? [`new Set(${v})`]
          : [`[...${v}]`, `${v}.slice()`],
    guarded: (condition, lines) => [`if (${condition}) {`, ...indented(lines, context), '}'],
    simple: (code) => code + end,
  };
}

function words({
  language: { spelling },
}: TemplateContext): Pick<Phrases, 'null' | 'true' | 'false' | 'equal' | 'notEqual' | 'and' | 'or'> {
  const { null: none, true: yes, false: no, equal, notEqual, and, or } = spelling;
  return { null: none, true: yes, false: no, equal, notEqual, and, or };
}

export interface Neutral {
  readonly text: string;
  readonly weight: number;
}

/** Values a function like this one returns when there is nothing to do, likeliest first: by its annotation, else by what it returns elsewhere. */
export function neutralReturns(context: TemplateContext): readonly Neutral[] {
  const p = phrasesOf(context);
  const { focal } = context;
  const { returns, shapes } = factsOf(context);
  const wanted = new Set<Shape>();
  const annotation = focal.returnType?.replace(/^(->|:)\s*/, '').replace(/^(Promise|Awaitable)[<[](.*)[>\]]$/s, '$2');
  if (annotation !== undefined) shapesOfAnnotation(annotation).forEach((s) => wanted.add(s));
  const literals = new Set<string>();
  for (const statement of returns) {
    const value = statement.firstNamedChild;
    if (!value) continue;
    const shape = shapeOfExpression(value, shapes);
    if (shape && annotation === undefined) wanted.add(shape);
    if (
      /^(integer|number|true|false|none|null|undefined)$/.test(value.type) ||
      /^(""|''|\[\]|\{\})$/.test(value.text)
    ) {
      literals.add(value.text);
    }
  }
  const found = new Map<string, number>();
  const offer = (weight: number, ...values: string[]): void => {
    for (const [index, value] of values.entries()) {
      if (!found.has(value)) found.set(value, weight * 0.75 ** index);
    }
  };
  for (const shape of wanted) {
    if (shape === 'number') offer(1, '0', '1', '-1', p.null);
    if (shape === 'string') offer(1, "''", p.null);
    if (shape === 'list') offer(1, '[]', p.null);
    if (shape === 'map') offer(1, '{}', p.null);
    if (shape === 'set') offer(1, p.python ? 'set()' : 'new Set()', p.null);
    if (shape === 'boolean') offer(1, p.false, p.true);
    if (shape === 'none' || shape === 'object') offer(0.8, p.null);
  }
  for (const literal of literals) if (!found.has(literal)) found.set(literal, 0.9);
  const rest = p.python
    ? [p.null, '0', '[]', p.false, "''", p.true, '-1', '1']
    : [p.null, '0', '[]', p.false, "''", 'undefined', p.true, '-1', '1'];
  offer(wanted.size > 0 ? 0.2 : 0.6, ...rest);
  return [...found].map(([text, weight]) => ({ text, weight })).sort((a, b) => b.weight - a.weight);
}

/** Parameters worth a guard at the top of the function: of one of the shapes, or unknown. Those that are used unguarded weigh more. */
export function* guardable(
  node: SyntaxNode,
  context: TemplateContext,
  wanted: readonly Shape[],
): Generator<{ name: string; body: SyntaxNode; weight: number }> {
  if (node.id !== context.root.id) return;
  const body = bodyOf(node, context);
  if (!body) return;
  const { parameters } = factsOf(context);
  const head = statementsIn(body)
    .slice(0, 2)
    .filter((s) => s.type === 'if_statement')
    .map((s) => s.text.split('\n')[0] ?? '');
  for (const [index, name] of parameters.slice(0, 4).entries()) {
    const shapes = shapesOf(name, context);
    const fits = wanted.some((shape) => shapes.has(shape));
    if (shapes.size > 0 && !fits) continue;
    const guarded = head.some((line) => new RegExp(`\\b${name}\\b`).test(line));
    yield { name, body, weight: (fits ? 1 : 0.3) * (guarded ? 0.4 : 1) * 0.8 ** index };
  }
}
