import { mkdir } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import * as path from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import type { ThemeBase, UiRequest } from '../../test/vscode/support/uiRequest';

export interface UiBridge {
  /** Where tests send their requests: EIDER_UI in the extension host. */
  readonly url: string;
  close(): void;
}

export interface Shots {
  /** Where screenshots go. */
  readonly all: string;
  /** Where those marked for the README go; undefined: with the others. */
  readonly readme: string | undefined;
}

const reloadAfterMs = 1500;

/** What a webview calls the themes that the page names by these classes. */
const webviewKinds: Readonly<Record<ThemeBase, string>> = {
  vs: 'vscode-light',
  'vs-dark': 'vscode-dark',
  'hc-black': 'vscode-high-contrast',
  'hc-light': 'vscode-high-contrast-light',
};

/**
 * Lets tests inside the extension host see and use the workbench page: a loopback server that takes one `UiRequest` as
 * JSON per POST and answers with the result as JSON, or with status 500 and the reason.
 */
export async function openUiBridge(page: Page, shots: Shots): Promise<UiBridge> {
  const server = createServer((request, response) => {
    void body(request)
      .then((text) => answer(page, shots, JSON.parse(text) as UiRequest))
      .then(
        (result) => response.end(JSON.stringify(result ?? null)),
        (error: unknown) => {
          response.statusCode = 500;
          response.end(error instanceof Error ? error.message : String(error));
        },
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the bridge to the page has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function body(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

async function answer(page: Page, shots: Shots, request: UiRequest): Promise<unknown> {
  const timeout = request.timeout ?? 15_000;
  switch (request.op) {
    case 'screenshot': {
      const folder = request.readme && shots.readme !== undefined ? shots.readme : shots.all;
      await mkdir(folder, { recursive: true });
      const file = path.join(folder, `${request.name.replace(/[^\w-]/g, '_')}.png`);
      // What is on its way to another colour or place is shown where it ends.
      await page.screenshot({ path: file, animations: 'disabled' });
      return file;
    }
    case 'waitText':
      return page.getByText(request.text).filter({ visible: true }).first().waitFor({ timeout });
    case 'waitGone':
      return page.getByText(request.text).filter({ visible: true }).first().waitFor({ timeout, state: 'hidden' });
    case 'clickText':
      return page.getByText(request.text).filter({ visible: true }).first().click({ timeout });
    case 'click':
      return (await topmost(page, request.selector, timeout)).click({ timeout });
    case 'hover':
      return page.locator(request.selector).first().hover({ timeout });
    case 'press':
      return page.keyboard.press(request.key);
    case 'type':
      return page.keyboard.type(request.text, { delay: 20 });
    case 'text':
      return page.locator(request.selector).first().innerText({ timeout });
    case 'texts':
      return page.locator(request.selector).allInnerTexts();
    case 'frameTexts':
      return Promise.all(
        page.frames().map((frame) =>
          frame
            .locator('body')
            .innerText({ timeout })
            .catch(() => ''),
        ),
      );
    case 'waitTheme':
      await page.locator(`.monaco-workbench.${request.base}`).first().waitFor({ timeout });
      await Promise.all(page.frames().map((frame) => painted(frame, request.base, timeout)));
      return null;
    case 'reloadLater':
      // The test ends its own extension host meanwhile, and is begun anew by the fresh page.
      setTimeout(() => void page.reload().catch(() => undefined), reloadAfterMs);
      return null;
    case 'box':
      return page.locator(request.selector).first().boundingBox({ timeout });
  }
}

/** A webview is told of a theme after the page has its colours; a frame that is none, or is closed meanwhile, has nothing to be told. */
async function painted(frame: Frame, base: ThemeBase, timeout: number): Promise<void> {
  const body = `body:not([data-vscode-theme-kind]), body[data-vscode-theme-kind="${webviewKinds[base]}"]`;
  await frame
    .locator(body)
    .waitFor({ timeout, state: 'attached' })
    .catch((error: unknown) => {
      if (!frame.isDetached()) throw error;
    });
}

/** The visible match that stands highest on the page: the order in the document says nothing about lenses, and the editor parks those out of sight. */
async function topmost(page: Page, selector: string, timeout: number): Promise<Locator> {
  const matches = page.locator(selector).filter({ visible: true });
  await matches.first().waitFor({ timeout });
  const boxes = await Promise.all(
    (await matches.all()).map(async (match) => ({ match, box: await match.boundingBox() })),
  );
  const shown = boxes.filter(({ box }) => box !== null && box.y >= 0).sort((a, b) => (a.box?.y ?? 0) - (b.box?.y ?? 0));
  return shown[0]?.match ?? matches.first();
}
