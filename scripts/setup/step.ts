import { spawn } from 'node:child_process';

/** Says one line of progress; `part` names the job it belongs to. */
export function say(part: string, text: string): void {
  console.log(`[${part}] ${text}`);
}

/**
 * Runs one set-up step that may take long: says first what it does and why, that it is still going every ten seconds,
 * and how long it took. An error of the step is passed on.
 */
export async function step<T>(part: string, what: string, work: () => Promise<T>): Promise<T> {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  say(part, `${what} …`);
  const heartbeat = setInterval(() => {
    say(part, `… still at it (${seconds()} s)`);
  }, 10_000);
  try {
    const result = await work();
    say(part, `done in ${seconds()} s`);
    return result;
  } finally {
    clearInterval(heartbeat);
  }
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

export interface CommandResult {
  readonly code: number;
  /** Standard output and standard error, in the order they came. */
  readonly output: string;
}

/** Runs a command without a shell (but on Windows) and collects what it prints. A program that is missing is code 127. */
export function command(
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      ...options,
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => resolve({ code: 127, output: output + error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Like `command`, but a code other than 0 throws with the end of the output. */
export async function mustRun(program: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const { code, output } = await command(program, args, options);
  if (code !== 0) {
    throw new Error(`${program} ${args.join(' ')} ended with ${code}:\n${output.slice(-4000)}`);
  }
  return output;
}
