import type { RaisedError, TemplateContext } from './template';

/** How much likelier a template is that mends what this kind of error comes from. */
const LIKELIER = 2.5;

/** Kinds of errors by their name, and by what their message says where the name says too little, with the templates that mend them. */
const kinds: readonly { readonly type: RegExp; readonly message?: RegExp; readonly templates: string }[] = [
  {
    type: /^KeyError$/,
    templates: 'dictionaryDefault guardNotFound wrapInCondition handleError exceptionClause wrongMember',
  },
  {
    type: /^IndexError$/,
    templates:
      'guardEmpty guardShort offByOne rangeBounds boundsFirst whileCondition indexEnd windowBound wrapAround loopHeader baseCase addCondition elementOrAll',
  },
  {
    type: /^(TypeError|AttributeError)$/,
    message: /\bNone(Type)?\b|\b(null|undefined)\b|not iterable/,
    templates:
      'optionalChaining missingValue guardNull filterMissing guardNotFound truthOrPresence addCondition wrapInCondition dictionaryDefault initialValue returnExpression baseCase lateReturn missingAwait guardEmpty keywordArgument',
  },
  {
    type: /^(TypeError|AttributeError)$/,
    message:
      /coroutine|Promise|is not a function|has no attribute|not callable|not subscriptable|unsupported operand|argument|concatenate|unhashable/,
    templates:
      'siblingFunction wrongMember foreignWord wrapInCall unwrapCall missingCall missingAwait argumentCount swapArguments missingReceiver assignTarget',
  },
  {
    type: /^(NameError|ReferenceError|UnboundLocalError)$/,
    templates: 'wrongVariable foreignWord missingReceiver missingScope accumulatorStart moveOut',
  },
  {
    type: /^ZeroDivisionError$/,
    templates: 'guardEmpty guardNumber addCondition wrapInCondition offByOne initialValue guardShort',
  },
  {
    type: /^(RecursionError|RangeError)$/,
    templates: 'baseCase recursion guardNumber guardEmpty earlyReturn comparisonOperator markVisited offByOne',
  },
  {
    type: /^ValueError$/,
    templates: 'handleError exceptionClause keywordArgument guardEmpty guardNotFound wrapInCall stringLiteral',
  },
];

/** Weight of a template by the errors that the failing tests end with: 1 for all where none is raised. */
export function errorPriors({ errors }: Pick<TemplateContext, 'errors'>): (template: string) => number {
  const likelier = new Set<string>();
  for (const error of errors) for (const id of mending(error)) likelier.add(id);
  return (template) => (likelier.has(template) ? LIKELIER : 1);
}

function mending({ type, message }: RaisedError): readonly string[] {
  const name = type.split('.').pop() ?? type;
  return kinds
    .filter((kind) => kind.type.test(name) && (kind.message?.test(message) ?? true))
    .flatMap(({ templates }) => templates.split(' '));
}
