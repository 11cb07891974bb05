/** A piece of an answer that may be code. */
export interface Block {
  readonly text: string;
  readonly label: string;
  /** The answer ended inside it. */
  readonly open: boolean;
}

export interface Split {
  readonly blocks: readonly Block[];
  /** What stands outside the blocks. */
  readonly prose: string;
}

/** Fenced blocks of an answer in order; an unclosed last fence runs to the end. */
export function splitBlocks(text: string): Split {
  const blocks: Block[] = [];
  const prose: string[] = [];
  let inside: { readonly fence: string; readonly label: string; readonly lines: string[] } | undefined;
  for (const line of text.split(/\r?\n/)) {
    const mark = /^\s*(`{3,}|~{3,})\s*([^\s`{]*)/.exec(line);
    if (inside) {
      const closes = mark?.[1]?.startsWith(inside.fence) === true && mark[2] === '';
      if (closes) {
        blocks.push({ text: inside.lines.join('\n'), label: inside.label, open: false });
        inside = undefined;
      } else inside.lines.push(line);
    } else if (mark) inside = { fence: mark[1] ?? '```', label: (mark[2] ?? '').toLowerCase(), lines: [] };
    else prose.push(line);
  }
  if (inside) blocks.push({ text: inside.lines.join('\n'), label: inside.label, open: true });
  return { blocks, prose: prose.join('\n').trim() };
}

const codeLine =
  /^\s*(@\w|(async\s+)?def\s+\w|class\s+\w|import\s+\w|from\s+[\w.]+\s+import\b|export\s|(async\s+)?function\b|(const|let|var)\s+[\w$]+\s*=)/;

/** An answer without fences, from its first line that looks like code on. */
export function unfenced(text: string): { readonly code: string; readonly prose: string } | undefined {
  const lines = text.split(/\r?\n/);
  const from = lines.findIndex((line) => codeLine.test(line));
  if (from === -1) return undefined;
  return { code: lines.slice(from).join('\n'), prose: lines.slice(0, from).join('\n').trim() };
}

/** Code and explanation of an answer in JSON, whatever its fields are called; undefined when it is no such object. */
export function readJson(text: string): { readonly code: string; readonly prose: string } | undefined {
  const from = text.indexOf('{');
  const to = text.lastIndexOf('}');
  if (from === -1 || to <= from || text.slice(0, from).trim().length > 40) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text.slice(from, to + 1));
  } catch {
    return undefined;
  }
  const fields = value as Readonly<Record<string, unknown>>;
  const pick = (names: readonly string[]): string | undefined =>
    names.map((name) => fields[name]).find((field) => typeof field === 'string');
  const code = pick(['code', 'function', 'fixed', 'fix', 'source', 'solution', 'answer']);
  if (code === undefined) return undefined;
  return { code, prose: pick(['explanation', 'reason', 'why', 'cause', 'analysis']) ?? '' };
}

export function looksLikeDiff({ text, label }: Block): boolean {
  return label === 'diff' || label === 'patch' || /^@@ .*@@/m.test(text) || /^--- .*\n\+\+\+ /m.test(text);
}

/**
 * Applies the hunks of a diff to a text by what they say, not by their line numbers (models count badly); undefined when a
 * hunk's old lines do not stand in the text.
 */
export function applyHunks(text: string, diff: string): string | undefined {
  let lines = text.split('\n');
  let applied = false;
  for (const hunk of diff.split(/^@@.*$/m).map((part) => part.split(/\r?\n/))) {
    const body = hunk.filter((l) => !/^(---|\+\+\+|diff |index |\\)/.test(l));
    if (!body.some((l) => /^[+-]/.test(l))) continue;
    while (body.length > 0 && body.at(-1)?.trim() === '') body.pop();
    while (body.length > 0 && body[0]?.trim() === '') body.shift();
    const before = body.filter((l) => !l.startsWith('+')).map((l) => l.replace(/^[ -]/, ''));
    const after = body.filter((l) => !l.startsWith('-')).map((l) => l.replace(/^[ +]/, ''));
    const at = before.length === 0 ? -1 : find(lines, before);
    if (at === -1) return undefined;
    lines = [...lines.slice(0, at), ...after, ...lines.slice(at + before.length)];
    applied = true;
  }
  return applied ? lines.join('\n') : undefined;
}

function find(lines: readonly string[], part: readonly string[]): number {
  for (let at = 0; at + part.length <= lines.length; at++) {
    if (part.every((line, i) => line.trimEnd() === lines[at + i]?.trimEnd())) return at;
  }
  return -1;
}
