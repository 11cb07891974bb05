import { defaultLimits } from '../../core/model/execution';
import { endHarness, harnessCommand, startHarness, type Harness, type HarnessParts } from './harness';

/** A spare that nobody wants is ended after so many milliseconds. */
const KEPT_MS = 90_000;

interface Spare {
  readonly harness: Promise<Harness | undefined>;
  readonly abort: AbortController;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Harness processes that wait for a function, one for each key (folder and runtime): a runtime takes longer to start than
 * many a fix to find. A spare is handed out only when it would be started in the very same way again.
 */
export class Spares {
  readonly #spares = new Map<string, Spare>();
  /** Sessions that are open, by key: while one is, no spare is made. */
  readonly #busy = new Map<string, number>();
  readonly #keptMs: number;

  constructor(keptMs = KEPT_MS) {
    this.#keptMs = keptMs;
  }

  /** Makes a spare, or keeps the one there is for longer. Settles when it is ready and never rejects. */
  async keep(key: string, parts: HarnessParts, frameworks: readonly string[]): Promise<void> {
    if ((this.#busy.get(key) ?? 0) > 0) return;
    let spare = this.#spares.get(key);
    if (!spare) {
      const abort = new AbortController();
      const harness = started(parts, frameworks, abort.signal).then((one) => {
        if (!one) this.#forget(key, spare);
        return one;
      });
      spare = { harness, abort, timer: undefined };
      this.#spares.set(key, spare);
    }
    clearTimeout(spare.timer);
    spare.timer = setTimeout(() => void this.drop(key), this.#keptMs);
    spare.timer.unref();
    await spare.harness;
  }

  /** The spare, when it is alive and as it would be started now. It is the caller's from then on. @throws the signal's reason. */
  async take(key: string, parts: HarnessParts, signal: AbortSignal): Promise<Harness | undefined> {
    const spare = this.#spares.get(key);
    if (!spare) return undefined;
    const drop = () => void this.drop(key);
    signal.addEventListener('abort', drop, { once: true });
    const harness = await spare.harness.finally(() => signal.removeEventListener('abort', drop));
    signal.throwIfAborted();
    if (this.#spares.get(key) !== spare) return undefined;
    this.#forget(key, spare);
    if (!harness) return undefined;
    const now = await harnessCommand(parts, harness.scratch).catch(() => undefined);
    if (harness.worker.alive && JSON.stringify(now) === JSON.stringify(harness.command)) return harness;
    await endHarness(harness, 'is not what is needed');
    return undefined;
  }

  /** While a session of this key is open there is no need of a spare. Returns what to call at its end. */
  opened(key: string): () => void {
    const add = (count: number) => this.#busy.set(key, (this.#busy.get(key) ?? 0) + count);
    add(1);
    let open = true;
    return () => {
      if (open) add(-1);
      open = false;
    };
  }

  async drop(key: string): Promise<void> {
    const spare = this.#spares.get(key);
    if (!spare) return;
    this.#forget(key, spare);
    spare.abort.abort(new Error('the spare is not needed'));
    const harness = await spare.harness;
    if (harness) await endHarness(harness, 'is not needed');
  }

  async release(): Promise<void> {
    await Promise.all([...this.#spares.keys()].map((key) => this.drop(key)));
  }

  #forget(key: string, spare: Spare | undefined): void {
    clearTimeout(spare?.timer);
    if (this.#spares.get(key) === spare) this.#spares.delete(key);
  }
}

/** Undefined when it could not be made: the session will find out why and say so. */
async function started(
  parts: HarnessParts,
  frameworks: readonly string[],
  signal: AbortSignal,
): Promise<Harness | undefined> {
  let harness: Harness | undefined;
  try {
    harness = await startHarness(parts, signal);
    const { options } = parts.launch;
    await harness.worker.request({ op: 'warm', frameworks, limits: defaultLimits, options }, 30_000);
    return harness;
  } catch {
    if (harness) await endHarness(harness, 'could not be warmed');
    return undefined;
  }
}
