import { HumanError } from '../errors';
import type { FocalFunction } from '../model/focalFunction';
import { lineAt } from '../model/text';
import type { FunctionSelector } from '../ports';

/**
 * The innermost function around an offset (its first and last line count as a whole), or the one with a name: qualified names go before simple ones,
 * and of several definitions the last, which is the one the runtime keeps.
 * @throws HumanError `noFunction`, with the names nearest to what was asked for.
 */
export function selectFunction(functions: readonly FocalFunction[], selector: FunctionSelector): FocalFunction {
  if ('offset' in selector) {
    const { offset } = selector;
    const found = innermost(functions, (f) => f.range.start <= offset && offset <= f.range.end);
    return (
      found ??
      innermost(functions, (f) => onItsLines(f, offset)) ??
      none('There is no function at the cursor.', byPlace(functions, offset))
    );
  }
  const wanted = selector.name.replace(/\(\)$/, '');
  const named =
    pick(functions.filter((f) => f.qualifiedName === wanted)) ??
    pick(functions.filter((f) => f.name === wanted && f.enclosing.length === 0)) ??
    pick(functions.filter((f) => f.name === wanted || f.qualifiedName.endsWith(`.${wanted}`)));
  return named ?? none(`There is no function "${wanted}" in this file.`, byName(functions, wanted));
}

function innermost(
  functions: readonly FocalFunction[],
  holds: (f: FocalFunction) => boolean,
): FocalFunction | undefined {
  let best: FocalFunction | undefined;
  for (const f of functions) {
    if (!holds(f)) continue;
    // Of two that touch at the offset, the later one begins there.
    if (!best || f.range.end - f.range.start <= best.range.end - best.range.start) best = f;
  }
  return best;
}

function onItsLines({ file: { text }, range }: FocalFunction, offset: number): boolean {
  const start = text.lastIndexOf('\n', range.start - 1) + 1;
  const newline = text.indexOf('\n', range.end);
  return start <= offset && offset <= (newline === -1 ? text.length : newline);
}

function pick(found: readonly FocalFunction[]): FocalFunction | undefined {
  return found.find((f) => f.kind === 'getter') ?? found[found.length - 1];
}

function none(sentence: string, near: readonly FocalFunction[]): never {
  const names = near.slice(0, 5).map((f) => `${f.qualifiedName} (line ${lineAt(f.file.text, f.range.start) + 1})`);
  throw new HumanError(
    'noFunction',
    sentence,
    names.length > 0 ? `Choose one of: ${names.join(', ')}.` : 'The file holds no function Eider can make out.',
  );
}

function byPlace(functions: readonly FocalFunction[], offset: number): readonly FocalFunction[] {
  const distance = ({ range }: FocalFunction) => (offset < range.start ? range.start - offset : offset - range.end);
  return [...functions].sort((a, b) => distance(a) - distance(b));
}

function byName(functions: readonly FocalFunction[], wanted: string): readonly FocalFunction[] {
  const rank = (f: FocalFunction) => editDistance(f.name.toLowerCase(), wanted.toLowerCase().split('.').pop() ?? '');
  return functions
    .map((f) => ({ f, score: rank(f) }))
    .sort((a, b) => a.score - b.score)
    .map(({ f }) => f);
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
