import { splitTop } from './typeText';

const collections =
  /^(?:typing\.|collections\.abc\.)?(?:list|sequence|mutablesequence|array|readonlyarray|deque|set|frozenset|readonlyset|iterable|iterator|collection|generator)$/i;
const mappings = /^(?:typing\.)?(?:dict|defaultdict|mapping|mutablemapping|ordereddict)$/i;

interface Generic {
  readonly head: string;
  readonly inner: readonly string[];
}

function generic(type: string): Generic | undefined {
  const found = /^([\w.]+)\s*[[<](.*)[\]>]$/s.exec(type.trim());
  return found ? { head: found[1] ?? '', inner: splitTop(found[2] ?? '', ',').map((part) => part.trim()) } : undefined;
}

/** Type of what stands at a place of a value of this type: of `xs[i]`; undefined when the type does not say. */
export function itemOf(type: string): string | undefined {
  const text = type.trim();
  if (/^(?:str|string)$/.test(text)) return text;
  if (text.endsWith('[]')) return text.slice(0, -2).replace(/^\((.*)\)$/, '$1');
  const found = generic(text);
  if (!found) return undefined;
  if (mappings.test(found.head)) return found.inner[1];
  if (collections.test(found.head)) return found.inner[0];
  const alike = new Set(found.inner.filter((part) => part !== '...'));
  return /^(?:typing\.)?tuple$/i.test(found.head) && alike.size === 1 ? [...alike][0] : undefined;
}

/** Type of a mapping's keys, which a loop over it gives; undefined for other types. */
export function keyOf(type: string): string | undefined {
  const found = generic(type);
  return found && mappings.test(found.head) ? found.inner[0] : undefined;
}
