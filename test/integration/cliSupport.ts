import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import type { FixResult } from '../../src/core/fixResult';
import { repository } from './executorSupport';

export const commandLine = path.join(repository, 'dist/cli.js');

/** The bundle is what a user runs. `npm test` has built it; a single file run by hand may not have. */
export function buildCommandLine(): void {
  if (existsSync(commandLine)) return;
  const { status, stderr } = spawnSync(process.execPath, ['esbuild.mjs'], { cwd: repository, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Options {
  readonly env?: Readonly<Record<string, string>>;
  /** Called when standard output first matches `when`. */
  readonly during?: { readonly when: RegExp; readonly act: (pid: number) => void };
}

/** Runs the built command line in a folder with pipes for streams, as a script does. */
export function eider(cwd: string, args: readonly string[], { env = {}, during }: Options = {}): Promise<Ended> {
  const child = spawn(process.execPath, [commandLine, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  let acted = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    if (during && !acted && during.when.test(out)) {
      acted = true;
      during.act(child.pid ?? 0);
    }
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, err }));
  });
}

export function json({ out, err }: Ended): FixResult {
  try {
    return JSON.parse(out) as FixResult;
  } catch (cause) {
    throw new Error(`no JSON on standard output: ${out}\n${err}`, { cause });
  }
}

/** Wrong by one comparison; four examples of its own say so. */
export const wrongPython = `def longest(words):
    """The first of the longest words.

    >>> longest(['a', 'bbb', 'cc'])
    'bbb'
    >>> longest(['aa', 'bb'])
    'aa'
    >>> longest(['x'])
    'x'
    >>> longest([])
    ''
    """
    best = ''
    for word in words:
        if len(word) < len(best):
            best = word
    return best
`;

/** The same in JavaScript, where a worker starts sooner. */
export const wrongScript = `/**
 * The first of the longest words.
 * longest(['a', 'bbb', 'cc']) // => 'bbb'
 * longest(['aa', 'bb']) // => 'aa'
 * longest(['x']) // => 'x'
 * longest([]) // => ''
 */
function longest(words) {
  let best = '';
  for (const word of words) {
    if (word.length < best.length) best = word;
  }
  return best;
}
module.exports = { longest };
`;

export const rightScript = wrongScript.replace('word.length < best.length', 'word.length > best.length');
