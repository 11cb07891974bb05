import * as assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import * as vscode from 'vscode';
import { ui } from './ui';

/** Ctrl+K and a second key, as Eider's bindings are. */
export async function chord(second: string): Promise<void> {
  await ui.press('Control+K');
  await ui.press(second);
}

/** Settles when keys go to the editor of this text: the extension host knows an editor a moment before it has the keyboard. */
export function keyboardIn(uri: vscode.Uri): Promise<unknown> {
  // The page reaches files through an address of its own; only its end is the same.
  const name = encodeURIComponent(uri.path.split('/').at(-1) ?? '');
  return ui.waitKeyboard(`.monaco-editor[data-uri${uri.scheme === 'file' ? `$="/${name}"` : `^="${uri.scheme}:"`}]`);
}

const themes = {
  light: { name: 'Default Light Modern', base: 'vs' },
  'contrast-light': { name: 'Default High Contrast Light', base: 'hc-light' },
  contrast: { name: 'Default High Contrast', base: 'hc-black' },
  dark: { name: 'Default Dark Modern', base: 'vs-dark' },
} as const;
/** Nobody looks at larger ones. */
const mostBytes = 400_000;

/**
 * A picture of the page as it is; with EIDER_THEMES or EIDER_SHOTS set, `NAME-light.png` and so on for each theme: to paint the page anew
 * for each of them takes the time of ten tests. `readme`: the light one is shown there.
 */
export async function inThemes(name: string, { readme = false } = {}): Promise<void> {
  if ((process.env['EIDER_THEMES'] ?? process.env['EIDER_SHOTS']) === undefined) {
    await ui.screenshot(name);
    return;
  }
  for (const [suffix, theme] of Object.entries(themes)) {
    await vscode.workspace.getConfiguration('workbench').update('colorTheme', theme.name, true);
    await ui.waitTheme(theme.base);
    const file = await ui.screenshot(`${name}-${suffix}`);
    if (readme && suffix === 'light') await ui.screenshot(name, { readme });
    assert.ok(statSync(file).size < mostBytes, `${file} is ${statSync(file).size} bytes`);
  }
}
