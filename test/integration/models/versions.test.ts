import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { createDebugger } from '../../../src/core';
import type { LanguageId } from '../../../src/core/model/focalFunction';
import type { LanguageModel, ModelChunk } from '../../../src/core/ports';
import { languages } from '../../../src/languages/registry';
import { createNodePorts } from '../../../src/node/ports';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** The first question a run on this function asks its model. */
async function question(
  name: string,
  languageId: LanguageId,
  text: string,
  prepare: (folder: string) => Promise<void> = () => Promise.resolve(),
): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'eider-versions-'));
  const asked: string[] = [];
  const model: LanguageModel = {
    name: 'test/model',
    // eslint-disable-next-line @typescript-eslint/require-await
    async *stream({ messages }): AsyncGenerator<ModelChunk, void, undefined> {
      asked.push(messages.map((m) => m.content).join('\n'));
      yield { kind: 'end', choice: 0, reason: 'stop' };
    },
  };
  try {
    await prepare(folder);
    const file = { path: path.join(folder, name), languageId, text, version: 0 };
    await writeFile(file.path, text);
    const assets = path.resolve(__dirname, '../../../dist');
    const ports = createNodePorts({
      assets,
      workspaceRoot: folder,
      settings: () => ({ sandbox: 'preferred' }),
      log,
      model,
    });
    const request = { file, select: { name: 'label' }, testPaths: [], budgetMs: 6000, seed: 1 };
    const events = createDebugger(ports, languages).fix(request, AbortSignal.timeout(30_000));
    for await (const event of events) if (event.kind === 'finished') assert.equal(event.outcome, 'notFixed');
    return asked[0] ?? '';
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('versions in a question', function () {
  this.timeout(60_000);

  it("are those of the user's interpreter, for what the function uses", async () => {
    const installed = execFileSync('python3', ['-c', 'import pytest; print(pytest.__version__)']).toString().trim();
    const source = `import json
import pytest
import os


def label(n):
    """
    >>> label(1)
    'first of the many and more'
    """
    return pytest.approx(json.loads("null"))
`;
    const text = await question('labels.py', 'python', source);
    assert.ok(text.includes(`Installed: \`pytest ${installed}\`.`), text);
  });

  it('are those of the nearest node_modules', async () => {
    const source = `const { paint } = require('@scope/paint');
const fs = require('node:fs');

/**
 * label(1) => 'first of the many and more'
 */
function label(n) {
  return paint(fs);
}
module.exports = { label };
`;
    const text = await question('labels.js', 'javascript', source, async (folder) => {
      const paint = path.join(folder, 'node_modules/@scope/paint');
      await mkdir(paint, { recursive: true });
      await writeFile(path.join(paint, 'package.json'), '{"name": "@scope/paint", "version": "2.3.4-beta.1"}');
      await writeFile(path.join(paint, 'index.js'), 'exports.paint = () => undefined;\n');
    });
    assert.ok(text.includes('Installed: `@scope/paint 2.3.4-beta.1`.'), text);
  });
});
