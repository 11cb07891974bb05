import { aptInstall } from './apt';
import { type Chromium, ensureChromium } from './chromium';
import { ensurePython } from './python';
import { command } from './step';

/** The programs besides Node's packages; the environment to run tests and the server in. */
export interface System {
  readonly env: NodeJS.ProcessEnv;
  readonly chromium: Chromium | undefined;
}

/** Bubblewrap for containment, a Python with pytest, and, when `browser`, a Chromium. One after the other: apt locks. */
export async function ensureSystem(options: { readonly browser: boolean }): Promise<System> {
  if (process.platform === 'linux' && (await command('bwrap', ['--version'])).code !== 0) {
    await aptInstall(['bubblewrap'], 'Eider runs candidates in a sandbox made with it');
  }
  const env = await ensurePython();
  return { env, chromium: options.browser ? await ensureChromium() : undefined };
}
