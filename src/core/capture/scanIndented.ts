import { indentedLines, type LogicalLine } from './indentedLines';
import { bracketed, looseParameters, type Scan, type ScannedDefinition } from './scannedFunction';

const head = /(async[ \t]+)?(def|class)[ \t]+([\p{L}_][\p{L}\p{N}_]*)/uy;
const startsAnew = /(?:async[ \t]|def[ \t]|class[ \t]|@|import[ \t]|from[ \t]|if __name__)/y;

/** Definitions of a file with indented blocks, by indentation alone. */
export function scanIndented(text: string): Scan {
  const { lines, errors } = indentedLines(text);
  const definitions = lines.flatMap((line, index) => {
    head.lastIndex = line.start;
    const match = head.exec(text);
    return match ? [definitionAt(text, lines, index, match)] : [];
  });
  return { definitions, errors };
}

function definitionAt(
  text: string,
  lines: readonly LogicalLine[],
  index: number,
  match: RegExpExecArray,
): ScannedDefinition {
  const [whole, async, word, name = ''] = match;
  const line = lines[index] ?? { start: 0, end: 0, indent: 0, opensBlock: false };
  const end = lines[lastLine(text, lines, index)]?.end ?? line.end;
  const body = lines[index + 1];
  const headEnd = match.index + whole.length;
  let start = line.start;
  for (let i = index - 1; i >= 0 && text[lines[i]?.start ?? 0] === '@' && lines[i]?.indent === line.indent; i--) {
    start = lines[i]?.start ?? start;
  }
  const open = text.slice(headEnd, line.end).search(/\(/);
  const closed = open === -1 ? '' : bracketed(text, headEnd + open, line.end);
  const parameters = closed ?? looseParameters(text, headEnd + open, line.end);
  const bodyStart =
    closed === undefined
      ? afterLine(text, headEnd, end)
      : body && body.start < end
        ? body.start
        : afterColon(text, line);
  return {
    what: word === 'class' ? 'class' : 'function',
    name,
    nameStart: headEnd - name.length,
    kind: 'function',
    range: { start, end },
    nodeRange: { start: line.start, end },
    bodyRange: { start: bodyStart, end },
    head: `${async ?? ''}def ${name}(${parameters}): pass`,
    exported: true,
  };
}

/** Index of the last line of the definition whose head is `lines[index]`. */
function lastLine(text: string, lines: readonly LogicalLine[], index: number): number {
  const indent = lines[index]?.indent ?? 0;
  const outer = new Set<number>([0]);
  for (let i = index - 1, least = indent; i >= 0 && least > 0; i--) {
    const before = lines[i]?.indent ?? 0;
    if (before < least) outer.add((least = before));
  }
  let last = index;
  for (let i = index + 1; i < lines.length; i++) {
    const line = lines[i];
    if (!line) break;
    startsAnew.lastIndex = line.start;
    const anew = startsAnew.test(text);
    const deeper = line.indent > indent;
    // A dedent to a level that no outer block has is a slip inside this function.
    const astray = !deeper && !anew && line.indent !== indent && !outer.has(line.indent);
    // A head without its block: the statements below, up to a blank line, were meant as its body.
    const unindented =
      !anew &&
      line.indent === indent &&
      lines[index]?.opensBlock === true &&
      i === last + 1 &&
      flat(lines, index, i) &&
      !/\n[ \t]*\r?\n/.test(text.slice(lines[last]?.end, line.start));
    if (!deeper && !astray && !unindented) break;
    last = i;
  }
  return last;
}

/** No line between head and `to` is deeper than the head. */
function flat(lines: readonly LogicalLine[], index: number, to: number): boolean {
  return lines.slice(index + 1, to).every((line) => line.indent === lines[index]?.indent);
}

/** First character on the lines below `at`. */
function afterLine(text: string, at: number, end: number): number {
  const newline = text.indexOf('\n', at);
  const found = newline === -1 ? -1 : text.slice(newline, end).search(/\S/);
  return found === -1 ? end : newline + found;
}

/** Body on the line of the head. */
function afterColon(text: string, { start, end }: LogicalLine): number {
  const found = /:\s*(?=[^:]*$)/.exec(text.slice(start, end));
  return found ? start + found.index + found[0].length : end;
}
