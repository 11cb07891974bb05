import { escapeRegExp } from '../../escapeRegExp';
import type { SourceFile } from '../../model/focalFunction';
import type { Answer, CallSignature, LanguageServer, Member, ServerDiagnostic } from '../../ports';
import { fitOf } from './arity';
import { oneLine } from './hover';
import type { CallSite, Site } from './sites';

/** `unknown` is never held against a candidate. */
export type SiteVerdict =
  | { readonly kind: 'legal'; readonly site: Site; readonly deprecated: boolean }
  | {
      readonly kind: 'illegal';
      readonly site: Site;
      /** One sentence for the user. */
      readonly why: string;
      /** What the server says of the value whose member was meant: `name: string`. */
      readonly type?: string;
      /** Names that would be legal there, as far as the server told. */
      readonly instead: readonly string[];
      /** Signatures of the function called, as the server prints them. */
      readonly signatures: readonly string[];
    }
  | { readonly kind: 'unknown'; readonly site: Site; readonly reason: string };

/** What a site is judged by. */
export interface Evidence {
  readonly file: SourceFile;
  readonly server: LanguageServer;
  /** The server's new identifier error at this site; undefined when it does not report on texts. */
  readonly error: ServerDiagnostic | undefined;
  /** Names the function binds itself. */
  readonly bound: ReadonlySet<string>;
  /** A name that must be among those in scope, or the server's list is not one of names in scope. */
  readonly probe: string | undefined;
}

export async function judge(site: Site, evidence: Evidence, signal: AbortSignal): Promise<SiteVerdict> {
  switch (site.kind) {
    case 'call':
      return judgeCall(site, evidence, signal);
    case 'member':
      if (!refused(evidence) && isDynamic(evidence.file.text, site.receiver, site.name, evidence.error !== undefined))
        return { kind: 'unknown', site, reason: `${site.name} is set at run time` };
      return judgeName(site, evidence, signal);
    case 'name':
      if (!evidence.error && evidence.bound.has(site.name)) return { kind: 'legal', site, deprecated: false };
      return judgeName(site, evidence, signal);
    case 'import':
      return judgeName(site, evidence, signal);
  }
}

async function judgeName(site: Exclude<Site, CallSite>, evidence: Evidence, signal: AbortSignal): Promise<SiteVerdict> {
  const { file, server, error } = evidence;
  const { start, end } = site.range;
  const there = await server.members(file, start, signal);
  const found = there.kind === 'known' && there.value.find((member) => member.name === site.name);
  if (found) return { kind: 'legal', site, deprecated: found.deprecated === true };
  const answer = isWhole(there, site.name)
    ? there
    : await server.members({ ...file, text: file.text.slice(0, start) + file.text.slice(end) }, start, signal);
  const members = answer.kind === 'known' ? answer.value : [];
  const names = members.map((member) => member.name);
  if (error) return illegal(site, whyNot(site, error.message), names, evidence, signal);
  if (answer.kind === 'unknown') return { kind: 'unknown', site, reason: answer.reason };
  if (!trustworthy(site, members, evidence.probe))
    return { kind: 'unknown', site, reason: 'the list may not be whole' };
  // A list alone is thin evidence: the place itself must be empty, too, in the text as it stands.
  if (there.kind === 'unknown' && there.nothing !== true) return { kind: 'unknown', site, reason: there.reason };
  const shown = await server.type(file, start, signal);
  if (shown.kind === 'known' && !/\bUnknown\b/.test(shown.value)) return { kind: 'legal', site, deprecated: false };
  if (shown.kind === 'unknown' && shown.nothing !== true) return { kind: 'unknown', site, reason: shown.reason };
  return illegal(site, whyNot(site), names, evidence, signal);
}

async function illegal(
  site: Exclude<Site, CallSite>,
  why: string,
  instead: readonly string[],
  { file, server }: Evidence,
  signal: AbortSignal,
): Promise<SiteVerdict> {
  const verdict = { kind: 'illegal' as const, site, why, instead, signatures: [] };
  if (site.kind !== 'member') return verdict;
  const answer = await server.type(file, site.receiverRange.end - 1, signal);
  return answer.kind === 'known' ? { ...verdict, type: oneLine(answer.value) } : verdict;
}

