import * as path from 'node:path';
import { CautiousServer } from '../../src/core/monitor/cautiousServer';
import { IdentifierMonitor } from '../../src/core/monitor/identifiers/identifierMonitor';
import type { LanguageServer } from '../../src/core/ports';
import { PrivateServers } from '../../src/node/languageServer/privateServers';
import { syntax } from '../doubles/grammars';
import { measureInEditor } from './inEditor';
import { barsOf, measure } from './monitor/measure';
import { pythonFiles, typescriptFiles } from './monitor/planted';
import { programs } from './monitor/programs';
import { report, type Results, type Row } from './results';

/**
 * Wrong identifiers planted in real code, one at a time, and the monitor asked about each: members, names and arguments in
 * the TypeScript sources of installed packages and in Python's standard library. The untouched functions are asked about as
 * if a patch had written them whole: whatever is refused there is a false alarm. `--editor`: the same through the servers of a
 * real VS Code, in the window of test/vscode/planted.
 */
const root = path.resolve(__dirname, '../..');
const log = { debug: silent, info: silent, warn: silent, error: console.error };

async function main(): Promise<void> {
  const number = (name: string, otherwise: number): number => {
    const at = process.argv.indexOf(name);
    return at === -1 ? otherwise : Number(process.argv[at + 1]);
  };
  const most = number('--functions', 40);
  const verbose = process.argv.includes('--verbose');
  if (process.argv.includes('--editor')) {
    const env = { EIDER_PLANTED: String(most), ...(verbose && { EIDER_PLANTED_VERBOSE: '1' }) };
    const measured = await measureInEditor({ suite: 'planted', seconds: 1200, links: ['test/host/python'], env });
    await report('monitor-editor', measured as Results);
    return;
  }
  const rows: Row[] = [];
  for (const [language, files] of Object.entries({ TypeScript: typescriptFiles(root), Python: pythonFiles() }))
    rows.push(...(await withServers((server) => measure({ language, files, most, syntax, server, verbose }))));
  const bars = ['TypeScript', 'Python'].flatMap((language) => barsOf(language, rows));
  const written = await withServers((server) =>
    programs(new IdentifierMonitor(syntax, server), number('--programs', 82)),
  );
  const refused = written.filter((row) => row['caught'] === true);
  await report('monitor', {
    bars: [
      ...bars,
      {
        name: `of ${written.length} programs that models wrote, refused before they are run`,
        value: (100 * refused.length) / Math.max(1, written.length),
        unit: '%',
        bar: 0,
        is: 'at least',
      },
      {
        name: `right ones among the ${refused.length} refused`,
        value: refused.filter((row) => row['right'] === true).length,
        unit: 'programs',
        bar: 0,
        is: 'at most',
      },
    ],
    rows: [...rows, ...written],
  });
}

async function withServers<T>(use: (server: LanguageServer) => Promise<T>): Promise<T> {
  using servers = new PrivateServers({ root, log });
  const limits = { questionMs: 60_000, failures: 3, restMs: 30_000, texts: 64 };
  const server = new CautiousServer(servers, { now: () => performance.now() }, limits);
  return await use(server);
}

function silent(): void {
  // The table is all there is to say.
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
