/**
 * Shortens a text for a narrow column: a text that is too long ends with an ellipsis, and is then exactly `width` long.
 *
 * @example
 * ellipsize('harbour', 10) // => 'harbour'
 * ellipsize('harbour master', 8) // => 'harbour…'
 */
export function ellipsize(text: string, width: number): string {
  if (text.length <= width) {
    return text;
  }
  return text.slice(0, width) + '…';
}

/** Labels of a table's header, each in its column. */
export function headerRow(labels: readonly string[], width: number): string {
  return labels.map((label) => ellipsize(label, width).padEnd(width)).join(' | ');
}
