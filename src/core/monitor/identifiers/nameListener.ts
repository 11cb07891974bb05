import { escapeRegExp } from '../../escapeRegExp';
import type { CaptureTools } from '../../capture/outline';
import type { Interruption, Listener, Resumption } from '../../candidate/strategies/listening';
import type { FocalFunction } from '../../model/focalFunction';
import { readReply } from '../../prompt/reply';
import { adviceOf } from './advice';
import type { IdentifierMonitor, Illegal } from './identifierMonitor';
import { nearestName } from './nearest';

/**
 * Watches the member accesses that a model writes, as they appear, and cuts it short at the first member that does not
 * exist (monitor-guided decoding where tokens cannot be masked). What can be put right without a question is left to the
 * end, and so is what only the rest of the answer can tell: members of `self` and `this`, and names defined further down.
 */
export class NameListener implements Listener {
  readonly #monitor: IdentifierMonitor;
  readonly #focal: FocalFunction;
  readonly #tools: () => Promise<CaptureTools>;

  constructor(monitor: IdentifierMonitor, focal: FocalFunction, tools: () => Promise<CaptureTools>) {
    this.#monitor = monitor;
    this.#focal = focal;
    this.#tools = tools;
  }

  async look(text: string, signal: AbortSignal): Promise<Interruption | undefined> {
    const sketch = sketchOf(text);
    if (sketch === undefined) return undefined;
    const reader = { focal: this.#focal, tools: await this.#tools(), seen: new Set<string>() };
    const reply = readReply(sketch, 'stop', reader);
    if (reply.kind !== 'program') return undefined;
    const { illegal } = await this.#monitor.check(this.#focal, reply.source, signal, { repairs: false, members: true });
    const wrong = illegal.find(
      ({ site, instead }) =>
        site.kind === 'member' &&
        instead.length > 0 &&
        !/^(self|cls|this|super\(\))$/.test(site.receiver) &&
        nearestName(site.name, instead) === undefined,
    );
    if (!wrong) return undefined;
    const resume = resumption(text, wrong);
    return { reason: `Cut short: ${wrong.why}`, advice: [adviceOf(wrong)], ...(resume && { resume }) };
  }
}

/** Where in the answer the wrong member stands: it is the first with that receiver and name in the last block of code. */
function resumption(text: string, { site, instead }: Illegal): Resumption | undefined {
  if (site.kind !== 'member') return undefined;
  const block = [...text.matchAll(/^[ \t]*(?:```+|~~~+).*$/gm)].at(-1)?.index ?? 0;
  const receiver = site.receiver.split(/\s+/).map(escapeRegExp).join('\\s+');
  const access = new RegExp(`${receiver}\\s*\\??\\.\\s*(?=${escapeRegExp(site.name)}(?![\\w$]))`);
  const found = access.exec(text.slice(block));
  if (!found) return undefined;
  const hidden = site.name.startsWith('_');
  const legal = [...new Set(instead)].filter((name) => /^[\w$]+$/.test(name) && (hidden || !name.startsWith('_')));
  if (legal.length === 0 || legal.length > MOST) return undefined;
  return { text: text.slice(0, block + found.index + found[0].length), wrong: site.name, legal };
}

/** Servers refuse longer lists, and a longer one says little. */
const MOST = 200;

/** The answer so far as if it ended here: open brackets closed, the code block too. Undefined while there is no code. */
export function sketchOf(text: string): string | undefined {
  const fences = [...text.matchAll(/^[ \t]*(```+|~~~+).*$/gm)];
  const last = fences.at(-1);
  if (!last || fences.length % 2 === 0) return last ? text : undefined;
  const code = text.slice(last.index + last[0].length + 1);
  const closers = openBrackets(code);
  if (closers === undefined || code.trim() === '') return undefined;
  return `${text.trimEnd()}\n${closers}\n${last[1] ?? '```'}\n`;
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const piece =
  /"""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|\/\/[^\n]*|#[^\n]*|\/\*[^]*?\*\/|[()[\]{}"'`]/g;

/** What closes the brackets that are open at the end; undefined inside a string, where nothing can be told. */
function openBrackets(code: string): string | undefined {
  const open: string[] = [];
  for (const [found] of code.matchAll(piece)) {
    const closer = closing[found];
    if (closer !== undefined) open.unshift(closer);
    else if (found === open[0]) open.shift();
    else if (/^["'`]$/.test(found)) return undefined;
  }
  return open.join('');
}
