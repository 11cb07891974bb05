import type { FunctionKind } from '../model/focalFunction';
import { bracketed, looseParameters, type Scan, type ScannedDefinition } from './scannedFunction';

const name = String.raw`(?<name>[\p{L}_$][\p{L}\p{N}_$]*)`;
const heads: readonly { readonly what: 'function' | 'class'; readonly kind: FunctionKind; readonly pattern: RegExp }[] =
  [
    {
      what: 'function',
      kind: 'function',
      pattern: new RegExp(
        String.raw`^[ \t]*(?<export>export\s+(?:default\s+)?)?(?<node>(?:async\s+)?function\s*\*?\s*${name})\s*[(<]`,
        'gmu',
      ),
    },
    {
      what: 'function',
      kind: 'arrow',
      pattern: new RegExp(
        String.raw`^[ \t]*(?<export>export\s+)?(?<variable>(?:const|let|var)\s+${name}\s*(?::[^=\n]+)?=\s*)(?<node>(?:async\s*)?(?=\(|[\p{L}_$][\p{L}\p{N}_$]*\s*=>|<))(?=.*=>)`,
        'gmu',
      ),
    },
    {
      what: 'function',
      kind: 'functionExpression',
      pattern: new RegExp(
        String.raw`^[ \t]*(?<export>export\s+)?(?<variable>(?:(?:const|let|var)\s+|(?:module\.)?exports\.)${name}\s*(?::[^=\n]+)?=\s*)(?<node>(?:async\s+)?function\b)`,
        'gmu',
      ),
    },
    {
      what: 'function',
      kind: 'method',
      pattern: new RegExp(
        String.raw`^[ \t]+(?<node>(?:(?:public|private|protected|static|async|override|get|set)\s+)*\*?#?${name})\s*(?:<[^>\n]*>)?\([^;\n]*\{[ \t]*\r?$`,
        'gmu',
      ),
    },
    {
      what: 'class',
      kind: 'function',
      pattern: new RegExp(
        String.raw`^[ \t]*(?<export>export\s+(?:default\s+)?)?(?<node>(?:abstract\s+)?class\s+${name})`,
        'gmu',
      ),
    },
  ];
const noMethod = new Set([
  'if',
  'for',
  'while',
  'switch',
  'catch',
  'with',
  'function',
  'return',
  'await',
  'new',
  'typeof',
]);

/** Definitions of a file with braces, by their first lines, brackets and indentation. */
export function scanBraced(text: string): Scan {
  const definitions = heads.flatMap(({ what, kind, pattern }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const found = definitionAt(text, what, kind, match);
      return found ? [found] : [];
    }),
  );
  const classes = definitions.filter((d) => d.what === 'class');
  return {
    definitions: definitions
      .filter(
        (d) => d.kind !== 'method' || classes.some((c) => c.range.start < d.range.start && d.range.end <= c.range.end),
      )
      .sort((a, b) => a.range.start - b.range.start),
    errors: [],
  };
}

function definitionAt(
  text: string,
  what: 'function' | 'class',
  kind: FunctionKind,
  match: RegExpExecArray,
): ScannedDefinition | undefined {
  const groups = match.groups ?? {};
  const word = groups['name'] ?? '';
  if (kind === 'method' && noMethod.has(word)) return undefined;
  const start = match.index + (/^[ \t]*/.exec(match[0])?.[0].length ?? 0);
  const nodeStart = start + (groups['export'] ?? '').length + (groups['variable'] ?? '').length;
  const nameStart = text.indexOf(word, start + (groups['export'] ?? '').length + (kind === 'arrow' ? 1 : 0));
  const end = extent(text, match.index, start);
  const open = text.indexOf('(', nodeStart);
  const bodyStart = text.indexOf('{', nodeStart);
  const lineEnd = Math.min(end, trimmedEnd(text, match.index));
  const below = lineEnd + Math.max(0, text.slice(lineEnd, end).search(/\S/));
  const headEnd = bodyStart === -1 || bodyStart > end || bodyStart > below ? below : bodyStart;
  const parameters = open === -1 || open > end ? '' : (bracketed(text, open, end) ?? looseParameters(text, open, end));
  const isAsync = /\basync\b/.test(text.slice(nodeStart, nameStart > nodeStart ? nameStart : headEnd)) ? 'async ' : '';
  return {
    what,
    name: word,
    nameStart,
    kind: kind === 'method' && word === 'constructor' ? 'constructor' : kind,
    range: { start, end },
    nodeRange: { start: nodeStart, end: text[end - 1] === ';' && kind !== 'method' ? end - 1 : end },
    bodyRange: { start: headEnd, end },
    head: `${isAsync}function ${word}(${parameters}) {}`,
    exported: groups['export'] !== undefined || /^(module\.)?exports\./.test(groups['variable'] ?? ''),
  };
}

/** Offset after the definition whose first line begins at `lineStart`: the closing brace at the head's own indentation, else the line before the next one that is not deeper. */
function extent(text: string, lineStart: number, start: number): number {
  const indent = start - lineStart;
  let last = trimmedEnd(text, lineStart);
  if (balanced(text.slice(start, last))) return last;
  for (let at = nextLine(text, lineStart); at < text.length; at = nextLine(text, at)) {
    const end = trimmedEnd(text, at);
    const first = at + (/^[ \t]*/.exec(text.slice(at, end))?.[0].length ?? 0);
    if (first >= end) continue;
    if (first - at <= indent) {
      if (first - at === indent && text[first] === '}') {
        const closing = /^\}\)?\s*;?/.exec(text.slice(first, end))?.[0] ?? '}';
        return first + closing.length;
      }
      // The opening brace on its own line.
      if (!(text[first] === '{' && first - at === indent)) break;
    }
    last = end;
  }
  return last;
}

/** A one-line body: has a brace or an arrow's expression, and every bracket closed. */
function balanced(line: string): boolean {
  const opened = line.match(/[([{]/g)?.length ?? 0;
  const closed = line.match(/[)\]}]/g)?.length ?? 0;
  return opened === closed && (/\{.*\}/.test(line) || /=>\s*[^\s{]/.test(line));
}

function nextLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline === -1 ? text.length : newline + 1;
}

function trimmedEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  let end = newline === -1 ? text.length : newline;
  while (end > at && /\s/.test(text[end - 1] ?? '')) end--;
  return end;
}