async function judgeCall(site: CallSite, evidence: Evidence, signal: AbortSignal): Promise<SiteVerdict> {
  const { file, server, error } = evidence;
  const answer = await server.signatures(file, site.asked, signal);
  const signatures = answer.kind === 'known' ? answer.value : [];
  const fits = signatures.map((signature) => fitOf(site, signature));
  if (fits.some((fit) => fit.fits)) return { kind: 'legal', site, deprecated: false };
  // That no overload fits may be a matter of types, which is no matter of identifiers.
  const reported = error && !error.message.startsWith('No overload') ? error.message : undefined;
  const first = fits.find((fit) => !fit.fits);
  if (first === undefined && reported === undefined)
    return { kind: 'unknown', site, reason: answer.kind === 'unknown' ? answer.reason : 'no signature is known' };
  const why = first ? `${site.name}() is called wrongly: ${first.why}.` : sentence(reported ?? '');
  const parameters = signatures.flatMap((s: CallSignature) => s.parameters.map((p) => p.name));
  return { kind: 'illegal', site, why, instead: parameters, signatures: signatures.map((s) => s.label) };
}

/**
 * Some servers list only what resembles the name that stands there, some all there is: in such a list is something that
 * nobody who types that name could mean. Without the name, which is another text to read, all servers list all.
 */
function isWhole(list: Answer<readonly Member[]>, name: string): boolean {
  const typed = name.toLowerCase();
  return (
    list.kind === 'known' &&
    list.value.some((member) => {
      let at = 0;
      for (const letter of member.name.toLowerCase()) if (letter === typed[at]) at++;
      return member.kind !== 'other' && at < typed.length;
    })
  );
}

/** Members without one real member, or with a hook for any name, prove nothing. */
function trustworthy(site: Site, members: readonly Member[], probe: string | undefined): boolean {
  if (members.every((member) => member.kind === 'other')) return false;
  // Every Python object has `__getattribute__`; `__getattr__` is there to invent members.
  if (site.kind === 'member' && members.some((member) => member.name === '__getattr__')) return false;
  if (site.kind === 'name') return probe !== undefined && members.some((member) => member.name === probe);
  return members.length > 0;
}

/** Where types are written down, members are not made by assigning to them. */
const refused = ({ file, error }: Evidence): boolean => file.languageId.startsWith('typescript') && error !== undefined;

/**
 * Whether the text itself gives members to things of that name, or asks for members whose names it computes. A member that is
 * named in such a call is that one member; asking for others says nothing against a server that has looked and refuses.
 */
function isDynamic(text: string, receiver: string, name: string, isRefused: boolean): boolean {
  const own = escapeRegExp(receiver);
  if (new RegExp(`${own}\\??\\.${escapeRegExp(name)}\\s*(:[^=\\n]+)?=(?!=)`).test(text)) return true;
  const calls = new RegExp(`\\b(hasattr|setattr|getattr|vars)\\(\\s*${own}\\s*(?:,\\s*(["'])(\\w*)\\2\\s*[,)])?`, 'g');
  return [...text.matchAll(calls)].some(([, asked, , member]) => {
    if (member !== undefined) return member === name;
    return !isRefused || asked === 'setattr' || asked === 'vars';
  });
}

function whyNot(site: Exclude<Site, CallSite>, message?: string): string {
  if (message !== undefined) return sentence(message);
  switch (site.kind) {
    case 'member':
      return `${site.receiver} has no member ${site.name}.`;
    case 'name':
      return `There is no ${site.name} here.`;
    case 'import':
      return site.module === site.name ? `There is no module ${site.name}.` : `${site.module} has no ${site.name}.`;
  }
}

/** The first line of a server's message, as a sentence. */
function sentence(message: string): string {
  const [line = ''] = message.split('\n');
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
