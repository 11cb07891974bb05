import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { captureFunctions } from '../../../src/core/capture/capture';
import type { SourceFile } from '../../../src/core/model/focalFunction';
import { IdentifierMonitor } from '../../../src/core/monitor/identifiers/identifierMonitor';
import type { Answer, LanguageServer, ServerDiagnostic } from '../../../src/core/ports';
import { endServer, startServer } from '../../../src/node/languageServer/serverProcess';
import { TsServerWire } from '../../../src/node/languageServer/tsserver';
import { REQUEST, type PluginQuestion } from '../../../src/node/typescriptPlugin/protocol';
import { syntax } from '../../doubles/grammars';

const root = path.join(__dirname, '../../..');
const signal = new AbortController().signal;
const box = `import { shout } from '@lib/words';

export class Box {
  items: string[] = [];

  first(): string {
    return shout(this.items[1] ?? '');
  }
}
`;

/** The user's TypeScript server as VS Code starts it, with the plugin that the build wrote. */
describe("the plugin in the user's TypeScript server", function () {
  this.timeout(90_000);
  let folder: string;
  let wire: TsServerWire;
  let end = (): void => undefined;
  let file: SourceFile;

  const ask = <T>(question: PluginQuestion['question'], text: string, start = 0, stop = start) =>
    wire.ask(REQUEST, { file: file.path, text, question, range: { start, end: stop } }, signal) as Promise<Answer<T>>;
  const server: LanguageServer = {
    name: 'plugin',
    members: ({ text }, offset) => ask('members', text, offset),
    signatures: ({ text }, offset) => ask('signatures', text, offset),
    diagnostics: ({ text }) => ask('diagnostics', text),
    actions: ({ text }, range) => ask('actions', text, range.start, range.end),
    type: ({ text }, offset) => ask('type', text, offset),
  };
  const check = async (from: string, to: string) => {
    const focal = (await captureFunctions(syntax, file)).find((f) => f.name === 'first');
    assert.ok(focal);
    return new IdentifierMonitor(syntax, server).check(focal, file.text.replace(from, to), signal);
  };
  const own = async () =>
    ((await wire.ask('semanticDiagnosticsSync', { file: file.path }, signal)) as { text: string }[]).map((d) => d.text);

  before(async () => {
    assert.ok(
      existsSync(path.join(root, 'node_modules/eider-typescript-plugin/index.js')),
      'run `npm run build` first',
    );
    folder = await mkdtemp(path.join(tmpdir(), 'eider-plugin-'));
    await mkdir(path.join(folder, 'lib'));
    const paths = { '@lib/*': ['./lib/*'] };
    await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { strict: true, paths } }));
    await writeFile(path.join(folder, 'lib/words.ts'), 'export const shout = (text: string): string => text;\n');
    file = { path: path.join(folder, 'box.ts'), languageId: 'typescript', text: box, version: 0 };
    await writeFile(file.path, box);
    const args = ['--globalPlugins', 'eider-typescript-plugin', '--pluginProbeLocations', root];
    const command = path.join(root, 'node_modules/typescript/lib/tsserver.js');
    const child = startServer({ command, args: [...args, '--suppressDiagnosticEvents'] }, folder);
    end = () => endServer(child);
    wire = new TsServerWire(child, 60_000);
    wire.tell('open', { file: file.path });
  });
  after(async () => {
    end();
    await rm(folder, { recursive: true, force: true });
  });

  it('judges and repairs a text that is nowhere', async () => {
    const wrong = await check("this.items[1] ?? ''", "this.items.att(0) ?? ''");
    assert.equal(wrong.verdict, 'illegal');
    assert.ok(wrong.repaired?.text.includes('this.items.at(0)'));
    const right = await check("this.items[1] ?? ''", "this.items.at(0) ?? ''");
    assert.deepEqual([right.verdict, right.findings], ['legal', []]);
    assert.equal((await check('shout(', "shout('a', ")).illegal[0]?.site.kind, 'call');
    assert.ok((await check('shout', 'shoutt')).repaired?.text.includes('return shout('));
  });

  it("leaves what the server says about the user's text as it was", async () => {
    assert.deepEqual(await own(), []);
    const broken = await ask<readonly ServerDiagnostic[]>('diagnostics', `${box}\nundefinedThing();\n`);
    assert.ok(broken.kind === 'known' && broken.value.some((d) => d.message.includes('undefinedThing')));
    assert.deepEqual(await own(), []);
    assert.equal(await readFile(file.path, 'utf8'), box);
  });

  it('sees files that are open and not saved', async () => {
    const candidate = box.replace('shout', 'whisper').replace('shout(', 'whisper(');
    const errors = async () => {
      const answer = await ask<readonly ServerDiagnostic[]>('diagnostics', candidate);
      return answer.kind === 'known' ? answer.value.filter((d) => d.severity === 'error').length : -1;
    };
    assert.equal(await errors(), 1);
    const words = path.join(folder, 'lib/words.ts');
    wire.tell('open', { file: words, fileContent: 'export const whisper = (text: string): string => text;\n' });
    assert.equal(await errors(), 0);
    wire.tell('close', { file: words });
    assert.equal(await errors(), 1);
  });

  it('says of a file that no project holds that somebody else may know', async () => {
    const question = { file: path.join(folder, 'other.ts'), text: '', question: 'diagnostics' };
    const answer = (await wire.ask(REQUEST, question, signal)) as Answer<unknown>;
    assert.equal(answer.kind === 'unknown' && answer.absent, true);
  });
});
