import type { FoundBlock } from './blocks';

/** Takes blocks out, with the blank lines behind them. `at` is where the first one stood, when tests may go there again. */
export function removeUntouched(
  lines: readonly string[],
  blocks: readonly FoundBlock[],
  container: string | undefined,
): { readonly lines: readonly string[]; readonly at?: number } {
  const result = [...lines];
  for (const { first, last } of [...blocks].reverse()) {
    let end = last + 1;
    while (end < result.length && result[end]?.trim() === '') end++;
    result.splice(first, end - first);
  }
  const [first] = blocks;
  return { lines: result, ...(first && container === undefined && { at: first.first }) };
}

/** Puts rendered tests where their like stood, into their container, or at the end: in front of Python's `if __name__ == …`. */
export function insertBlocks(
  lines: readonly string[],
  blocks: readonly (readonly string[])[],
  where: {
    readonly at?: number;
    readonly between: number;
    readonly container?: { readonly open: string; readonly close?: string };
  },
): readonly string[] {
  const { at, between, container } = where;
  const gap = Array.from({ length: between }, () => '');
  const body = blocks.flatMap((block, i) => [...(i === 0 ? [] : gap), ...block]);
  const result = [...lines];
  const open = container ? result.findIndex((line) => loose(line) === loose(container.open)) : -1;
  if (container && open >= 0)
    return body.length === 0 ? withoutEmpty(result, open, container.close) : inside(result, open, body, gap);
  if (body.length === 0) return result;
  if (at !== undefined) {
    const more = result.slice(at).some((line) => line.trim() !== '');
    result.splice(at, 0, ...body, ...(more ? gap : []));
    return result;
  }
  const guard = result.findIndex((line) => line.startsWith('if __name__ =='));
  const end = guard >= 0 ? guard : result.length;
  let last = end;
  while (last > 0 && result[last - 1]?.trim() === '') last--;
  const lead = last === 0 ? [] : between === 0 || container?.close !== undefined ? [''] : ['', ''];
  const whole = container
    ? [container.open, ...body, ...(container.close === undefined ? [] : [container.close])]
    : body;
  result.splice(last, end - last, ...lead, ...whole, ...(guard >= 0 ? ['', ''] : []));
  return result;
}

function inside(lines: string[], open: number, body: readonly string[], gap: readonly string[]): readonly string[] {
  const next = lines[open + 1];
  // A formatter may have put a blank line or `pass` behind the head.
  const more = next !== undefined && next.trim() !== '' && /^\s/.test(next);
  lines.splice(open + 1, 0, ...body, ...(more ? gap : []));
  return lines;
}

/** A container with nothing left in it goes. */
function withoutEmpty(lines: string[], open: number, close: string | undefined): readonly string[] {
  const next = lines[open + 1];
  const empty = close === undefined ? next === undefined || !/^\s+\S/.test(next) : loose(next ?? '') === loose(close);
  if (empty) lines.splice(open, close === undefined ? 1 : 2);
  return lines;
}

const loose = (line: string): string => line.replace(/["'`]/g, "'").replace(/[\s;]/g, '');
