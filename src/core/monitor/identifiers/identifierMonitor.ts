import type { Syntax, SyntaxTree } from '../../capture/syntax';
import type { Finding } from '../../model/candidate';
import type { FocalFunction, SourceFile } from '../../model/focalFunction';
import type { TextRange } from '../../model/text';
import type { LanguageServer, ServerDiagnostic } from '../../ports';
import { functionsOf } from '../checkCandidate';
import { freshDiagnostics } from './freshErrors';
import { judge, type Evidence, type SiteVerdict } from './judge';
import { Reach } from './reach';
import { repair, type Repaired } from './repair';
import { boundNames, identifierSequence, importsOf, introduced, sitesOf, type Site } from './sites';

export type Illegal = Extract<SiteVerdict, { kind: 'illegal' }>;

/** What the language server has to say about one candidate. */
export interface IdentifierReport {
  /** `illegal`: at least one identifier does not exist. `unknown`: nothing could be found out. */
  readonly verdict: 'legal' | 'illegal' | 'unknown';
  readonly sites: readonly SiteVerdict[];
  readonly findings: readonly Finding[];
  /** The candidate with every illegal identifier replaced by the one legal name it can stand for. */
  readonly repaired?: Repaired;
  readonly illegal: readonly Illegal[];
}

export interface Thoroughness {
  /** Whether a candidate with illegal identifiers is worth the questions that a repair takes. */
  readonly repairs?: boolean;
  /** Only member accesses are looked at. */
  readonly members?: boolean;
}

interface Newcomers {
  readonly all: readonly Site[];
  readonly fresh: readonly Site[];
  readonly bound: ReadonlySet<string>;
}

interface Given {
  readonly focal: FocalFunction;
  readonly file: SourceFile;
  readonly found: Newcomers;
  /** Only member accesses are looked at. */
  readonly members: boolean;
}

interface Judged {
  readonly sites: readonly SiteVerdict[];
  readonly hits: ReadonlyMap<Site, ServerDiagnostic>;
  readonly errors: readonly ServerDiagnostic[];
  readonly news: readonly ServerDiagnostic[];
  readonly told: boolean;
}

const nothing: IdentifierReport = { verdict: 'unknown', sites: [], findings: [], illegal: [] };
/** Questions cost milliseconds: where a server reports no errors, a candidate with more new identifiers is judged by the first ones. */
const ASKED = 24;

/**
 * Asks a language server about the member accesses, names, imports and calls that a candidate has and the original has
 * not (after Agrawal et al., "Guiding Language Models of Code with Global Context using Monitors", 2023), and about the
 * errors it reports on the one text and not on the other.
 */
export class IdentifierMonitor {
  readonly #syntax: Syntax;
  readonly #server: LanguageServer;
  /** Of the function that was asked about last: its candidates come one after the other. */
  #reach: { readonly focal: FocalFunction; readonly reach: Reach | undefined } | undefined;

  constructor(syntax: Syntax, server: LanguageServer) {
    this.#syntax = syntax;
    this.#server = server;
  }

  async check(
    focal: FocalFunction,
    candidate: string,
    signal: AbortSignal,
    { repairs = true, members = false }: Thoroughness = {},
  ): Promise<IdentifierReport> {
    const found = await this.#newcomers(focal, candidate);
    if (!found) return nothing;
    const given = { focal, file: { ...focal.file, text: candidate }, found, members };
    const reach = this.#reach?.reach;
    const narrow = reach && ((text: string) => reach.narrow(text));
    let judged = await this.#judge(given, narrow, signal);
    // What a part of the file gives rise to and nothing else speaks for is asked about in the whole file.
    if (narrow && judged?.sites.some((s) => s.kind === 'illegal' && unsupported(s)) === true)
      judged = await this.#judge(given, undefined, signal);
    if (!judged) return nothing;
    const { sites, hits, errors, news, told } = judged;
    const illegal = sites.filter((s) => s.kind === 'illegal');
    const covered = new Set(illegal.map((s) => hits.get(s.site)));
    const rest = errors.filter((error) => !covered.has(error));
    const findings = [...illegal.map(findingOf), ...this.#otherFindings(focal, candidate, sites, rest, news)];
    const repaired =
      illegal.length > 0 && repairs ? await repair(given.file, illegal, focal, this.#server, signal) : undefined;
    const legalAgain =
      repaired && (await this.check(focal, repaired.text, signal, { repairs: false })).verdict !== 'illegal';
    return {
      verdict: illegal.length > 0 ? 'illegal' : sites.some((s) => s.kind === 'legal') || told ? 'legal' : 'unknown',
      sites,
      findings,
      illegal,
      ...(repaired && legalAgain && { repaired }),
    };
  }

  /** Undefined when the server failed. `narrow` takes away what need not be checked. */
  async #judge(
    { focal, file, found, members }: Given,
    narrow: ((text: string) => string) | undefined,
    signal: AbortSignal,
  ): Promise<Judged | undefined> {
    const { all, fresh, bound } = found;
    const diagnose = (text: string) => this.#server.diagnostics({ ...file, text: narrow?.(text) ?? text }, signal);
    const reported = await diagnose(file.text);
    if (reported.kind === 'unknown' && reported.failed === true) return undefined;
    const matters = reported.kind === 'known' && reported.value.some((d) => d.severity === 'error' || d.deprecated);
    const original = matters ? await diagnose(focal.file.text) : reported;
    const told = reported.kind === 'known' && original.kind === 'known';
    const news = told ? freshDiagnostics(original.value, reported.value) : [];
    const codes = this.#syntax.definition(file.languageId).identifierErrors(file.languageId);
    const errors = news.filter((d) => d.severity === 'error');
    const hits = new Map<Site, ServerDiagnostic>();
    for (const error of errors) {
      const site = codes.includes(error.code ?? '') ? siteAt(all, error.range) : undefined;
      if (site) hits.set(site, error);
    }
    // A server that reports on the text has looked at every place of it: only what it refuses is asked about again.
    const doubtful = told ? [...hits.keys()] : fresh.slice(0, ASKED);
    const sites: SiteVerdict[] = [];
    for (const site of doubtful.filter((s) => !members || s.kind === 'member')) {
      const evidence: Evidence = {
        file,
        server: this.#server,
        error: hits.get(site),
        bound,
        probe: focal.parameters[0]?.name ?? focal.className ?? focal.name,
      };
      sites.push(await judge(site, evidence, signal));
    }
    return { sites, hits, errors, news, told };
  }

  /** What the candidate has and the original has not; undefined where all identifiers are in the same order: there is nothing to ask. */
  async #newcomers(focal: FocalFunction, candidate: string): Promise<Newcomers | undefined> {
    return this.#withTrees(focal, candidate, (before, after) => {
      const nodes = functionsOf(this.#syntax, focal, candidate, before, after);
      const imports = introduced(importsOf(before.rootNode), importsOf(after.rootNode));
      const concerned =
        !nodes.before || !nodes.after
          ? nodes.after !== undefined
          : identifierSequence(nodes.before) !== identifierSequence(nodes.after);
      if (imports.length === 0 && !concerned) return undefined;
      if (this.#reach?.focal !== focal) this.#reach = { focal, reach: this.#reachOf(focal, before) };
      const old: Site[] = nodes.before ? sitesOf(nodes.before) : [];
      const now: Site[] = nodes.after ? sitesOf(nodes.after) : [];
      return {
        all: [...imports, ...now],
        fresh: [...imports, ...introduced(old, now)],
        bound: nodes.after ? boundNames(nodes.after) : new Set<string>(),
      };
    });
  }

