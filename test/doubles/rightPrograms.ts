import type { LanguageId } from '../../src/core/model/focalFunction';

/** Right programs of everyday shapes: templates must leave them parseable whatever they propose. Own writing. */
export const rightPrograms: readonly {
  readonly languageId: LanguageId;
  readonly name: string;
  readonly text: string;
}[] = [
  {
    languageId: 'python',
    name: 'windows',
    text: `import math
from collections import defaultdict


def moving_average(values: list[float], width: int = 3) -> list[float]:
    """Average of each window.

    >>> moving_average([1, 2, 3], 2)
    [1.5, 2.5]
    """
    if width <= 0 or not values:
        raise ValueError("width must be positive")
    result = []
    total = 0.0
    for i, value in enumerate(values):
        total += value
        if i >= width:
            total -= values[i - width]
        if i >= width - 1:
            result.append(total / width)
    return result
`,
  },
  {
    languageId: 'python',
    name: 'class with decorators, generators and a nested function',
    text: `class Ledger:
    RATE = 0.25

    def __init__(self, owner, *entries, currency="EUR", **extra):
        self.owner, self.currency = owner, currency
        self.entries = list(entries)
        self.extra = {k: v for k, v in extra.items() if v is not None}

        def describe(entry, *, sep=": "):
            label, amount = entry
            return f"{label}{sep}{amount:.2f}" if amount else label

        self.lines = [describe(e) for e in self.entries if e[1] > 0 and not e[0].startswith("_")]
        try:
            self.best = max(self.entries, key=lambda e: e[1])[0]
        except (ValueError, IndexError) as error:
            self.best = str(error)
        while self.lines and self.lines[-1] == "":
            self.lines.pop()
        assert len(self.lines) <= len(self.entries), "lost"
`,
  },
  {
    languageId: 'python',
    name: 'search with slices',
    text: `async def find(client, words, needle: str, lo=0, hi=None):
    hi = len(words) if hi is None else hi
    seen = set()
    while lo < hi:
        mid = (lo + hi) // 2
        page = await client.fetch(words[mid], retries=2)
        if page.text.lower() == needle.lower():
            return mid, page.data[1:-1], words[::2]
        elif 0 <= page.rank < 10 or page.rank in seen:
            lo = mid + 1
        else:
            hi = mid
        seen.add(page.rank)
    return -1, [], words[lo:]
`,
  },
  {
    languageId: 'javascript',
    name: 'class method and closures',
    text: `class Cart {
  #items = new Map();

  total(prices, { discount = 0, currency } = {}) {
    let sum = 0;
    for (const [name, count] of this.#items) {
      const price = prices[name] ?? 0;
      sum += price * count;
    }
    for (let i = 0; i < prices.length; i++) sum -= prices[i] && discount;
    const rest = sum % 10 === 0 ? sum : Math.round(sum * 100) / 100;
    const label = currency?.symbol || 'none';
    return \`\${label} \${rest.toFixed(2)}\`;
  }
}
`,
  },
  {
    languageId: 'javascript',
    name: 'plain algorithm',
    text: `function quickSort(xs, compare = (a, b) => a - b) {
  if (xs.length <= 1) return xs.slice();
  const [pivot, ...rest] = xs;
  const left = rest.filter((x) => compare(x, pivot) < 0);
  const right = rest.filter((x) => !(compare(x, pivot) < 0));
  let depth = 0;
  do {
    depth++;
  } while (depth < 3 && left.length > depth);
  switch (depth) {
    case 0:
      return [];
    default:
      return [...quickSort(left, compare), pivot, ...quickSort(right, compare)];
  }
}
`,
  },
  {
    languageId: 'typescript',
    name: 'generic arrow function',
    text: `import type { Item } from './item';

export const groupBy = <T extends Item, K extends string>(items: readonly T[], key: (item: T) => K): Map<K, T[]> => {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group !== undefined && group.length > 0) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
};
`,
  },
  {
    languageId: 'typescriptreact',
    name: 'component',
    text: `export async function List({ items, page = 1 }: { items: string[]; page?: number }) {
  const size = 10;
  const shown = items.slice((page - 1) * size, page * size);
  const extra = await load(page as number, shown[0]!);
  if (!shown.length) return null;
  return (
    <ul className="list">
      {shown.map((item, i) => (
        <li key={i}>{item.trim() || '?'} {extra?.title}</li>
      ))}
    </ul>
  );
}
`,
  },
];
