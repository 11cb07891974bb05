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
  dark: 'Default Dark Modern',
  contrast: 'Default High Contrast',
} as const;
/** Nobody looks at larger ones. */
const mostBytes = 400_000;

/** Pictures `NAME-light.png`, `NAME-dark.png`, `NAME-contrast.png` of the page as it is. The last theme stays. */
export async function inThemes(name: string): Promise<void> {
  for (const [suffix, theme] of Object.entries(themes)) {
    await vscode.workspace.getConfiguration('workbench').update('colorTheme', theme, true);
    await new Promise((resolve) => setTimeout(resolve, 600));
    const file = await ui.screenshot(`${name}-${suffix}`);
    assert.ok(statSync(file).size < mostBytes, `${file} is ${statSync(file).size} bytes`);
  }
}
