import type { FrameworkDefinition, LanguageDefinition, Spelling, SyntaxRoles } from '../../core/language';
import functions from './functions.scm';
import imports from './imports.scm';
import tests from './tests.scm';
import typescriptFunctions from './typescript.scm';
import typescriptImports from './typescriptImports.scm';

const roles: SyntaxRoles = {
  functions: [
    'function_declaration',
    'function_expression',
    'arrow_function',
    'method_definition',
    'generator_function_declaration',
    'generator_function',
  ],
  classes: ['class_declaration', 'class'],
  block: ['statement_block'],
  identifier: ['identifier'],
  binary: ['binary_expression'],
  comparison: ['binary_expression'],
  boolean: ['binary_expression'],
  not: ['unary_expression'],
  unary: ['unary_expression'],
  call: ['call_expression', 'new_expression'],
  argumentList: ['arguments'],
  member: ['member_expression'],
  subscript: ['subscript_expression'],
  slice: [],
  assignment: ['assignment_expression', 'variable_declarator'],
  augmentedAssignment: ['augmented_assignment_expression', 'update_expression'],
  return: ['return_statement'],
  if: ['if_statement'],
  while: ['while_statement', 'do_statement'],
  for: ['for_statement', 'for_in_statement'],
  conditional: ['ternary_expression'],
  expressionStatement: ['expression_statement'],
  parenthesized: ['parenthesized_expression'],
  integer: ['number'],
  float: ['number'],
  string: ['string', 'template_string'],
  list: ['array'],
  dictionary: ['object'],
  comment: ['comment'],
};

const spelling: Spelling = {
  and: '&&',
  or: '||',
  not: '!',
  true: 'true',
  false: 'false',
  null: 'null',
  equal: '===',
  notEqual: '!==',
  blocks: 'braces',
  statementEnd: ';',
};

const endings = ['js', 'mjs', 'cjs', 'jsx', 'ts', 'mts', 'cts', 'tsx'];
const files = [
  ...endings.map((ending) => `*.test.${ending}`),
  ...endings.map((ending) => `*.spec.${ending}`),
  ...endings.map((ending) => `*_test.${ending}`),
  ...endings.map((ending) => `test-*.${ending}`),
  ...endings.map((ending) => `test.${ending}`),
];

const frameworks: readonly FrameworkDefinition[] = [
  { id: 'node:test', files, marks: ['node:test'], install: 'node:test comes with Node' },
  { id: 'vitest', files, marks: ['vitest'], install: 'npm install --save-dev vitest' },
  { id: 'jest', files, marks: ['@jest/globals', 'jest'], install: 'npm install --save-dev jest' },
  { id: 'mocha', files, marks: ['mocha', 'chai'], install: 'npm install --save-dev mocha' },
];

// prettier-ignore
const builtins: readonly string[] = (
  'AggregateError Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean DataView Date Error EvalError Float32Array ' +
  'Float64Array Function Infinity Int16Array Int32Array Int8Array Intl JSON Map Math NaN Number Object Promise Proxy RangeError ' +
  'ReferenceError Reflect RegExp Set String Symbol SyntaxError TypeError URIError URL URLSearchParams Uint16Array Uint32Array ' +
  'Uint8Array Uint8ClampedArray WeakMap WeakSet console decodeURIComponent encodeURIComponent globalThis isFinite isNaN parseFloat ' +
  'parseInt structuredClone undefined'
).split(' ');

/** JavaScript and TypeScript share harness, frameworks and most of the syntax; TypeScript's grammar adds kinds, hence two records. */
/** TypeScript's codes. In JavaScript, where objects grow and arguments may be left out, only the first hold. */
const named = '2304 2305 2307 2503 2551 2552 2614 2662 2663 2724 18004'.split(' ');
const typed = '2339 2353 2554 2555 2561 2575 2576 2694'.split(' ');

export const javascript: LanguageDefinition = {
  id: 'javascript',
  title: 'JavaScript',
  languageIds: ['javascript', 'javascriptreact'],
  extensions: ['.js', '.mjs', '.cjs', '.jsx'],
  grammar: () => 'javascript',
  queries: { functions, imports, tests },
  roles,
  spelling,
  frameworks,
  builtins,
  identifierErrors: (languageId) => (languageId.startsWith('typescript') ? [...named, ...typed] : named),
  indentation: '  ',
};

export const typescript: LanguageDefinition = {
  ...javascript,
  title: 'TypeScript',
  languageIds: ['typescript', 'typescriptreact'],
  extensions: ['.ts', '.mts', '.cts', '.tsx'],
  grammar: (languageId) => (languageId === 'typescriptreact' ? 'tsx' : 'typescript'),
  queries: { functions: `${functions}\n${typescriptFunctions}`, imports: `${imports}\n${typescriptImports}`, tests },
  roles: { ...roles, classes: [...roles.classes, 'abstract_class_declaration'] },
};
