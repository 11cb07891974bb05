/**
 * The one legal name a wrong one stands for: the same words in another case style, else the nearest by edit distance
 * (one third of its length at most). Undefined when none or several are as near.
 */
export function nearestName(wrong: string, legal: readonly string[]): string | undefined {
  const others = [...new Set(legal)].filter((name) => name !== wrong && !/^__.*__$/.test(name));
  const words = wordsOf(wrong);
  const alike = others.filter((name) => wordsOf(name) === words);
  if (alike.length === 1) return alike[0];
  if (alike.length > 1) return undefined;
  const limit = Math.max(1, Math.floor(wrong.length / 3));
  let best: { readonly distance: number; readonly names: string[] } = { distance: limit + 1, names: [] };
  for (const name of others) {
    if (Math.abs(name.length - wrong.length) > limit || wrong.length < 2) continue;
    const distance = editDistance(wrong.toLowerCase(), name.toLowerCase());
    if (distance < best.distance) best = { distance, names: [name] };
    else if (distance === best.distance) best.names.push(name);
  }
  return best.names.length === 1 ? best.names[0] : undefined;
}

const wordsOf = (name: string): string => name.replace(/[_$-]/g, '').toLowerCase();

/** Damerau's distance, neighbours may be swapped once (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array<number>(b.length).fill(0)]);
  const cell = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let j = 0; j <= b.length; j++) (rows[0] ?? [])[j] = j;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(cell(i - 1, j) + 1, cell(i, j - 1) + 1, cell(i - 1, j - 1) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, cell(i - 2, j - 2) + 1);
      (rows[i] ?? [])[j] = least;
    }
  }
  return cell(a.length, b.length);
}
