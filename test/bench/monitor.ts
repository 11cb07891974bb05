import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { captureFunctions } from '../../src/core/capture/capture';
import type { FocalFunction, LanguageId, SourceFile } from '../../src/core/model/focalFunction';
import { CautiousServer } from '../../src/core/monitor/cautiousServer';
import { IdentifierMonitor } from '../../src/core/monitor/identifiers/identifierMonitor';
import { sitesOf, type CallSite, type Site } from '../../src/core/monitor/identifiers/sites';
import type { LanguageServer } from '../../src/core/ports';
import { PrivateServers } from '../../src/node/languageServer/privateServers';
import { syntax } from '../doubles/grammars';
import { emptied } from './monitor/emptied';
import { processorTime } from './monitor/processorTime';
import { programs } from './monitor/programs';
import { report, type Row } from './results';

/**
 * Wrong identifiers planted in real code, one at a time, and the monitor asked about each: members, names and arguments in
 * the TypeScript sources of installed packages and in Python's standard library. The untouched functions are asked about as
 * if a patch had written them whole: whatever is refused there is a false alarm.
 */
const root = path.resolve(__dirname, '../..');
const signal = new AbortController().signal;
const log = { debug: silent, info: silent, warn: silent, error: console.error };

type Planted = 'member' | 'name' | 'argument' | 'import';

interface Case {
  readonly what: Planted | 'untouched';
  readonly focal: FocalFunction;
  readonly original: FocalFunction;
  readonly candidate: string;
  /** Where the server is asked whether it knows what was replaced. */
  readonly site?: Site;
}

async function main(): Promise<void> {
  const number = (name: string, otherwise: number): number => {
    const at = process.argv.indexOf(name);
    return at === -1 ? otherwise : Number(process.argv[at + 1]);
  };
  const most = number('--functions', 40);
  const rows: Row[] = [];
  for (const [language, files] of Object.entries({ TypeScript: typescriptFiles(), Python: pythonFiles() })) {
    rows.push(...(await withServers((server, monitor) => measure(language, files, most, server, monitor))));
  }
  const bars = ['TypeScript', 'Python'].flatMap((language) => {
    const own = rows.filter((row) => row['language'] === language);
    // Nobody can tell a wrong member from a right one where the type of what it belongs to is not known.
    const planted = own.filter((row) => row['what'] !== 'untouched' && row['known'] === true);
    const untouched = own.filter((row) => row['what'] === 'untouched');
    const share = (100 * planted.filter((row) => row['caught'] === true).length) / Math.max(1, planted.length);
    const median = (column: string) =>
      own.map((row) => Number(row[column])).sort((a, b) => a - b)[own.length >> 1] ?? 0;
    return [
      {
        name: `${language}: planted identifiers caught, of ${planted.length} whose right form the server knows`,
        value: share,
        unit: '%',
        bar: 95,
        is: 'at least' as const,
      },
      {
        name: `${language}: false alarms on ${untouched.length} untouched functions`,
        value: untouched.filter((row) => row['caught'] === true).length,
        unit: 'functions',
        bar: 0,
        is: 'at most' as const,
      },
      {
        name: `${language}: median time of one candidate`,
        value: median('ms'),
        unit: 'ms',
        bar: 250,
        is: 'at most' as const,
      },
      {
        name: `${language}: median processor time of one candidate, the server's included`,
        value: median('work'),
        unit: 'ms',
        bar: 250,
        is: 'at most' as const,
      },
    ];
  });
  const written = await withServers((_, monitor) => programs(monitor, number('--programs', 82)));
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

async function withServers<T>(use: (server: LanguageServer, monitor: IdentifierMonitor) => Promise<T>): Promise<T> {
  using servers = new PrivateServers({ root, log });
  const limits = { questionMs: 60_000, failures: 3, restMs: 30_000, texts: 64 };
  const server = new CautiousServer(servers, { now: () => performance.now() }, limits);
  return await use(server, new IdentifierMonitor(syntax, server));
}

async function measure(
  language: string,
  files: readonly string[],
  most: number,
  server: LanguageServer,
  monitor: IdentifierMonitor,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { what, focal, original, candidate, site } of await casesOf(files, most)) {
    const started = performance.now();
    const worked = processorTime();
    const { verdict, illegal } = await monitor.check(original, candidate, signal, { repairs: false });
    const ms = Math.round(performance.now() - started);
    const work = Math.round(processorTime() - worked);
    if (process.argv.includes('--verbose'))
      console.log(
        `${language} ${what} ${focal.qualifiedName}: ${verdict}, ${ms} ms, ${work} ms of work`,
        illegal[0]?.why ?? '',
      );
    rows.push({
      language,
      what,
      file: path.basename(focal.file.path),
      function: focal.qualifiedName,
      known: await knows(server, focal.file, site),
      caught: verdict === 'illegal',
      why: illegal[0]?.why ?? '',
      ms,
      work,
    });
  }
  return rows;
}

async function knows(server: LanguageServer, file: SourceFile, site: Site | undefined): Promise<boolean> {
  if (!site) return true;
  if (site.kind === 'call') {
    const answer = await server.signatures(file, site.asked, signal);
    // No number of arguments is too large for `*args`.
    return answer.kind === 'known' && !answer.value.some(({ parameters }) => parameters.some((p) => p.rest));
  }
  const answer = await server.members(file, site.range.start, signal);
  return answer.kind === 'known' && answer.value.some((member) => member.name === site.name);
}

