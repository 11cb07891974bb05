import type { TextRange } from '../../core/model/text';

export interface Rewritten {
  readonly text: string;
  /** Where an offset of the original text lies in this one. */
  readonly place: (offset: number) => number;
  /** The names that imports bring, in the rewritten text. */
  readonly imported: readonly TextRange[];
}

/** `from .words import shout` of a file in `shop.box` becomes `from shop.box.words import shout`. */
export function absoluteImports(text: string, inPackage: string): Rewritten {
  const shifts: { readonly end: number; readonly by: number }[] = [];
  const written = text.replace(
    /^([ \t]*from[ \t]+)(\.+)([\w.]*)(?=[ \t]+import\b)/gm,
    (whole, from: string, dots: string, module: string, start: number) => {
      const above = inPackage.split('.').filter(Boolean);
      if (dots.length - 1 > above.length) return whole;
      const base = above.slice(0, above.length - (dots.length - 1));
      const name = [...base, ...module.split('.').filter(Boolean)].join('.');
      if (name === '') return whole;
      const replaced = `${from}${name}`;
      shifts.push({ end: start + whole.length, by: replaced.length - whole.length });
      return replaced;
    },
  );
  return {
    text: written,
    place: (offset) => shifts.reduce((at, { end, by }) => (offset >= end ? at + by : at), offset),
    imported: importedNames(written),
  };
}

/** The last part of each module imported whole, and each name taken out of one. */
function importedNames(text: string): TextRange[] {
  const found: TextRange[] = [];
  const add = (part: string, from: number): void => {
    for (const match of part.matchAll(/([\w.]*?)(\w+)(?:[ \t]+as[ \t]+\w+)?[ \t]*(?:,|$|\))/gm)) {
      const start = from + match.index + (match[1]?.length ?? 0);
      found.push({ start, end: start + (match[2]?.length ?? 0) });
    }
  };
  // Of a star nobody can tell what it brings, but whether its module is known.
  for (const { index, 1: before = '', 2: last = '' } of text.matchAll(
    /^([ \t]*from[ \t]+(?:\w+\.)*)(\w+)[ \t]+import[ \t]+\*/gm,
  ))
    found.push({ start: index + before.length, end: index + before.length + last.length });
  for (const match of text.matchAll(
    /^[ \t]*(?:from[ \t]+[\w.]+[ \t]+)?import[ \t]+(?:\(([^)]*)\)|((?:[^\n\\#;]|\\\n)*))/gm,
  )) {
    const part = (match[1] ?? match[2] ?? '').replace(/#[^\n]*|\\/g, (gone) => ' '.repeat(gone.length));
    add(part, match.index + match[0].indexOf(match[1] ?? match[2] ?? ''));
  }
  return found;
}
