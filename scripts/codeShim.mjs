#!/usr/bin/env node
// Stands in for the desktop `code` where only the packaged VS Code can be had: @vscode/test-electron and @vscode/test-cli
// start it with their own flags.
import { run } from './entry.mjs';

await run('host/codeShim.ts');
