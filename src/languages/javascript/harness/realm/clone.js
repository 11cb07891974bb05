// `structuredClone` of this realm: copies are instances of its classes.
(function (given) {
  'use strict';
  const { bridge, make, meet } = given;
  const { types } = bridge;
  meet();

  const clone = (value, seen) => {
    if (typeof value === 'function' || typeof value === 'symbol') {
      throw new (bridge.shared('DOMException'))(`${String(value)} could not be cloned.`, 'DataCloneError');
    }
    if (typeof value !== 'object' || value === null) return value;
    if (seen.has(value)) return seen.get(value);
    const keep = (copy) => {
      seen.set(value, copy);
      return copy;
    };
    if (types.isDate(value)) return keep(new Date(value));
    if (types.isRegExp(value)) return keep(new RegExp(value.source, value.flags));
    if (types.isArrayBuffer(value)) return keep(value.slice(0));
    if (types.isTypedArray(value)) return keep(new globalThis[value.constructor.name](value));
    if (types.isMap(value)) {
      const copy = keep(new Map());
      for (const [k, v] of value) copy.set(clone(k, seen), clone(v, seen));
      return copy;
    }
    if (types.isSet(value)) {
      const copy = keep(new Set());
      for (const v of value) copy.add(clone(v, seen));
      return copy;
    }
    if (types.isNativeError(value)) {
      return keep(Object.assign(new (make[value.name] ?? Error)(value.message), { stack: value.stack }));
    }
    const copy = keep(Array.isArray(value) ? new Array(value.length) : {});
    for (const key of Object.keys(value)) copy[key] = clone(value[key], seen);
    return copy;
  };

  return { structuredClone: (value) => clone(value, new Map()) };
});
