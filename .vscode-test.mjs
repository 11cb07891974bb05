import { defineConfig } from '@vscode/test-cli';
import { existsSync } from 'node:fs';

// `npm run test:cli` (which builds first) and the Extension Test Runner. EIDER_CODE names the `code` to run, such as
// scripts/codeShim.mjs where no desktop VS Code can be had; otherwise a desktop VS Code is downloaded.
const code = process.env.EIDER_CODE;
const suite = (name) => ({
  label: name,
  files: `.cache/vscode-tests/${name}/**/*.vscode.test.js`,
  extensionDevelopmentPath: '.',
  workspaceFolder: '.cache/desktop/sample-workspace',
  mocha: { ui: 'bdd', timeout: 60_000 },
  ...(code !== undefined && existsSync(code) ? { useInstallation: { fromPath: code } } : {}),
});

export default defineConfig([suite('main')]);
