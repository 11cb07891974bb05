import type { LanguageDefinition } from '../../core/language';
import functions from './functions.scm';
import imports from './imports.scm';
import tests from './tests.scm';

// prettier-ignore
const builtins: readonly string[] = (
  'ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError BufferError ' +
  'BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError ' +
  'DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError Exception ExceptionGroup FileExistsError FileNotFoundError ' +
  'FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError InterruptedError ' +
  'IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError ' +
  'NotImplemented NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError ' +
  'RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError ' +
  'SyntaxWarning SystemError SystemExit TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError ' +
  'UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError abs aiter all anext any ascii ' +
  'bin bool breakpoint bytearray bytes callable chr classmethod compile complex delattr dict dir divmod enumerate eval exec filter ' +
  'float format frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter len list locals map max ' +
  'memoryview min next object oct open ord pow print property range repr reversed round set setattr slice sorted staticmethod str sum ' +
  'super tuple type vars zip'
).split(' ');

/** Of pyright, of ruff and of pylint. */
const identifierErrors: readonly string[] = (
  'reportAttributeAccessIssue reportUndefinedVariable reportCallIssue reportMissingImports ' +
  'F821 no-member undefined-variable no-name-in-module import-error too-many-function-args unexpected-keyword-arg no-value-for-parameter'
).split(' ');

export const python: LanguageDefinition = {
  id: 'python',
  title: 'Python',
  languageIds: ['python'],
  extensions: ['.py', '.pyw'],
  grammar: () => 'python',
  queries: { functions, imports, tests },
  roles: {
    functions: ['function_definition', 'lambda'],
    classes: ['class_definition'],
    block: ['block'],
    identifier: ['identifier'],
    binary: ['binary_operator'],
    comparison: ['comparison_operator'],
    boolean: ['boolean_operator'],
    not: ['not_operator'],
    unary: ['unary_operator'],
    call: ['call'],
    argumentList: ['argument_list'],
    member: ['attribute'],
    subscript: ['subscript'],
    slice: ['slice'],
    assignment: ['assignment'],
    augmentedAssignment: ['augmented_assignment'],
    return: ['return_statement'],
    if: ['if_statement', 'elif_clause'],
    while: ['while_statement'],
    for: ['for_statement'],
    conditional: ['conditional_expression'],
    expressionStatement: ['expression_statement'],
    parenthesized: ['parenthesized_expression'],
    integer: ['integer'],
    float: ['float'],
    string: ['string'],
    list: ['list', 'tuple'],
    dictionary: ['dictionary'],
    comment: ['comment'],
  },
  spelling: {
    and: 'and',
    or: 'or',
    not: 'not ',
    true: 'True',
    false: 'False',
    null: 'None',
    equal: '==',
    notEqual: '!=',
    blocks: 'indentation',
    statementEnd: '',
  },
  frameworks: [
    { id: 'pytest', files: ['test_*.py', '*_test.py'], marks: ['pytest'], install: 'pip install pytest' },
    {
      id: 'unittest',
      files: ['test*.py', '*_test.py', '*_tests.py'],
      marks: ['unittest'],
      install: 'unittest comes with Python',
    },
  ],
  builtins,
  identifierErrors: () => identifierErrors,
  indentation: '    ',
};
