import type { Syntax } from '../../capture/syntax';
import type { FocalFunction, SourceFile } from '../../model/focalFunction';
import type { LanguageServer } from '../../ports';
import { oneLine } from './hover';
import { sitesOf, type CallSite, type MemberSite } from './sites';

/** What the language server knows of the values and functions that a function uses. */
export interface ServerContext {
  /** Legal members by receiver text. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  /** Signatures of the functions called, as the server shows them. */
  readonly lines: readonly string[];
}

/** Values and functions that are asked about. */
const ASKED = { receivers: 8, calls: 8 };

/** Fills `into` as answers come, so that whoever is in a hurry takes what is there. Rejects with the signal's reason only. */
export async function gatherContext(
  syntax: Syntax,
  server: LanguageServer,
  focal: FocalFunction,
  into: { readonly members: Map<string, readonly string[]>; readonly lines: string[] },
  signal: AbortSignal,
): Promise<void> {
  const { file } = focal;
  const { receivers, calls } = await usedIn(syntax, focal);
  for (const site of receivers) {
    const answer = await server.members(without(file, site), site.range.start, signal);
    if (answer.kind === 'unknown') continue;
    const names = answer.value.map(({ name }) => name).filter((name) => !name.startsWith('__'));
    into.members.set(site.receiver, names);
  }
  for (const site of calls) {
    const type = await server.type(file, site.range.start, signal);
    if (type.kind === 'known') into.lines.push(oneLine(type.value));
  }
}

/** Some servers list only what resembles the name that stands there: without it, they list all. */
const without = (file: SourceFile, { range }: MemberSite): SourceFile => ({
  ...file,
  text: file.text.slice(0, range.start) + file.text.slice(range.end),
});

async function usedIn(
  syntax: Syntax,
  { file, nodeRange }: FocalFunction,
): Promise<{ receivers: MemberSite[]; calls: CallSite[] }> {
  const tree = await syntax.parse(file.languageId, file.text);
  try {
    const node = tree.rootNode.descendantForIndex(nodeRange.start, Math.max(nodeRange.start, nodeRange.end - 1));
    const receivers = new Map<string, MemberSite>();
    const calls = new Map<string, CallSite>();
    for (const site of node ? sitesOf(node) : []) {
      if (site.kind === 'member' && /^[\w$.]+$/.test(site.receiver) && !receivers.has(site.receiver))
        receivers.set(site.receiver, site);
      if (site.kind === 'call' && !calls.has(site.name)) calls.set(site.name, site);
    }
    return {
      receivers: [...receivers.values()].slice(0, ASKED.receivers),
      calls: [...calls.values()].slice(0, ASKED.calls),
    };
  } finally {
    tree.delete();
  }
}
