import tseslint from 'typescript-eslint';
import importX from 'eslint-plugin-import-x';
import { builtinModules } from 'node:module';

const nodeModules = [...builtinModules.filter((m) => !m.startsWith('_')), 'node:*', 'vscode', 'openai', 'openai/*'];
/** The walls of the house: which room may not import which. Rooms below the doors reach each other only through `core`. */
const zone = (target, from, message) => ({ target: `./src/${target}`, from: from.map((f) => `./src/${f}`), message });

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
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver': { node: { extensions: ['.ts', '.mts', '.js', '.mjs'] } } },
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
      'import-x/no-cycle': 'off',
      'import-x/no-restricted-paths': [
        'error',
        {
          zones: [
            zone(
              'core',
              ['vscode', 'node', 'models', 'languages', 'extension.ts', 'cli.ts'],
              'core/ asks the world through ports.ts',
            ),
            zone('languages', ['vscode', 'node', 'models', 'extension.ts', 'cli.ts'], 'a language is data'),
            zone('models', ['vscode', 'node', 'languages', 'extension.ts', 'cli.ts'], 'models/ knows core/ only'),
            zone('node', ['vscode', 'models', 'extension.ts', 'cli.ts'], 'node/ knows core/ and languages/ only'),
            zone(
              'vscode',
              ['node', 'models', 'languages', 'extension.ts', 'cli.ts'],
              'vscode/ is handed what it needs by extension.ts',
            ),
          ],
        },
      ],
    },
  },
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
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: nodeModules,
              message: 'core/ imports neither vscode nor Node: use a port',
              allowTypeImports: false,
            },
          ],
        },
      ],
    },
  },
  {
    files: ['src/languages/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [{ group: nodeModules, message: 'a language is data' }] },
      ],
    },
  },
  {
    files: ['src/node/**/*.ts', 'src/models/**/*.ts', 'src/cli.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [{ group: ['vscode'], message: 'only vscode/ touches the editor' }] },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-unused-expressions': 'off' },
  },
);
