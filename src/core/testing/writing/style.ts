/** How a file is written, so that what is added looks the same. */
export interface Style {
  readonly indent: string;
  readonly quote: "'" | '"';
  readonly semicolons: boolean;
  readonly endOfLine: '\n' | '\r\n';
}

/** Style of an existing text; where it does not show, the language's habit. */
export function styleOf(text: string, indent: string): Style {
  const single = (text.match(/'/g) ?? []).length;
  const double = (text.match(/"/g) ?? []).length;
  const statements = text
    .split('\n')
    .filter((line) => /^\s*(import|const|let|return|[\w.]+\()/.test(line) && /[)\w'";]\s*$/.test(line));
  return {
    indent: /^(\t| {2,8})\S/m.exec(text)?.[1] ?? indent,
    quote: double > single ? '"' : "'",
    semicolons:
      statements.length === 0 ||
      2 * statements.filter((line) => line.trimEnd().endsWith(';')).length >= statements.length,
    endOfLine: text.includes('\r\n') ? '\r\n' : '\n',
  };
}

/** A line of generated code (two blanks per level, single quotes, semicolons) in a file's style. */
export function styled(line: string, style: Style): string {
  const [, blanks = '', rest = ''] = /^(\s*)(.*)$/.exec(line) ?? [];
  let code = rest;
  if (style.quote === '"' && !/^(\/\/|#)/.test(rest)) {
    code = code.replace(/"(?:[^"\\]|\\.)*"|'((?:[^'\\"]|\\.)*)'/g, (whole, inner: string | undefined) =>
      inner === undefined ? whole : `"${inner.replaceAll("\\'", "'")}"`,
    );
  }
  if (!style.semicolons) code = code.replace(/;$/, '');
  return style.indent.repeat(blanks.length / 2) + code;
}
