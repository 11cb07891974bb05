import type { SyntaxNode } from '../../../capture/syntax';
import { callOf } from './parts';

/** What a value is used as, read off the code. A name may have several shapes; none means unknown. */
export type Shape = 'number' | 'string' | 'list' | 'map' | 'set' | 'boolean' | 'object' | 'function' | 'none';

const ofAnnotation: readonly (readonly [RegExp, Shape])[] = [
  [/^(int|float|number|complex|Decimal|bigint|Number)$/i, 'number'],
  [/^(str|string)$/i, 'string'],
  [/^(bool|boolean)$/i, 'boolean'],
  [/^(list|List|Sequence|Iterable|MutableSequence|Array|ReadonlyArray|tuple|Tuple|deque)\b|\[\]$/, 'list'],
  [/^(dict|Dict|Mapping|MutableMapping|defaultdict|Counter|Map|Record|OrderedDict)\b/, 'map'],
  [/^(set|Set|frozenset|ReadonlySet)\b/, 'set'],
  [/^(Callable\b|function$|\()/, 'function'],
  [/^(None|NoneType|null|undefined|void)$/, 'none'],
];

export function shapesOfAnnotation(annotation: string): Shape[] {
  return annotation
    .replace(/^Optional\[(.*)\]$/s, '$1|None')
    .replace(/^Union\[(.*)\]$/s, (_, inner: string) => inner.replaceAll(',', '|'))
    .split('|')
    .map((part) => part.trim().replace(/^typing\./, ''))
    .map((part) => ofAnnotation.find(([pattern]) => pattern.test(part))?.[1] ?? 'object');
}

/** Methods by the kind of value that has them. */
export const methodShapes: readonly (readonly [RegExp, Shape])[] = [
  [
    /^(append|extend|insert|sort|reverse|push|unshift|shift|splice|concat|map|filter|forEach|reduce|some|every|fill|flat)$/,
    'list',
  ],
  [/^(items|keys|values|setdefault|get|entries)$/, 'map'],
  [/^(add|discard|union|intersection|difference|issubset|isdisjoint)$/, 'set'],
  [
    /^(upper|lower|strip|lstrip|rstrip|split|join|startswith|endswith|isdigit|isalpha|title|format|encode|toUpperCase|toLowerCase|trim|charAt|charCodeAt|startsWith|endsWith|padStart|padEnd|match)$/,
    'string',
  ],
  [/^(toFixed)$/, 'number'],
];
const numeric =
  /^(len|int|float|abs|sum|min|max|round|ord|pow|floor|ceil|sqrt|parseInt|parseFloat|Number|indexOf|find|count|trunc)$/;

/** The shape of an expression's value, as far as its form tells. */
export function shapeOfExpression(
  node: SyntaxNode,
  shapes?: ReadonlyMap<string, ReadonlySet<Shape>>,
): Shape | undefined {
  switch (node.type) {
    case 'integer':
    case 'float':
    case 'number':
    case 'update_expression':
      return 'number';
    case 'string':
    case 'concatenated_string':
    case 'template_string':
      return 'string';
    case 'list':
    case 'list_comprehension':
    case 'array':
    case 'tuple':
      return 'list';
    case 'dictionary':
    case 'dictionary_comprehension':
    case 'object':
      return 'map';
    case 'set':
    case 'set_comprehension':
      return 'set';
    case 'true':
    case 'false':
    case 'comparison_operator':
    case 'not_operator':
      return 'boolean';
    case 'none':
    case 'null':
    case 'undefined':
      return 'none';
    case 'lambda':
    case 'arrow_function':
    case 'function_expression':
      return 'function';
    case 'parenthesized_expression':
      return node.firstNamedChild ? shapeOfExpression(node.firstNamedChild, shapes) : undefined;
    case 'identifier': {
      const own = [...(shapes?.get(node.text) ?? [])];
      return own.length === 1 ? own[0] : own.find((shape) => shape !== 'none');
    }
    case 'unary_operator':
      return 'number';
    case 'unary_expression':
      return node.text.startsWith('!') ? 'boolean' : node.text.startsWith('typeof') ? 'string' : 'number';
    case 'binary_operator':
    case 'binary_expression': {
      const operator = node.childForFieldName('operator')?.text ?? '';
      if (/^([<>]=?|[!=]==?|in|instanceof)$/.test(operator)) return 'boolean';
      if (/^[-/]|\*\*|>>|<<|[&|^]$/.test(operator) && !/^(&&|\|\|)$/.test(operator)) return 'number';
      const sides = [node.childForFieldName('left'), node.childForFieldName('right')].flatMap((side) =>
        side ? [shapeOfExpression(side, shapes)] : [],
      );
      if (operator === '%' && sides[0] !== 'string') return 'number';
      return sides.find((s) => s === 'string' || s === 'list') ?? sides.find((s) => s !== undefined);
    }
    case 'subscript': {
      const index = node.childForFieldName('subscript');
      const value = node.childForFieldName('value');
      return index?.type === 'slice' && value ? (shapeOfExpression(value, shapes) ?? 'list') : undefined;
    }
    case 'call':
    case 'call_expression': {
      const call = callOf(node);
      if (!call) return undefined;
      if (/^(slice|concat)$/.test(call.name))
        return call.receiver ? (shapeOfExpression(call.receiver, shapes) ?? 'list') : undefined;
      if (numeric.test(call.name)) return 'number';
      if (
        /^(str|String|repr|join|chr|upper|lower|strip|toString|toFixed|trim|toUpperCase|toLowerCase|repeat)$/.test(
          call.name,
        )
      )
        return 'string';
      if (/^(list|sorted|range|split|map|filter|reversed|zip|from|deque|keys|entries|values)$/.test(call.name))
        return 'list';
      if (/^(dict|defaultdict|Counter|OrderedDict)$/.test(call.name)) return 'map';
      if (/^(set|frozenset)$/.test(call.name)) return 'set';
      if (
        /^(bool|Boolean|any|all|isinstance|some|every|includes|has|startswith|startsWith|isdigit|isalpha)$/.test(
          call.name,
        )
      )
        return 'boolean';
      return undefined;
    }
    case 'new_expression': {
      const name = node.childForFieldName('constructor')?.text;
      return name === 'Map' ? 'map' : name === 'Set' ? 'set' : name === 'Array' ? 'list' : 'object';
    }
    default:
      return undefined;
  }
}
