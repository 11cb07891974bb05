import type { FocalFunction } from '../model/focalFunction';
import type { TextEdit } from '../model/text';

/** Edits lie in the function; only a pure insertion (an import) may stand before it. */
export function staysInside(edits: readonly TextEdit[], focal: FocalFunction): boolean {
  const { start, end } = focal.range;
  const inside = ({ range }: TextEdit): boolean => range.start >= start && range.end <= end;
  return (
    edits.some(inside) &&
    edits.every((edit) => inside(edit) || (edit.range.end <= start && edit.range.start === edit.range.end))
  );
}

/** Offset of the first change. */
export const firstOffset = (edits: readonly TextEdit[]): number => Math.min(...edits.map((edit) => edit.range.start));

/** Equal for the same text of the function and the same edits, wherever in the file it stands. `prefix` says where they came from. */
export function candidateId(prefix: string, focal: FocalFunction, edits: readonly TextEdit[]): string {
  const { start, end } = focal.range;
  const relative = edits.map((edit) => [edit.range.start - start, edit.range.end - start, edit.text]);
  return `${prefix}${hash(`${focal.file.text.slice(start, end)}\n${JSON.stringify(relative)}`)}`;
}

/** 53-bit string hash (cyrb53, public domain): ids need no secrecy, only stability. */
function hash(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}
