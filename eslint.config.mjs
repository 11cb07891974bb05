import tseslint from 'typescript-eslint';
import { builtinModules } from 'node:module';

const runtimes = ['node:.*', 'vscode', 'openai', ...builtinModules.filter((m) => !m.startsWith('_'))];

/**
 * The walls of the house: a room reaches the rooms it may know and no other, in type-only imports too.
 * `rooms` are folders or doors of src/ that may not be imported; `packages` are modules that may not.
 */
const wall = (folder, rooms, packages, message) => ({
  files: [`src/${folder}`],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          { regex: `^\\.{1,2}/(.*/)?(${rooms.join('|')})(/|$)`, message },
          ...(packages.length > 0 ? [{ regex: `^(${packages.join('|')})(/|$)`, message }] : []),
        ],
      },
    ],
  },
});
const doors = ['extension', 'cli', 'thread'];

export default tseslint.config(
  {
    ignores: [
      'dist',
      'node_modules',
      '.cache',
      'test/fixtures',
      'test/sample-workspace',
      'src/languages/*/harness',
      'bench-results',
    ],
  },
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'scripts/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
      eqeqeq: ['error', 'always'],
    },
  },
  wall(
    'core/**/*.ts',
    ['vscode', 'node', 'models', 'languages', ...doors],
    runtimes,
    'core/ asks the world through ports.ts',
  ),
  {
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        'process',
        'Buffer',
        'require',
        '__dirname',
        '__filename',
        'setImmediate',
        'fetch',
      ],
    },
  },
  wall('languages/**/*.ts', ['vscode', 'node', 'models', ...doors], runtimes, 'a language is data'),
  wall('models/**/*.ts', ['vscode', 'node', 'languages', ...doors], ['vscode'], 'models/ knows core/ only'),
  wall('node/**/*.ts', ['vscode', 'models', ...doors], ['vscode'], 'node/ knows core/ and languages/ only'),
  wall(
    'vscode/**/*.ts',
    ['node', 'models', 'languages', ...doors],
    [],
    'vscode/ is handed what it needs by extension.ts',
  ),
  wall('cli.ts', ['vscode'], ['vscode'], 'the command line runs without the editor'),
  wall('thread.ts', ['vscode', 'models'], ['vscode'], 'the thread asks the editor through its channel'),
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-unused-expressions': 'off', '@typescript-eslint/no-floating-promises': 'off' },
  },
);
