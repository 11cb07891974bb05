const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
} as const;

export type Colour = keyof typeof codes;

export function paint(colour: Colour, text: string): string {
  const [on, off] = codes[colour];
  return text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`;
}

/** Text without escape sequences, as a log keeps it. */
export function plain(text: string): string {
  return text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '');
}

/** Printable text of a program or a test: control characters made visible, so that output cannot drive the terminal. */
export function safe(text: string): string {
  return text
    .replace(/\t/g, '    ')
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, (c) =>
      c < ' ' ? String.fromCharCode(0x2400 + c.charCodeAt(0)) : '\ufffd',
    );
}

/** One line cut to `width` columns. */
export function clip(text: string, width: number): string {
  const flat = safe(text.replace(/\s*\r?\n\s*/g, ' '));
  return flat.length <= width ? flat : `${flat.slice(0, Math.max(1, width - 1))}…`;
}
