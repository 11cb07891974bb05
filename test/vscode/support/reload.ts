import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { killFile } from './killFile';
import { ui } from './ui';

/** What the windows of a suite before this one came to: tests begin anew in each. */
export interface Earlier {
  /** How often the extension host was begun anew. */
  readonly phase: number;
  readonly passed: number;
  /** Full titles. */
  readonly failures: readonly string[];
}

const result = process.env['EIDER_RESULT'];
const file = `${result ?? ''}.earlier`;
const none: Earlier = { phase: 0, passed: 0, failures: [] };

export function earlier(): Earlier {
  return result !== undefined && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Earlier) : none;
}

/** Called when the tests begin: from here on an end of the extension host is theirs again. */
export function begun(): void {
  if (result !== undefined) rmSync(killFile(result), { force: true });
}

/** Written down as the tests go, since an extension host that is killed tells nothing at its end. */
export function remember(counts: Earlier): void {
  if (result !== undefined) writeFileSync(file, JSON.stringify(counts));
}

/** The tests of the next phase run in the next extension host. */
export function nextPhase(): void {
  const counts = earlier();
  // The test that asks for it counts here: it does not live to see its own end.
  remember({ ...counts, phase: counts.phase + 1, passed: counts.passed + 1 });
}

/** `kill -9` of the extension host these tests run in; the page is reloaded then, and the tests begin anew. */
export async function killExtensionHost(): Promise<never> {
  if (result !== undefined) writeFileSync(killFile(result), '');
  await ui.reloadLater();
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
}
