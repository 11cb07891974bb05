import type { FocalFunction } from '../model/focalFunction';
import { tokens } from '../model/tokens';

/**
 * Functions whose program changed between two versions of a file, new ones included; layout and comments are no change. Functions with
 * syntax errors are left out: they are being written.
 */
export function changedFunctions(
  before: readonly FocalFunction[],
  after: readonly FocalFunction[],
): readonly FocalFunction[] {
  const known = new Map(before.map((focal) => [focal.qualifiedName, programOf(focal)]));
  return after.filter(
    (focal) => focal.syntaxErrors.length === 0 && known.get(focal.qualifiedName) !== programOf(focal),
  );
}

/** The function's words and signs; in Python also how deep each line stands, relative to the others. */
function programOf({ file, range }: FocalFunction): string {
  const python = file.languageId === 'python';
  const text = file.text.slice(range.start, range.end).replaceAll('\r\n', '\n');
  const bare = text.replace(python ? pythonComments : scriptComments, (whole, literal: string | undefined) =>
    literal === undefined ? '' : whole,
  );
  if (!python) return tokens(bare).join(' ');
  const lines = bare.split('\n').filter((line) => line.trim() !== '');
  const depths = [...new Set(lines.slice(1).map(indentOf))].sort((a, b) => a - b);
  return lines.map((line, i) => `${i === 0 ? 0 : depths.indexOf(indentOf(line))} ${tokens(line).join(' ')}`).join('\n');
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** Strings (kept, so that a sign of a comment inside one is none) and comments. */
const pythonComments = /("""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|#[^\n]*/g;
const scriptComments = /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[^])*`)|\/\/[^\n]*|\/\*[^]*?\*\//g;
