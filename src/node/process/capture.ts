import { killTree, startTree, type Command } from './tree';

export interface Captured {
  /** Undefined when it was killed or could not be started. */
  readonly code?: number;
  readonly error?: string;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a short program to its end (or to `timeoutMs`) and gives what it printed, at most 1 MiB. Rejects only with the signal's reason. */
export function capture(
  command: Command,
  options: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<Captured> {
  return new Promise((resolve, reject) => {
    const child = startTree(command, 0);
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name]?.setEncoding('utf8').on('data', (text: string) => {
        if (output[name].length < 1 << 20) output[name] += text;
      });
    }
    const end = () => {
      if (child.pid !== undefined) killTree(child.pid);
    };
    const timer = setTimeout(end, options.timeoutMs);
    const abort = () => {
      end();
      reject(options.signal.reason as Error);
    };
    options.signal.addEventListener('abort', abort, { once: true });
    const settle = (extra: { code?: number; error?: string }) => {
      clearTimeout(timer);
      options.signal.removeEventListener('abort', abort);
      resolve({ ...output, ...extra });
    };
    child.on('error', (error) => settle({ error: error.message }));
    child.on('close', (code) => settle(code === null ? {} : { code }));
  });
}
