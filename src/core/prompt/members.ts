import type { Syntax } from '../capture/syntax';
import type { FocalFunction } from '../model/focalFunction';
import { sitesOf, type MemberSite } from '../monitor/identifiers/sites';
import type { LanguageServer } from '../ports';

/** Receivers that are asked about, and names of each that are shown. */
const MOST = { receivers: 6, names: 40 };
/** Wall time in milliseconds: a question to a model does not wait longer for them. */
const PATIENCE_MS = 1500;

/**
 * `path: basename, dirname, join`: what the things whose members the function uses really have, as its language server knows
 * it, so that a model need not guess (Agrawal et al., monitor-guided decoding, 2023: as advice instead of a mask). Private
 * names are left out, and what the server does not know in time.
 */
export async function legalMembers(
  { syntax, server }: { readonly syntax: Syntax; readonly server: LanguageServer },
  focal: FocalFunction,
  signal: AbortSignal,
  patienceMs = PATIENCE_MS,
): Promise<readonly string[]> {
  const receivers = await receiversIn(syntax, focal);
  if (receivers.length === 0) return [];
  const late = new AbortController();
  const ended = new Promise<undefined>((resolve) =>
    late.signal.addEventListener('abort', () => resolve(undefined), { once: true }),
  );
  const timer = setTimeout(() => late.abort(new Error('no time left for members')), patienceMs);
  const own = AbortSignal.any([signal, late.signal]);
  const ask = async ({ receiver, range }: MemberSite): Promise<readonly string[]> => {
    const answer = await server.members(focal.file, range.start, own).catch(() => undefined);
    if (answer?.kind !== 'known') return [];
    const names = answer.value.map(({ name }) => name).filter((name) => !name.startsWith('_'));
    return names.length === 0 ? [] : [`${receiver}: ${[...new Set(names)].slice(0, MOST.names).join(', ')}`];
  };
  try {
    const found = await Promise.all(receivers.map((site) => Promise.race([ask(site), ended])));
    signal.throwIfAborted();
    return found.flatMap((line) => line ?? []);
  } finally {
    clearTimeout(timer);
    late.abort();
  }
}

/** One place for each receiver that is short enough to be a name of something. */
async function receiversIn(syntax: Syntax, focal: FocalFunction): Promise<readonly MemberSite[]> {
  const tree = await syntax.parse(focal.file.languageId, focal.file.text);
  try {
    const { start, end } = focal.nodeRange;
    const node = tree.rootNode.descendantForIndex(start, end - 1);
    const found = new Map<string, MemberSite>();
    for (const site of node ? sitesOf(node) : []) {
      const plain = site.kind === 'member' && /^[\w$.]{1,40}$/.test(site.receiver);
      if (plain && !found.has(site.receiver)) found.set(site.receiver, site);
    }
    return [...found.values()].slice(0, MOST.receivers);
  } finally {
    tree.delete();
  }
}
