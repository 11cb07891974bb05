// Named to Node as its reporter: hands the events to `nativePreload.mjs` and prints nothing.
const name = new URL(import.meta.url).searchParams.get('name');
export default async function* silent(stream) {
  await globalThis[Symbol.for(name)]?.(stream);
}
