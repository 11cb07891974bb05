import * as path from 'node:path';
import { type Suite, suites } from '../test/vscode/suites';
import { type Counts, inWords, sum } from './checks/counts';
import { mochaPart } from './checks/mochaPart';
import { check, type Part, type Print } from './checks/part';
import { packageExtension, packageFaults } from './host/packageExtension';
import { runSuite } from './host/runSuite';
import { bundleTests } from './host/testBundle';
import { root } from './paths';
import { ensureSystem } from './setup/system';
import { mustRun } from './setup/step';
import { ensureVscodeHost, hostSupported } from './setup/vscodeHost';

const passed: Counts = { passed: 1, failed: 0, skipped: 0 };
const failed: Counts = { passed: 0, failed: 1, skipped: 0 };

/** `npm test -- unit main` runs the parts with these names only. */
const names = process.argv.slice(2);
const wanted = (name: string) => names.length === 0 || names.includes(name);

const results: { readonly name: string; readonly counts: Counts; readonly seconds: number }[] = [];

/** Runs one part and notes its result; an error is one failed check, so that the other parts still run. */
async function runPart(part: Part): Promise<void> {
  const { name } = part;
  if (!wanted(name)) return;
  const begun = Date.now();
  const print: Print = (text) => console.log(text.replace(/^/gm, `[${name}] `));
  print('…');
  let counts = failed;
  try {
    counts = await part.run(print);
  } catch (error) {
    print(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  const seconds = (Date.now() - begun) / 1000;
  results.push({ name, counts, seconds });
  print(`${inWords(counts)} (${seconds.toFixed(0)} s)`);
}

async function main(): Promise<number> {
  const started = Date.now();
  const editorWanted = ['package', ...suites.map((suite) => suite.name)].some(wanted);
  const setUpEditor = editorWanted && hostSupported;
  const system = ensureSystem({ browser: setUpEditor });
  const host = setUpEditor ? ensureVscodeHost() : undefined;
  // A set-up that fails fails each part that awaits it, and is no error of its own.
  system.catch(() => undefined);
  host?.catch(() => undefined);

  let vsix: Promise<string> | undefined;
  const packaging: Part = {
    name: 'package',
    run: async (print) => {
      vsix = packageExtension((await host)?.node ?? process.execPath);
      const faults = await packageFaults(await vsix);
      for (const fault of faults) print(fault);
      return faults.length > 0 ? failed : passed;
    },
  };
  // Packing leaves a production build behind: the build to test comes after it, and both before what uses dist/.
  const built = runPart(packaging).then(() => mustRun(process.execPath, ['esbuild.mjs'], { cwd: root }));
  built.catch(() => undefined);

  const bundled = built.then(bundleTests);
  bundled.catch(() => undefined);

  const editorPart = (suite: Suite): Part => ({
    name: suite.name,
    run: async (print) => {
      if (host === undefined) {
        print('the packaged VS Code is for Linux on x64: run `npm run test:desktop`');
        return { passed: 0, failed: 0, skipped: 1 };
      }
      await bundled;
      const { env, chromium } = await system;
      if (chromium === undefined) throw new Error('there is no Chromium');
      const file = suite.extension === 'vsix' ? await (vsix ??= packageExtension((await host).node)) : undefined;
      return runSuite(suite, { host: await host, chromium, env, print, vsix: file });
    },
  });
  // One window at a time, as people have it, until the other parts are over; then two.
  const waiting = suites.values();
  const editorLane = async () => {
    await bundled.catch(() => undefined);
    for (const suite of waiting) await runPart(editorPart(suite));
  };

  const bin = (name: string) => path.join(root, 'node_modules/.bin', name);
  const plainLane = async () => {
    const at = { cwd: root };
    // The compiler of TypeScript 7, which is several times as fast; the linter needs an earlier one.
    await runPart(check('types', [[path.join(root, 'node_modules/typescript-native/bin/tsc'), '--noEmit']], at));
    await runPart(
      check(
        'lint',
        [
          [bin('eslint'), 'src', 'test', 'scripts', '--max-warnings', '0'],
          [bin('prettier'), '--check', '--log-level', 'warn', '.'],
        ],
        at,
      ),
    );
    await runPart({
      name: 'unit',
      run: (print) => mochaPart('test/unit', '.mocharc.json', process.env, print),
    });
    await runPart({
      name: 'integration',
      run: async (print) => {
        await built;
        return mochaPart('test/integration', '.mocharc.integration.json', (await system).env, print);
      },
    });
  };
  await Promise.all([editorLane(), plainLane().then(editorLane)]);

  console.log('');
  for (const { name, counts, seconds } of results) {
    console.log(`${name.padEnd(12)} ${inWords(counts).padEnd(36)} ${seconds.toFixed(0).padStart(4)} s`);
  }
  const failures = results.flatMap(({ name, counts }) => (counts.failures ?? []).map((title) => `${name}: ${title}`));
  if (failures.length > 0) console.log(`failed:\n${failures.map((failure) => `  ${failure}`).join('\n')}`);
  console.log(`${((Date.now() - started) / 1000).toFixed(0)} s in all`);
  const total = sum(results.map((result) => result.counts));
  console.log(inWords(total));
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));
void main().then((code) => process.exit(code));
