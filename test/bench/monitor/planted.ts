import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { captureFunctions } from '../../../src/core/capture/capture';
import type { Syntax } from '../../../src/core/capture/syntax';
import type { FocalFunction, LanguageId, SourceFile } from '../../../src/core/model/focalFunction';
import { sitesOf, type CallSite, type Site } from '../../../src/core/monitor/identifiers/sites';
import { emptied } from './emptied';

type Planted = 'member' | 'name' | 'argument' | 'import';

export interface Case {
  readonly what: Planted | 'untouched';
  readonly focal: FocalFunction;
  readonly original: FocalFunction;
  readonly candidate: string;
  /** Where the server is asked whether it knows what was replaced. */
  readonly site?: Site;
}

/** For each function: itself against an emptied body, and with one wrong identifier of each kind against itself. */
export async function casesOf(syntax: Syntax, files: readonly string[], most: number): Promise<Case[]> {
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
      cases.push(...(await plant(syntax, focal)));
    }
  }
  return cases;
}

async function plant(syntax: Syntax, focal: FocalFunction): Promise<Case[]> {
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
export function typescriptFiles(root: string): string[] {
  const modules = path.join(root, 'node_modules');
  const found: string[] = [];
  for (const name of readdirSync(modules)) {
    const source = path.join(modules, name, 'src');
    found.push(...filesBelow(source, /(?<!\.d)\.ts$/).filter((file) => !/[/\\]_vendor[/\\]/.test(file)));
  }
  return found.length > 0 ? spread(found) : spread(filesBelow(path.join(root, 'src'), /\.ts$/));
}

export function pythonFiles(): string[] {
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
