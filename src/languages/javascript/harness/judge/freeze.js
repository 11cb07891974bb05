// Run last in the judge's realm: a candidate that gets hold of an object of this realm finds nothing it can change.
'use strict';
{
  const seen = new Set();
  const freeze = (value) => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return;
    seen.add(value);
    if (value !== globalThis) Object.freeze(value);
    freeze(Object.getPrototypeOf(value));
    for (const key of Reflect.ownKeys(value)) {
      const property = Reflect.getOwnPropertyDescriptor(value, key);
      freeze(property.value);
      freeze(property.get);
      freeze(property.set);
    }
  };
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    const property = Object.getOwnPropertyDescriptor(globalThis, name);
    freeze(property.value);
    if (name !== 'globalThis' && property.configurable) {
      Object.defineProperty(globalThis, name, { ...property, configurable: false, writable: false });
    }
  }
  for (const sample of [
    [][Symbol.iterator](),
    new Map().entries(),
    new Set().values(),
    ''[Symbol.iterator](),
    (function* () {})(),
    (async function* () {})(),
    async () => undefined,
    /./g[Symbol.matchAll](''),
  ]) {
    freeze(Object.getPrototypeOf(sample));
  }
}