  /** Where types are written down, a text is checked as fast as it is read. */
  #reachOf({ file, nodeRange }: FocalFunction, tree: SyntaxTree): Reach | undefined {
    const { spelling } = this.#syntax.definition(file.languageId);
    return spelling.blocks === 'indentation' ? new Reach(tree.rootNode, file.text, nodeRange) : undefined;
  }

  #otherFindings(
    focal: FocalFunction,
    candidate: string,
    sites: readonly SiteVerdict[],
    rest: readonly ServerDiagnostic[],
    news: readonly ServerDiagnostic[],
  ): Finding[] {
    const { languageId } = focal.file;
    const findings: Finding[] = [];
    // Without types written down a checker's other errors are guesses.
    if (languageId.startsWith('typescript')) {
      for (const { range, message } of rest.slice(0, 3))
        findings.push(finding(message, 'demote', lineOf(candidate, range.start)));
    }
    for (const one of sites) {
      if (one.kind === 'legal' && one.deprecated)
        findings.push(finding(`${one.site.name} is deprecated`, 'note', one.site.line));
    }
    for (const { deprecated, message, range } of news) {
      const line = lineOf(candidate, range.start);
      if (deprecated === true && !findings.some((f) => f.line === line && f.message.includes('deprecated')))
        findings.push(finding(message, 'note', line));
    }
    return findings;
  }

  async #withTrees<T>(
    focal: FocalFunction,
    candidate: string,
    use: (before: SyntaxTree, after: SyntaxTree) => T,
  ): Promise<T> {
    const { languageId, text } = focal.file;
    const before = await this.#syntax.parse(languageId, text);
    try {
      const after = await this.#syntax.parse(languageId, candidate);
      try {
        return use(before, after);
      } finally {
        after.delete();
      }
    } finally {
      before.delete();
    }
  }
}

const rank: Readonly<Record<Site['kind'], number>> = { import: 0, member: 1, name: 2, call: 3 };

/** The site an error is about: the one whose name it covers or lies on, else the smallest call around it. */
function siteAt(sites: readonly Site[], range: TextRange): Site | undefined {
  const named = sites.filter((s) => s.kind !== 'call' && s.range.start < range.end && range.start < s.range.end);
  const exact = named.filter((s) => s.range.start === range.start && s.range.end === range.end);
  const [name] = (exact.length > 0 ? exact : named.filter((s) => s.range.end === range.end)).sort(
    (a, b) => rank[a.kind] - rank[b.kind],
  );
  const calls = sites
    .filter((s) => s.kind === 'call')
    .filter((s) => s.whole.start <= range.start && range.end <= s.whole.end)
    .sort((a, b) => a.whole.end - a.whole.start - (b.whole.end - b.whole.start));
  return name ?? calls[0] ?? named[0];
}

/** Of an import every text of the file tells the same. */
const unsupported = ({ site, instead, signatures }: Illegal): boolean =>
  site.kind !== 'import' && instead.length === 0 && signatures.length === 0;

function findingOf({ site, why }: Illegal): Finding {
  return { monitor: MONITOR, message: why, severity: 'reject', line: site.line };
}

const MONITOR = 'identifiers';

function finding(message: string, severity: Finding['severity'], line: number): Finding {
  const [first = ''] = message.split('\n');
  return { monitor: MONITOR, message: /[.!?]$/.test(first) ? first : `${first}.`, severity, line };
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length - 1;
}
