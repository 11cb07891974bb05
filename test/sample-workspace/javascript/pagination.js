/**
 * The items of one page of a list. Pages are counted from 1, as people do.
 *
 * @template T
 * @param {T[]} items
 * @param {number} page
 * @param {number} pageSize
 * @returns {T[]} fewer than pageSize on the last page, none beyond it
 * @example
 * pageItems(['a', 'b', 'c', 'd', 'e'], 1, 2) // => ['a', 'b']
 * pageItems(['a', 'b', 'c', 'd', 'e'], 3, 2) // => ['e']
 */
export function pageItems(items, page, pageSize) {
  if (page < 1 || pageSize < 1) {
    throw new RangeError('page and pageSize start at 1');
  }
  const start = page * pageSize;
  return items.slice(start, start + pageSize);
}

/** @param {number} total @param {number} pageSize @returns {number} at least one page, an empty one */
export function pageCount(total, pageSize) {
  return Math.max(1, Math.ceil(total / pageSize));
}
