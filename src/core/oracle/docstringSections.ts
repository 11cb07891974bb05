/** The parts of a docstring that say what goes in, what comes out, and what holds before. */
export interface DocSections {
  /** Words of each parameter, by its name. */
  readonly parameters: ReadonlyMap<string, string>;
  /** What comes out, as it is written, one text per section. */
  readonly results: readonly string[];
  /** What must hold of the arguments, one text per section. */
  readonly requirements: readonly string[];
  /** What else must hold of the result. */
  readonly guarantees: readonly string[];
  /** Everything outside the sections. */
  readonly summary: string;
}

type Kind = 'parameters' | 'results' | 'requirements' | 'guarantees' | 'other';

const headings: readonly (readonly [Kind, string])[] = [
  ['parameters', 'inputs?|args?|arguments?|parameters?|params?'],
  ['results', 'outputs?|returns?|return values?|results?|yields?'],
  ['requirements', 'pre-?conditions?|requires?|assumes?|assumptions?|pre'],
  ['guarantees', 'post-?conditions?|ensures?|guarantees?|post'],
  ['other', 'examples?|raises?|throws?|side effects?|notes?|see also|references?|warnings?|complexity|usage|doctest'],
];

/** `Returns:` on a line of its own or with text behind it, NumPy's `Returns` above a rule, `:return: …`, `@returns {number} …`. */
function headingOf(line: string, next: string | undefined): { readonly kind: Kind; readonly rest: string } | undefined {
  for (const [kind, words] of headings) {
    const plain = new RegExp(String.raw`^(?:${words})\s*:\s*(.*)$`, 'i').exec(line);
    if (plain) return { kind, rest: plain[1] ?? '' };
    const alone = new RegExp(String.raw`^(?:${words})$`, 'i').test(line);
    if (alone && (/^\s*-{3,}\s*$/.test(next ?? '') || next?.trim() === '' || /^\s{2,}\S/.test(next ?? '')))
      return { kind, rest: '' };
    const tag = new RegExp(String.raw`^[:@](?:${words})\b:?\s*(?:\{[^}]*\}\s*)?-?\s*(.*)$`, 'i').exec(line);
    if (tag && kind !== 'parameters') return { kind, rest: tag[1] ?? '' };
  }
  return undefined;
}

/** Sphinx's `:param int n: …` and JSDoc's `@param {number} n - …`. */
const parameterTag =
  /^[:@]param(?:eter)?\s+(?:\{[^}]*\}\s*)?(?:[\w.[\]]+\s+(?=[\w$]+\s*:))?\[?([\p{L}_$][\p{L}\p{N}_$]*)[^\s:]*\s*[:-]?\s*(.*)$/u;
/** `n: …`, `n (int): …`, `n -- …`. */
const parameterLine = /^\*?`?([\p{L}_$][\p{L}\p{N}_$]*)`?\s*(?:\([^)]*\))?\s*(?::|--?|–)\s+(.*)$/u;

export function readSections(docstring: string): DocSections {
  const texts: Record<Kind, string[]> = { parameters: [], results: [], requirements: [], guarantees: [], other: [] };
  const parameters = new Map<string, string>();
  const summary: string[] = [];
  let kind: Kind | undefined;
  const lines = docstring.split('\n');
  lines.forEach((line, i) => {
    const bare = line.trim();
    const tag = parameterTag.exec(bare);
    if (tag?.[1] !== undefined) {
      parameters.set(tag[1], tag[2] ?? '');
      kind = 'other';
      return;
    }
    const heading = headingOf(bare, lines[i + 1]);
    if (heading) {
      kind = heading.kind;
      texts[kind].push(heading.rest);
      return;
    }
    if (/^-{3,}$/.test(bare)) return;
    if (kind === undefined) summary.push(line);
    else if (kind === 'parameters' && parameterLine.test(bare)) {
      const [, name = '', words = ''] = parameterLine.exec(bare) ?? [];
      parameters.set(name, words);
    } else texts[kind].push(`${texts[kind].pop() ?? ''}\n${line}`);
    // A section that began on the heading's own line ends with its paragraph.
    if (
      bare === '' &&
      kind !== undefined &&
      (texts[kind].at(-1) ?? '').trim() !== '' &&
      !/^\s/.test(nextText(lines, i))
    )
      kind = undefined;
  });
  const said = (of: Kind): readonly string[] => texts[of].filter((text) => text.trim() !== '');
  return {
    parameters,
    results: said('results'),
    requirements: said('requirements'),
    guarantees: said('guarantees'),
    summary: summary.join('\n'),
  };
}

/** The next line that says something. */
function nextText(lines: readonly string[], from: number): string {
  return lines.slice(from + 1).find((line) => line.trim() !== '') ?? '';
}

/** Sentences and list items of a text, each on one line, without the full stop. */
export function sentences(text: string): readonly string[] {
  return text
    .split(/\n\s*\n|\n\s*(?:[-*•]|\d+[.)])\s+|(?<=[\w)\]`'"])[.;]\s+(?=[A-Z(`]|$)/)
    .map((one) => one.replace(/\s+/g, ' ').trim().replace(/[.;]$/, ''))
    .filter((one) => one !== '');
}