/** For each function: itself against an emptied body, and with one wrong identifier of each kind against itself. */
async function casesOf(files: readonly string[], most: number): Promise<Case[]> {
  const cases: Case[] = [];
  let functions = 0;
  for (const file of files) {
    const languageId: LanguageId = file.endsWith('.py') ? 'python' : 'typescript';
    const source: SourceFile = { path: file, languageId, text: readFileSync(file, 'utf8'), version: 0 };
    const all = (await captureFunctions(syntax, source)).filter(
      (f) => f.enclosing.length === 0 && f.bodyRange.end - f.bodyRange.start > 150 && f.syntaxErrors.length === 0,
    );
    // Spread over the file rather than its beginning.
    for (const focal of all.filter((_, i) => i % Math.max(1, Math.floor(all.length / 4)) === 0).slice(0, 4)) {
      if (functions++ >= most) return cases;
      cases.push(...(await plant(focal)));
    }
  }
  return cases;
}

async function plant(focal: FocalFunction): Promise<Case[]> {
  const { text, languageId } = focal.file;
  const tree = await syntax.parse(languageId, text);
  try {
    const node = tree.rootNode.descendantForIndex(focal.nodeRange.start, focal.nodeRange.end - 1);
    const sites = node ? sitesOf(node).filter((site) => site.range.start > focal.bodyRange.start) : [];
    const pick = <S extends Site>(some: readonly S[]): S | undefined => some[some.length >> 1];
    const replaced = (what: Planted, range: { start: number; end: number }, by: string, site?: Site): Case => ({
      what,
      focal,
      original: focal,
      candidate: text.slice(0, range.start) + by + text.slice(range.end),
      ...(site && { site }),
    });
    const cases: Case[] = [];
    // Whoever assigns to a new member of a Python object makes it.
    const made = (site: Site) => languageId === 'python' && /^\s*(:[^=\n]+)?=(?!=)/.test(text.slice(site.range.end));
    const member = pick(sites.filter((s) => s.kind === 'member' && !made(s)));
    if (member) cases.push(replaced('member', member.range, `${member.name}Qx`, member));
    const called = new Set(sites.filter((s) => s.kind === 'call').map((s) => s.range.start));
    const name = pick(sites.filter((s) => s.kind === 'name' && called.has(s.range.start)));
    if (name) cases.push(replaced('name', name.range, `${name.name}Qx`, name));
    const call = pick(
      sites.filter((s): s is CallSite => s.kind === 'call' && !s.spread && s.positional > 0 && s.keywords.length === 0),
    );
    if (call) {
      const given = text
        .slice(call.asked, call.whole.end - 1)
        .trim()
        .replace(/,$/, '');
      const extra = Array.from({ length: 12 }, () => (languageId === 'python' ? 'None' : 'undefined')).join(', ');
      cases.push(replaced('argument', { start: call.asked, end: call.whole.end - 1 }, `${given}, ${extra}`, call));
    }
    if (languageId === 'python') {
      const line = text.slice(0, focal.bodyRange.start).length;
      const indent = /(?:^|\n)([ \t]*)$/.exec(text.slice(0, line))?.[1];
      if (indent !== undefined)
        cases.push(replaced('import', { start: line, end: line }, `from os.path import joinnQx\n${indent}`));
    }
    return [untouched(focal), ...cases];
  } finally {
    tree.delete();
  }
}

/** The function as written, against one that has nothing in it. */
const untouched = (focal: FocalFunction): Case => ({
  what: 'untouched',
  focal,
  original: emptied(focal),
  candidate: focal.file.text,
});

/** TypeScript that packages bring in their sources, and Eider's own where they bring none. */
function typescriptFiles(): string[] {
  const modules = path.join(root, 'node_modules');
  const found: string[] = [];
  for (const name of readdirSync(modules)) {
    const source = path.join(modules, name, 'src');
    found.push(...filesBelow(source, /(?<!\.d)\.ts$/).filter((file) => !/[/\\]_vendor[/\\]/.test(file)));
  }
  return found.length > 0 ? spread(found) : spread(filesBelow(path.join(root, 'src'), /\.ts$/));
}

function pythonFiles(): string[] {
  const library = execFileSync('python3', ['-c', 'import textwrap; print(textwrap.__file__)'], { encoding: 'utf8' });
  return spread(
    readdirSync(path.dirname(library.trim()))
      .filter((file) => /^[a-z]\w*\.py$/.test(file))
      .map((file) => path.join(path.dirname(library.trim()), file)),
  );
}

/** Always the same order, no longer the alphabet's. */
const spread = (files: readonly string[]): string[] =>
  [...files]
    .sort()
    .map((file, i) => ({ file, key: (i * 7919) % files.length }))
    .sort((a, b) => a.key - b.key)
    .map(({ file }) => file);

function filesBelow(folder: string, pattern: RegExp): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => pattern.test(file))
      .map((file) => path.join(folder, file));
  } catch {
    return [];
  }
}

function silent(): void {
  // The table is all there is to say.
}

void main();
