import type { ThemeBase, UiRequest } from './uiRequest';

interface Wait {
  readonly timeout?: number;
}

const bridge = process.env['EIDER_UI'];

/** True where a test can see the page. In desktop VS Code it cannot: such a test calls `this.skip()`. */
export const uiAvailable = bridge !== undefined;

async function ask<T = null>(request: UiRequest): Promise<T> {
  if (bridge === undefined) throw new Error('the workbench page cannot be reached in this VS Code');
  const response = await fetch(bridge, { method: 'POST', body: JSON.stringify(request) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${JSON.stringify(request)}: ${text}`);
  return JSON.parse(text) as T;
}

/** Eyes and hands on the workbench: every call waits until it is done, and throws when it cannot be. */
export const ui = {
  /** Writes NAME.png to screenshots/, or to EIDER_SHOTS when it is `readme`; answers the file. */
  screenshot: (name: string, options: { readonly readme?: boolean } = {}) =>
    ask<string>({ op: 'screenshot', name, ...options }),
  waitText: (text: string, wait: Wait = {}) => ask({ op: 'waitText', text, ...wait }),
  waitGone: (text: string, wait: Wait = {}) => ask({ op: 'waitGone', text, ...wait }),
  clickText: (text: string, wait: Wait = {}) => ask({ op: 'clickText', text, ...wait }),
  click: (selector: string, wait: Wait = {}) => ask({ op: 'click', selector, ...wait }),
  hover: (selector: string, wait: Wait = {}) => ask({ op: 'hover', selector, ...wait }),
  /** One key or chord in Playwright's words, such as `Control+Shift+P`. */
  press: (key: string) => ask({ op: 'press', key }),
  type: (text: string) => ask({ op: 'type', text }),
  /** The visible text of the first element, or of all elements, that match a CSS selector. */
  text: (selector: string, wait: Wait = {}) => ask<string>({ op: 'text', selector, ...wait }),
  texts: (selector: string) => ask<string[]>({ op: 'texts', selector }),
  /** The text of every frame of the page; a webview's content is one of them. */
  frameTexts: (wait: Wait = {}) => ask<string[]>({ op: 'frameTexts', ...wait }),
  /** Until the page and every webview in it have the colours of such a theme. */
  waitTheme: (base: ThemeBase, wait: Wait = {}) => ask({ op: 'waitTheme', base, ...wait }),
  /** Until what matches the CSS selector, or something in it, has the keyboard. */
  waitKeyboard: (selector: string, wait: Wait = {}) =>
    ask({ op: 'box', selector: `${selector}:focus-within`, ...wait }),
  /** Reloads the page a moment from now: for a test that ends its own extension host. */
  reloadLater: () => ask({ op: 'reloadLater' }),
  /** Position and size in pixels, or null when the element is not shown. */
  box: (selector: string, wait: Wait = {}) =>
    ask<{ x: number; y: number; width: number; height: number } | null>({ op: 'box', selector, ...wait }),
};
