import assert from 'node:assert/strict';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { createDebugger } from '../../src/core';
import type { SessionEvent } from '../../src/core/model/events';
import type { LanguageModel, LanguageServer, TestExecutor } from '../../src/core/ports';
import { languages } from '../../src/languages/registry';
import { PrivateServers } from '../../src/node/languageServer/privateServers';
import { createNodePorts } from '../../src/node/ports';
import { fakeModel } from '../doubles/fakeModel';

const root = path.join(__dirname, '../..');
const log = { debug: silent, info: silent, warn: silent, error: console.error };
const { signal } = new AbortController();

const files = {
  'package.json': '{"type": "module"}\n',
  'tsconfig.json':
    '{"compilerOptions": {"strict": true, "types": [], "module": "ESNext", "moduleResolution": "bundler", "allowImportingTsExtensions": true, "noEmit": true}}\n',
  'cart.ts': `export interface Cart {
  net: number;
  netWithTax: number;
}
export const rounded = (amount: number): number => Math.round(amount);
`,
  'due.ts': `import { type Cart, rounded } from './cart.ts';

/**
 * @example
 * due({ net: 10, netWithTax: 15 }) // => 15
 * due({ net: 20, netWithTax: 30 }) // => 30
 */
export function due(cart: Cart): number {
  return rounded(cart.net);
}
`,
};

describe('what a language server knows of a function', function () {
  this.timeout(120_000);
  let folder: string;
  let server: PrivateServers;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'eider-context-'));
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
    await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    server = new PrivateServers({ root: folder, log });
  });
  after(async () => {
    server[Symbol.dispose]();
    await rm(folder, { recursive: true, force: true });
  });

  /** The runtime gets ready when the server has said what it knows: on a busy machine it may be late. */
  const run = async (text: string, enough: (event: SessionEvent) => boolean, model?: LanguageModel) => {
    let told = (): void => undefined;
    const known = new Promise<void>((resolve) => (told = resolve));
    const heard: LanguageServer = {
      name: server.name,
      members: (...asked) => server.members(...asked),
      signatures: (...asked) => server.signatures(...asked),
      diagnostics: (...asked) => server.diagnostics(...asked),
      actions: (...asked) => server.actions(...asked),
      type: async (...asked) => {
        const answer = await server.type(...asked);
        told();
        return answer;
      },
    };
    const file = { path: path.join(folder, 'due.ts'), languageId: 'typescript' as const, text, version: 1 };
    await server.diagnostics(file, signal);
    const options = { assets: path.join(root, 'dist'), workspaceRoot: folder, log, server: heard };
    const ports = createNodePorts({
      ...options,
      settings: () => ({ sandbox: 'preferred' }),
      ...(model && { model }),
    });
    const executor: TestExecutor = {
      open: async (target, stop) => {
        await known;
        return ports.executor.open(target, stop);
      },
    };
    const request = { file, select: { name: 'due' }, seed: 1, budgetMs: 30_000 };
    let heardEnough = false;
    for await (const event of createDebugger({ ...ports, executor }, languages).fix(request, signal)) {
      heardEnough = enough(event);
      if (heardEnough) break;
    }
    await ports.executor.release?.();
    return heardEnough;
  };

  it('is offered to the edits: a member that stands in no text of the file is found', async () => {
    const found = await run(
      files['due.ts'],
      (event) => event.kind === 'candidate' && event.candidate.source.includes('rounded(cart.netWithTax)'),
    );
    assert.ok(found);
  });

  it('is told to the model: signatures of what is called, and the members that exist', async () => {
    // Nothing that a small edit repairs.
    const text = files['due.ts'].replace(/=> \d+/g, (n) => `${n}77777`);
    const model = fakeModel([['No idea.', { kind: 'end', choice: 0, reason: 'stop' }]]);
    const asked = () => model.requests.flatMap(({ messages }) => messages.map(({ content }) => content)).join('\n');
    await run(text, () => asked().includes('Members that exist'), model);
    assert.match(asked(), /rounded\(amount: number\): number|rounded: \(amount: number\) => number/);
    assert.match(asked(), /cart: .*netWithTax/);
  });
});

function silent(): void {
  // The events say what matters.
}
