import type { FrameworkId } from '../../core/model/test';

/** Where a debugger is to be started. Paths are absolute. */
export interface LaunchPlace {
  /** The folder the framework is run in. */
  readonly folder: string;
  /** The workspace folder. */
  readonly root: string;
  /** vitest's, jest's or mocha's own program. */
  readonly program?: string;
  /** Interpreter or Node from the settings; else the debugger chooses. */
  readonly runtime?: string;
  /** What Node needs to run TypeScript. */
  readonly nodeArguments?: readonly string[];
}

/** A launch configuration of VS Code. */
export interface LaunchConfiguration {
  readonly type: 'debugpy' | 'node';
  readonly request: 'launch';
  readonly name: string;
  readonly [option: string]: unknown;
}

/**
 * Runs exactly these tests of one file under their framework. Time limits of the framework are lifted: whoever stands at a breakpoint
 * takes longer than any test.
 */
export function launchConfiguration(
  framework: FrameworkId,
  path: string,
  selectors: readonly string[],
  place: LaunchPlace,
): LaunchConfiguration {
  const name = `Eider: ${selectors.length === 1 ? (selectors[0] ?? '') : `${selectors.length} tests`}`;
  switch (framework) {
    case 'pytest':
      return {
        ...python(name, place),
        module: 'pytest',
        args: ['-q', '-p', 'no:cacheprovider', ...selectors.map((selector) => `${path}::${selector}`)],
      };
    case 'unittest':
      return {
        ...python(name, place),
        module: 'unittest',
        args: selectors.map((selector) => `${moduleName(path, place.folder)}.${selector}`),
        env: { PYTHONPATH: place.root },
      };
    case 'node:test': {
      // Older versions of Node look at the test's own name only, newer ones at that of its suites as well.
      const pattern = `^(${selectors.map((selector) => escaped(ownName(selector))).join('|')})$`;
      return {
        ...node(name, place),
        program: path,
        runtimeArgs: [...(place.nodeArguments ?? []), `--test-name-pattern=${pattern}`],
      };
    }
    case 'vitest':
      return {
        ...node(name, place),
        program: place.program,
        args: ['run', path, '--testNamePattern', fullNames(selectors), '--testTimeout=0', '--no-file-parallelism'],
      };
    case 'jest':
      return {
        ...node(name, place),
        program: place.program,
        args: [
          '--runInBand',
          '--coverage=false',
          '--testTimeout=2147483647',
          '--testNamePattern',
          fullNames(selectors),
          '--runTestsByPath',
          path,
        ],
      };
    case 'mocha':
      return {
        ...node(name, place),
        program: place.program,
        args: [path, '--timeout', '0', '--grep', fullNames(selectors)],
        runtimeArgs: place.nodeArguments ?? [],
      };
  }
}

function python(name: string, { folder, runtime }: LaunchPlace): LaunchConfiguration {
  return {
    type: 'debugpy',
    request: 'launch',
    name,
    cwd: folder,
    console: 'internalConsole',
    justMyCode: true,
    ...(runtime !== undefined && { python: [runtime] }),
  };
}

function node(name: string, { folder, runtime }: LaunchPlace): LaunchConfiguration {
  return {
    type: 'node',
    request: 'launch',
    name,
    cwd: folder,
    console: 'internalConsole',
    outputCapture: 'std',
    skipFiles: ['<node_internals>/**', '**/node_modules/**'],
    ...(runtime !== undefined && { runtimeExecutable: runtime }),
  };
}

/** Frameworks join the names of suites and test with blanks. */
const fullNames = (selectors: readonly string[]): string =>
  `^(${selectors.map((selector) => escaped(selector.split(' > ').join(' '))).join('|')})$`;

/** `#2` at the end tells apart two tests of one name. */
const ownName = (selector: string): string => (selector.split(' > ').at(-1) ?? selector).replace(/ #\d+$/, '');

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);

function moduleName(path: string, folder: string): string {
  return path
    .slice(folder.length)
    .replace(/\.py$/, '')
    .split(/[\\/]/)
    .filter((part) => part !== '')
    .join('.');
}
