import { inPython } from '../statement/examples';
import { lineTemplate } from './lines';

/** A line, or the block it begins, at a depth that fits nothing around it; tabs mixed with blanks. */
export const indentation = lineTemplate(
  'indentation',
  0.9,
  [
    inPython(
      'def f(x):\n    y = 1\n      z = 2\n    return y + z\n',
      'def f(x):\n    y = 1\n    z = 2\n    return y + z\n',
    ),
    inPython(
      'def f(x):\n    if x:\n    return 1\n    return 2\n',
      'def f(x):\n    if x:\n        return 1\n    return 2\n',
    ),
    inPython('def f(x):\nreturn x\n', 'def f(x):\n    return x\n'),
  ],
  function* (line) {
    const { lines, index, unit, text, python } = line;
    if (!python || text.trim() === '') return;
    const depths = new Map<string, number>();
    let above = index - 1;
    while (above >= 0 && (lines[above] ?? '').trim() === '') above--;
    const before = lines[above];
    if (before === undefined) return;
    const own = /^[ \t]*/.exec(before)?.[0] ?? '';
    const opens = /:\s*(#.*)?$/.test(before);
    depths.set(opens ? own + unit : own, 1);
    depths.set(opens ? own : own + unit, 0.3);
    for (let depth = own; depth.length >= unit.length && depth.endsWith(unit);) {
      depth = depth.slice(0, -unit.length);
      depths.set(depth, 0.7);
    }
    const below: number[] = [];
    for (let at = index + 1; at < lines.length; at++) {
      const next = lines[at] ?? '';
      if (next.trim() !== '' && (/^[ \t]*/.exec(next)?.[0].length ?? 0) < line.indentation.length) break;
      below.push(at);
    }
    for (const [depth, weight] of depths) {
      if (depth === line.indentation || (depth === '' && index > 0)) continue;
      const shifted = new Map(
        below.map((at) => [
          at - index,
          (lines[at] ?? '').trim() === ''
            ? (lines[at] ?? '')
            : depth + (lines[at] ?? '').slice(line.indentation.length),
        ]),
      );
      yield { text: depth + text.trimStart(), title: 'indent the line as its neighbours', weight };
      if (shifted.size > 0)
        yield {
          text: depth + text.trimStart(),
          following: shifted,
          title: 'indent the block as its neighbours',
          weight: 0.9 * weight,
        };
    }
    const mixed = lines.some((other) => /^ *\t/.test(other)) && lines.some((other) => /^\t* /.test(other));
    if (mixed) {
      const width = unit.includes('\t') ? 4 : unit.length;
      const even = (other: string): string =>
        other.replace(/^[ \t]+/, (blank) => blank.replaceAll('\t', ' '.repeat(width)));
      const following = new Map(lines.slice(index + 1).map((other, at) => [at + 1, even(other)]));
      yield { text: even(text), following, title: 'blanks for tabs', weight: 0.9 };
    }
  },
);
