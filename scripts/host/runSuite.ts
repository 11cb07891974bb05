import { existsSync, rmSync } from 'node:fs';
import { cp, mkdir, readFile } from 'node:fs/promises';
import * as path from 'node:path';
import { format } from 'node:util';
import type { Page } from 'playwright-core';
import { killFile } from '../../test/vscode/support/killFile';
import type { Suite } from '../../test/vscode/suites';
import type { Counts } from '../checks/counts';
import { cache, root } from '../paths';
import type { Chromium } from '../setup/chromium';
import type { VscodeHost } from '../setup/vscodeHost';
import { openPage } from './browser';
import { folderUrl, remoteUri, type Server, startServer } from './codeServer';
import { testIndex } from './testBundle';
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

/** One window: what it opens and which tests it runs. */
export interface WindowRun {
  /** Names the kept logs and pictures. */
  readonly name: string;
  /** The folder to copy and open, absolute. */
  readonly workspace: string;
  /** The extension under development, absolute: VS Code takes one. */
  readonly extension: string;
  /** The compiled test door, absolute. */
  readonly tests: string;
  /** Other extensions' folders, absolute. */
  readonly links: readonly string[];
  readonly vsix?: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly trusted: boolean;
  readonly seconds: number;
}

export interface WindowEnd {
  /** 0 when the tests say they passed. */
  readonly code: number;
  /** What Eider's own test door reported; another one reports nothing. */
  readonly counts: Counts | undefined;
}

/** The page's log service writes to the same place as the extension host's console. Nothing native is compiled: no log files. */
const noise =
  /^(Resolv(ing|ed) connection token|Creating a socket|\[(reconnection|AgentHost|AccountPolicyGate|Service Worker)|Creation of workbench contribution|(Ignoring fetching|Updating) additional builtin|Error: Could not locate the bindings file|Canceled: Canceled|Timed out waiting for authentication provider)/;

const logs = path.join(cache, 'logs');
const shots = { all: path.join(root, 'screenshots'), readme: process.env['EIDER_SHOTS'] };

/** Runs one suite of the table. A window that hangs, crashes or ends without counts is a failed test. */
export async function runSuite(suite: Suite, stage: Stage): Promise<Counts> {
  const packed = suite.extension === 'vsix';
  if (packed && stage.vsix === undefined) throw new Error('there is no packaged extension');
  const { code, counts } = await runWindow(
    {
      name: suite.name,
      workspace: path.join(root, suite.workspace),
      extension: packed ? path.join(root, 'test/host/blank') : root,
      tests: testIndex,
      links: (suite.links ?? []).map((folder) => path.join(root, folder)),
      ...(packed && stage.vsix !== undefined ? { vsix: stage.vsix } : {}),
      settings: suite.settings ?? {},
      trusted: suite.trusted,
      seconds: suite.seconds,
    },
    stage,
  );
  if (counts === undefined) {
    stage.print('VS Code ended before the tests reported their result');
    return { passed: 0, failed: 1, skipped: 0 };
  }
  return code === 0 ? counts : { ...counts, failed: Math.max(counts.failed, 1) };
}

/** Opens a VS Code of its own on a copy of the workspace and waits until its tests have ended. */
export async function runWindow(window: WindowRun, stage: Stage): Promise<WindowEnd> {
  const dataDir = await temporaryFolder('eider-vscode-');
  // A caller that started this as its `code` waits for the result in a place of its own.
  const result = stage.env['EIDER_RESULT'] ?? path.join(dataDir, 'result.json');
  const { browser, page } = await openPage(stage.chromium);
  const bridge = await openUiBridge(page, shots);
  let server: Server | undefined;
  let code = 1;
  try {
    server = await startServer(stage.host, {
      dataDir,
      env: { EIDER_SUITE: window.name, ...stage.env, EIDER_UI: bridge.url, EIDER_RESULT: result },
      links: window.links,
      ...(window.vsix === undefined ? {} : { vsix: window.vsix }),
      settings: window.settings,
      trusted: window.trusted,
      testDriver: true,
    });
    const folder = await copyWorkspace(window.workspace, dataDir);
    const url = folderUrl(server, folder, [
      ['extensionDevelopmentPath', remoteUri(server, window.extension)],
      ['extensionTestsPath', remoteUri(server, window.tests)],
      ['skipWelcome', 'true'],
    ]);
    code = await openAndWait(page, url, window.seconds, () => takeKill(result), stage.print);
    if (code !== 0)
      await page.screenshot({ path: path.join(shots.all, `${window.name}-end.png`) }).catch(() => undefined);
  } catch (error) {
    stage.print(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    bridge.close();
    await browser.close();
    await server?.stop();
  }
  if (code !== 0) stage.print(`logs kept in ${path.relative(root, await keepLogs(dataDir, window.name))}`);
  const counts = await readCounts(result);
  await removeFolder(dataDir);
  return { code, counts };
}

/**
 * Opens the window and waits for the end of the tests: answers their exit code, or 97 for a hang and 98 for a crash.
 * `killed`: whether the tests ended their own extension host, whose end is then not theirs.
 */
async function openAndWait(
  page: Page,
  url: string,
  seconds: number,
  killed: () => boolean,
  print: (line: string) => void,
): Promise<number> {
  await page.exposeFunction('codeAutomationLog', (_type: string, args: readonly unknown[]) => {
    const line = format(...args);
    if (process.env['EIDER_VERBOSE'] !== undefined || !noise.test(line)) print(line);
  });
  page.on('pageerror', (error) => print(`[page] ${error.message}`));
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      print(`the window did not end within ${seconds} s`);
      resolve(97);
    }, seconds * 1000);
    const end = (code: number) => {
      if (killed()) return;
      clearTimeout(timer);
      page.removeListener('crash', lost);
      page.removeListener('close', lost);
      resolve(code);
    };
    const lost = () => {
      print('the page crashed');
      end(98);
    };
    page.on('crash', lost);
    page.on('close', lost);
    page.on('dialog', (dialog) => void dialog.accept());
    page
      .exposeFunction('codeAutomationExit', end)
      .then(() => page.goto(url))
      .catch(reject);
  });
}

/** True once for each time the tests announced that they kill their extension host. */
function takeKill(result: string): boolean {
  const file = killFile(result);
  if (!existsSync(file)) return false;
  rmSync(file);
  return true;
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
