import { cp, mkdir, readFile } from 'node:fs/promises';
import * as path from 'node:path';
import { format } from 'node:util';
import type { Page } from 'playwright-core';
import type { Suite } from '../../test/vscode/suites';
import type { Counts } from '../checks/counts';
import { cache, root } from '../paths';
import type { Chromium } from '../setup/chromium';
import type { VscodeHost } from '../setup/vscodeHost';
import { openPage } from './browser';
import { folderUrl, remoteUri, type Server, startServer } from './codeServer';
import { openUiBridge } from './uiBridge';
import { copyWorkspace, removeFolder, temporaryFolder } from './workspaceCopy';

export interface Stage {
  readonly host: VscodeHost;
  readonly chromium: Chromium;
  /** The environment of the server, and so of the extension host and of what Eider starts. */
  readonly env: NodeJS.ProcessEnv;
  /** The packaged extension, for suites that install it. */
  readonly vsix?: string | undefined;
  /** Takes each line the tests print. */
  readonly print: (line: string) => void;
}

/** What a suite is run on: the table's entry, with the folders resolved. */
export interface SuiteRun extends Suite {
  /** The extension under development when it is not Eider's own folder. */
  readonly developmentPath?: string;
  /** The compiled test door when it is not the project's own. */
  readonly testsPath: string;
}

/** The page's log service writes to the same place as the extension host's console. */
const noise =
  /^(Resolv(ing|ed) connection token|Creating a socket|\[(reconnection|AgentHost|AccountPolicyGate|Service Worker)|Creation of workbench contribution|(Ignoring fetching|Updating) additional builtin)/;

const logs = path.join(cache, 'logs');
const shots = { all: path.join(root, 'screenshots'), readme: process.env['EIDER_SHOTS'] };

/** Runs one suite in its own VS Code on a copy of its workspace. A window that hangs or crashes counts as a failed test. */
export async function runSuite(suite: SuiteRun, stage: Stage): Promise<Counts> {
  const dataDir = await temporaryFolder('eider-vscode-');
  const resultFile = path.join(dataDir, 'result.json');
  const { browser, page } = await openPage(stage.chromium);
  const bridge = await openUiBridge(page, shots);
  let server: Server | undefined;
  let counts: Counts = { passed: 0, failed: 1, skipped: 0 };
  try {
    if (suite.extension === 'vsix' && stage.vsix === undefined) throw new Error('there is no packaged extension');
    server = await startServer(stage.host, {
      dataDir,
      env: { ...stage.env, EIDER_UI: bridge.url, EIDER_SUITE: suite.name, EIDER_RESULT: resultFile },
      links: (suite.links ?? []).map((folder) => path.resolve(root, folder)),
      trusted: suite.trusted,
      testDriver: true,
      ...(suite.settings === undefined ? {} : { settings: suite.settings }),
      ...(suite.extension === 'vsix' && stage.vsix !== undefined ? { vsix: stage.vsix } : {}),
    });
    const folder = await copyWorkspace(path.resolve(root, suite.workspace), dataDir);
    const blank = path.join(root, 'test/host/blank');
    const development = suite.developmentPath ?? (suite.extension === 'vsix' ? blank : root);
    const url = folderUrl(server, folder, [
      ['extensionDevelopmentPath', remoteUri(server, development)],
      ['extensionTestsPath', remoteUri(server, suite.testsPath)],
      ['skipWelcome', 'true'],
    ]);
    const end = await openAndWait(page, url, suite.seconds * 1000, stage.print);
    const result = await readCounts(resultFile);
    if (result !== undefined) counts = result;
    if (end !== undefined) {
      stage.print(end);
      counts = { ...counts, failed: Math.max(counts.failed, 1) };
    } else if (result === undefined) {
      stage.print('VS Code closed before the tests reported their result');
    }
    if (counts.failed > 0)
      await page.screenshot({ path: path.join(shots.all, `${suite.name}-end.png`) }).catch(() => undefined);
  } catch (error) {
    stage.print(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    bridge.close();
    await browser.close();
    await server?.stop();
    if (counts.failed > 0) stage.print(`logs kept in ${path.relative(root, await keepLogs(dataDir, suite.name))}`);
    await removeFolder(dataDir);
  }
  return counts;
}

/** Opens the window and waits for the end of the tests; answers what went wrong with the window itself, if anything. */
async function openAndWait(
  page: Page,
  url: string,
  timeout: number,
  print: (line: string) => void,
): Promise<string | undefined> {
  await page.exposeFunction('codeAutomationLog', (_type: string, args: readonly unknown[]) => {
    const line = format(...args);
    if (process.env['EIDER_VERBOSE'] !== undefined || !noise.test(line)) print(line);
  });
  page.on('pageerror', (error) => print(`[page] ${error.message}`));
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(`the window did not end within ${timeout / 1000} s`), timeout);
    const end = (problem?: string) => {
      clearTimeout(timer);
      resolve(problem);
    };
    page.on('crash', () => end('the page crashed'));
    page
      .exposeFunction('codeAutomationExit', () => end())
      .then(() => page.goto(url))
      .catch(reject);
  });
}

async function readCounts(file: string): Promise<Counts | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Counts;
  } catch {
    return undefined;
  }
}

/** Copies the server's log and VS Code's own logs (the extension host's among them) out of the temporary folder. */
async function keepLogs(dataDir: string, name: string): Promise<string> {
  const target = path.join(logs, name);
  await removeFolder(target);
  await mkdir(target, { recursive: true });
  for (const [from, to] of [
    ['server.log', 'server.log'],
    ['user/logs', 'vscode'],
  ] as const) {
    await cp(path.join(dataDir, from), path.join(target, to), { recursive: true }).catch(() => undefined);
  }
  return target;
}
