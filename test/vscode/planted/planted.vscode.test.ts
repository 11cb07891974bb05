import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { Syntax } from '../../../src/core/capture/syntax';
import type { SourceFile } from '../../../src/core/model/focalFunction';
import { CautiousServer } from '../../../src/core/monitor/cautiousServer';
import { ServersInTurn } from '../../../src/core/monitor/serversInTurn';
import type { LanguageServer } from '../../../src/core/ports';
import { languages } from '../../../src/languages/registry';
import { PrivateServers } from '../../../src/node/languageServer/privateServers';
import { EditorServers } from '../../../src/vscode/languageServer/editorServers';
import { barsOf, measure } from '../../bench/monitor/measure';
import { pythonFiles, typescriptFiles } from '../../bench/monitor/planted';
import type { Bar, Row } from '../../bench/results';
import { grammarsIn } from '../../doubles/grammars';
import { commitEverything, surroundings } from '../monitor/surroundings';
import { closeEverything } from '../support/eider';
import { until } from '../support/until';

const never = new AbortController().signal;
const bars: Bar[] = [];
const rows: Row[] = [];

/** The project's folder: the code that is looked at is that of its packages. */
const root = vscode.extensions.getExtension('eider.eider')?.extensionPath ?? '';

/** A server that is still reading a project in knows no types. */
const known = (server: LanguageServer, file: SourceFile, at: number) => async () =>
  (await server.members(file, at, never)).kind === 'known';

describe("wrong identifiers in real code, by VS Code's own servers", function () {
  this.timeout(600_000);
  const most = Number(process.env['EIDER_PLANTED'] ?? 40);
  const verbose = process.env['EIDER_PLANTED_VERBOSE'] !== undefined;
  const syntax = new Syntax(grammarsIn(path.join(root, 'node_modules')), languages);

  before(() => commitEverything());
  afterEach(closeEverything);
  after(() => {
    const out = process.env['EIDER_BENCH_OUT'];
    if (out !== undefined) writeFileSync(out, JSON.stringify({ bars, rows }));
  });

  for (const [language, files] of Object.entries({ TypeScript: typescriptFiles(root), Python: pythonFiles() })) {
    it(language, async () => {
      using editor = new EditorServersHere();
      const log = { debug: quiet, info: quiet, warn: quiet, error: console.error };
      // What the editor cannot be asked a private server is asked, as in a run.
      using beside = new PrivateServers({ root, log });
      const limits = { questionMs: 60_000, failures: 3, restMs: 30_000, texts: 64 };
      const asked = language === 'Python' ? new ServersInTurn(editor, beside) : editor;
      const server = new CautiousServer(asked, { now: () => performance.now() }, limits);
      const opened = new Set<string>();
      const changes: string[] = [];
      let before: ReturnType<typeof surroundings> | undefined;
      const open = async (file: SourceFile) => {
        if (opened.has(file.path)) return;
        changes.push(...changed(before, surroundings()));
        await vscode.window.showTextDocument(vscode.Uri.file(file.path), { preview: false });
        const dot = file.text.search(/(?<=\bself\.|\bthis\.)\w/);
        // Of later files it may know nothing for ever: then another server is asked, as in a run.
        if (opened.size === 0 && dot >= 0)
          await until(known(editor, file, dot), { what: `what is known of ${file.path}`, timeout: 120_000 });
        opened.add(file.path);
        before = surroundings();
      };
      const found = await measure({ language, files, most, syntax, server, verbose, open });
      rows.push(...found);
      bars.push(...barsOf(language, found), {
        name: `${language}: documents, tabs, dirty marks, files and git status changed by ${found.length} candidates`,
        value: [...changes, ...changed(before, surroundings())].length,
        unit: 'changes',
        bar: 0,
        is: 'at most',
      });
    });
  }
});

class EditorServersHere extends EditorServers implements Disposable {
  [Symbol.dispose](): void {
    this.dispose();
  }
}

/** What differs; nothing before anything was open. */
function changed(
  before: ReturnType<typeof surroundings> | undefined,
  after: ReturnType<typeof surroundings>,
): string[] {
  if (!before) return [];
  const keys = Object.keys(after) as (keyof typeof after)[];
  const differing = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  if (differing.length > 0) console.log(`changed: ${differing.join(', ')}`);
  return differing;
}

function quiet(): void {
  // What is measured is all there is to say.
}
