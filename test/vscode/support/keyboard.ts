import * as assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import * as vscode from 'vscode';
import { ui } from './ui';

/** Ctrl+K and a second key, as Eider's bindings are. */
export async function chord(second: string): Promise<void> {
  await ui.press('Control+K');
  await ui.press(second);
}

const themes = {
  light: 'Default Light Modern',
  'contrast-light': 'Default High Contrast Light',
  contrast: 'Default High Contrast',
  dark: 'Default Dark Modern',
} as const;
/** Nobody looks at larger ones. */
const mostBytes = 400_000;

/** Settles when the page has the theme's colours. */
async function switchTo(theme: string): Promise<void> {
  const painted = new Promise<void>((resolve) => {
    const listener = vscode.window.onDidChangeActiveColorTheme(() => {
      listener.dispose();
      resolve();
    });
    // Nothing is told when the theme was this one before.
    setTimeout(resolve, 1500);
  });
  await vscode.workspace.getConfiguration('workbench').update('colorTheme', theme, true);
  await painted;
  await new Promise((resolve) => setTimeout(resolve, 150));
}

/** Pictures of the page as it is, `NAME-light.png` and so on for each theme. `readme`: the light one is shown there. */
export async function inThemes(name: string, { readme = false } = {}): Promise<void> {
  for (const [suffix, theme] of Object.entries(themes)) {
    await switchTo(theme);
    const file = await ui.screenshot(`${name}-${suffix}`);
    if (readme && suffix === 'light') await ui.screenshot(name, { readme });
    assert.ok(statSync(file).size < mostBytes, `${file} is ${statSync(file).size} bytes`);
  }
}
