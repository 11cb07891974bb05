import * as vscode from 'vscode';
import { HumanError } from '../../core/errors';
import type { FrameworkId } from '../../core/model/test';
import type { Consent } from '../consent';
import { rootOf, shortName } from '../documents';
import { t } from '../l10n';
import { showError } from '../notifications';
import { readSettings } from '../settings';
import { debugSession } from './debugSession';
import { launchConfiguration, type LaunchPlace } from './launch';
import type { TestItems } from './testItems';
import { projectTest } from './testTree';

const programs: Readonly<Partial<Record<FrameworkId, string>>> = {
  vitest: 'node_modules/vitest/vitest.mjs',
  jest: 'node_modules/jest/bin/jest.js',
  mocha: 'node_modules/mocha/bin/mocha.js',
};
const pythonDebugger = 'ms-python.debugpy';

/** Starts a debugger on tests of the project's framework, one session for each test file, one after the other. */
export class Debugging {
  readonly #controller: vscode.TestController;
  readonly #items: TestItems;
  readonly #consent: Consent;
  readonly #log: vscode.LogOutputChannel;

  constructor(parts: {
    readonly controller: vscode.TestController;
    readonly items: TestItems;
    readonly consent: Consent;
    readonly log: vscode.LogOutputChannel;
  }) {
    this.#controller = parts.controller;
    this.#items = parts.items;
    this.#consent = parts.consent;
    this.#log = parts.log;
  }

  async run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const run = this.#controller.createTestRun(request);
    try {
      if (!(await this.#consent.allowed())) return;
      const files = new Map<string, { framework: FrameworkId; path: string; selectors: string[] }>();
      for (const { test } of this.#items.wanted(request)) {
        const found = projectTest(test);
        if (!found) continue;
        const { framework, path, selector } = found;
        const file = files.get(`${framework}\n${path}`) ?? { framework, path, selectors: [] };
        files.set(`${framework}\n${path}`, file);
        file.selectors.push(selector);
      }
      for (const { framework, path, selectors } of files.values()) {
        if (token.isCancellationRequested) break;
        const place = await placeOf(framework, path);
        const configuration = launchConfiguration(framework, path, selectors, place);
        const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(path));
        await debugSession(
          {
            start: () => vscode.debug.startDebugging(folder, { ...configuration }, { testRun: run }),
            stop: (one) => vscode.debug.stopDebugging(one),
            onDidStart: vscode.debug.onDidStartDebugSession,
            onDidEnd: vscode.debug.onDidTerminateDebugSession,
          },
          configuration.name,
          token,
        );
      }
    } catch (error) {
      if (error instanceof HumanError) run.appendOutput(`${error.message} ${error.next}\r\n`);
      showError(error, this.#log);
    } finally {
      // Whether a test passes while someone steps through it says little: its last outcome stays.
      run.end();
    }
  }
}

/** @throws HumanError `missingFramework` when the debugger or the framework is not there. */
async function placeOf(framework: FrameworkId, path: string): Promise<LaunchPlace> {
  const uri = vscode.Uri.file(path);
  const root = rootOf(uri);
  const { python, node } = readSettings(uri);
  if (framework === 'pytest' || framework === 'unittest') {
    if (!vscode.extensions.getExtension(pythonDebugger)) {
      throw new HumanError(
        'missingDebugger',
        t('Debugging Python needs the Python Debugger extension ({0}), which is not installed.', pythonDebugger),
        t('Install it and debug the test again.'),
      );
    }
    const folder = framework === 'pytest' ? root : await aboveFile(uri, root, '__init__.py', false);
    return { root, folder, ...(python !== undefined && { runtime: python }) };
  }
  const folder = await aboveFile(uri, root, 'package.json', true);
  const name = programs[framework];
  const program = name === undefined ? undefined : await upwards(folder, root, name);
  if (name !== undefined && program === undefined) {
    throw new HumanError(
      'missingFramework',
      t('{0} is not installed where {1} could use it.', framework, shortName(path)),
      t('Run `npm install --save-dev {0}` in the project.', framework),
    );
  }
  const typescript = /\.[cm]?tsx?$/.test(path) && framework !== 'vitest' && framework !== 'jest';
  const tsx = typescript ? await upwards(folder, root, 'node_modules/tsx/package.json') : undefined;
  return {
    root,
    folder,
    ...(program !== undefined && { program }),
    ...(node !== undefined && { runtime: node }),
    // Without a loader in the project, Node's own way to run TypeScript.
    ...(typescript && { nodeArguments: tsx === undefined ? ['--experimental-strip-types'] : ['--import', 'tsx'] }),
  };
}

/** The nearest folder from the file's own up to the root that has (or, for `wanted` false, has not) the file `name`. */
async function aboveFile(file: vscode.Uri, root: string, name: string, wanted: boolean): Promise<string> {
  for (let folder = vscode.Uri.joinPath(file, '..'); ; folder = vscode.Uri.joinPath(folder, '..')) {
    if ((await exists(vscode.Uri.joinPath(folder, name))) === wanted) return folder.fsPath;
    if (folder.fsPath.length <= root.length) return root;
  }
}

async function upwards(from: string, root: string, name: string): Promise<string | undefined> {
  for (let folder = vscode.Uri.file(from); ; folder = vscode.Uri.joinPath(folder, '..')) {
    const file = vscode.Uri.joinPath(folder, name);
    if (await exists(file)) return file.fsPath;
    if (folder.fsPath.length <= root.length) return undefined;
  }
}

const exists = (uri: vscode.Uri): Promise<boolean> =>
  Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
