// Runs before anything else in a process of the real `node:test` (`nodeTest.cjs` starts it): lays the candidate over the focal file and takes
// hold of the runner's events before code of the project can. What it knows stays in this module, which exports nothing.
import nodeModule from 'node:module';
import { readFileSync, closeSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { randomBytes } from 'node:crypto';
import { inspect, stripVTControlCharacters } from 'node:util';
import test from 'node:test';

const { nonce, focalPath, source, reporter } = JSON.parse(readFileSync(3, 'utf8'));
closeSync(3);
const { createRequire, registerHooks, register, syncBuiltinESMExports } = nodeModule;
const require = createRequire(import.meta.url);
const overlay = require('./overlay.cjs');
const integrity = require('./nativeIntegrity.cjs');
for (const file of Object.keys(require.cache)) delete require.cache[file];
overlay.setFocal(focalPath);
overlay.setSource(source);
syncBuiltinESMExports();

const focalUrl = pathToFileURL(focalPath).href;
const laid = (url, loaded) => (url.split(/[?#]/)[0] === focalUrl ? { ...loaded, source } : loaded);
if (registerHooks) registerHooks({ load: (url, context, next) => laid(url, next(url, context)) });
else {
  // CommonJS is read through `fs`, which has the overlay; the loader's own thread has not.
  const hooks = `export async function load(url, context, next) {
    const loaded = await next(url, context);
    const isFocal = url.split(/[?#]/)[0] === ${JSON.stringify(focalUrl)};
    return isFocal && loaded.format !== 'commonjs' ? { ...loaded, source: ${JSON.stringify(source)} } : loaded;
  }`;
  register(`data:text/javascript,${encodeURIComponent(hooks)}`);
}

const stringify = JSON.stringify;
const toBytes = Buffer.from.bind(Buffer);
function send(message) {
  const bytes = toBytes(`${stringify({ ...message, nonce })}\n`);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(4, bytes, at);
    } catch (error) {
      if (error.code !== 'EAGAIN') return;
    }
  }
}

const describe = (error) => {
  const cause = error?.code === 'ERR_TEST_FAILURE' && error.cause !== undefined ? error.cause : error;
  const isObject = typeof cause === 'object' && cause !== null;
  return {
    name: isObject ? (cause.name ?? 'Error') : 'Error',
    message: stripVTControlCharacters(String(isObject ? cause.message : cause)),
    failureType: error?.failureType,
    ...(isObject && { code: cause.code, stack: String(cause.stack) }),
    ...(isObject && 'expected' in cause && { expected: shown(cause.expected), actual: shown(cause.actual) }),
  };
};
const shown = (value) =>
  (typeof value === 'string' ? value : inspect(value, { depth: 8, sorted: true })).slice(0, 4000);

const own = `eider ${randomBytes(12).toString('hex')}`;
const broken = integrity.watch();
let listening;
const heard = new Promise((resolve) => (listening = resolve));
const events = new Set(['test:start', 'test:pass', 'test:fail']);
/** Node hands its stream of events to whoever this global names: done by the test below, and never again. */
globalThis[Symbol.for(reporter)] = async (stream) => {
  Reflect.deleteProperty(globalThis, Symbol.for(reporter));
  const iterator = stream[Symbol.asyncIterator]();
  const next = iterator.next.bind(iterator);
  listening();
  for (let step = await next(); !step.done; step = await next()) tell(step.value);
  send({ event: 'end' });
};
function tell({ type, data }) {
  if (!events.has(type) || data.name === own) return;
  const { name, nesting, skip, todo, details } = data;
  const changed = type === 'test:pass' ? broken() : undefined;
  send({
    event: type.slice(5),
    name,
    nesting,
    skip,
    todo,
    durationMs: details?.duration_ms,
    suite: details?.type === 'suite',
    ...(changed !== undefined && { changed }),
    ...(type === 'test:fail' && { error: describe(details?.error) }),
  });
}
void test(own, () => undefined);
await heard;
