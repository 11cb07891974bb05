import type { FocalFunction, SourceFile } from '../../model/focalFunction';
import { applyEdits, type TextEdit } from '../../model/text';
import type { LanguageServer } from '../../ports';
import type { Illegal } from './identifierMonitor';
import { nearestName } from './nearest';

export interface Repaired {
  /** The whole file. */
  readonly text: string;
  /** Against the candidate's text. */
  readonly edits: readonly TextEdit[];
  /** What was done, in plain words. */
  readonly title: string;
}

/**
 * Lyra's tool correction (Zheng et al., 2025): every illegal identifier is replaced by the one legal name it can stand
 * for, or imported as the server proposes. Undefined unless all of them can be.
 */
export async function repair(
  file: SourceFile,
  illegal: readonly Illegal[],
  focal: FocalFunction,
  server: LanguageServer,
  signal: AbortSignal,
): Promise<Repaired | undefined> {
  const edits: TextEdit[] = [];
  const words: string[] = [];
  for (const one of illegal) {
    const step = (await importOf(file, one, focal, server, signal)) ?? renamed(one);
    if (!step) return undefined;
    for (const edit of step.edits) if (!edits.some((e) => same(e, edit))) edits.push(edit);
    words.push(step.title);
  }
  try {
    return { text: applyEdits(file.text, edits), edits, title: [...new Set(words)].join(', ') };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

interface Step {
  readonly edits: readonly TextEdit[];
  readonly title: string;
}

/** The only import of that very name that the server offers. */
async function importOf(
  file: SourceFile,
  { site }: Illegal,
  focal: FocalFunction,
  server: LanguageServer,
  signal: AbortSignal,
): Promise<Step | undefined> {
  if (site.kind !== 'name') return undefined;
  const answer = await server.actions(file, site.range, signal);
  if (answer.kind === 'unknown') return undefined;
  const imports = answer.value.filter(
    ({ title, edits }) =>
      /\bimport\b/i.test(title) &&
      edits.length > 0 &&
      edits.every((e) => e.range.end <= focal.range.start && /\S/.test(e.text) && e.text.includes(site.name)),
  );
  const [only] = imports;
  return only && imports.length === 1 ? { edits: only.edits, title: `${site.name} is imported` } : undefined;
}

function renamed({ site, instead, signatures }: Illegal): Step | undefined {
  if (site.kind !== 'call') {
    const name = nearestName(site.name, instead);
    return name === undefined ? undefined : replace(site.range, site.name, name);
  }
  const others = site.keywords.map((k) => k.name);
  const wrong = site.keywords.filter((k) => !instead.includes(k.name));
  const [keyword] = wrong;
  if (!keyword || wrong.length > 1 || signatures.length === 0) return undefined;
  const name = nearestName(
    keyword.name,
    instead.filter((p) => /^\w+$/.test(p) && !others.includes(p)),
  );
  return name === undefined ? undefined : replace(keyword.range, keyword.name, name);
}

function replace(range: TextEdit['range'], from: string, to: string): Step {
  return { edits: [{ range, text: to }], title: `\`${from}\` becomes \`${to}\`` };
}

const same = (a: TextEdit, b: TextEdit): boolean =>
  a.range.start === b.range.start && a.range.end === b.range.end && a.text === b.text;
