import { captureTools } from './capture/outline';
import type { Listener } from './candidate/strategies/listening';
import { codeActions } from './candidate/codeActions';
import type { Syntax } from './capture/syntax';
import type { Candidate } from './model/candidate';
import type { FocalFunction } from './model/focalFunction';
import { CautiousServer } from './monitor/cautiousServer';
import { NameListener } from './monitor/identifiers/nameListener';
import { gatherContext, type ServerContext } from './monitor/identifiers/serverContext';
import { Sieve } from './monitor/identifiers/sieve';
import type { Clock, LanguageServer, Log } from './ports';

/**
 * What the language server does for one run. It is asked while the runtime gets ready, as both take their time to start;
 * nothing waits for it.
 */
export class ServerHelp implements Disposable {
  readonly server: LanguageServer;
  readonly sieve: Sieve;
  /** Candidates made of its code actions; never rejects. */
  readonly actions: Promise<readonly Candidate[]>;
  /** Cuts a model short at a member that does not exist. */
  readonly listener: Listener;
  /** What is known so far of what the function uses. */
  readonly context: ServerContext;
  readonly #asking = new AbortController();

  constructor(
    world: { readonly server: LanguageServer; readonly clock: Clock; readonly log: Log },
    syntax: Syntax,
    focal: FocalFunction,
    signal: AbortSignal,
  ) {
    const server = (this.server = new CautiousServer(world.server, world.clock));
    this.sieve = new Sieve(syntax, server, focal, world.clock);
    const { languageId } = focal.file;
    this.listener = new NameListener(this.sieve.monitor, focal, () => captureTools(syntax, languageId));
    const asking = AbortSignal.any([signal, this.#asking.signal]);
    const context = { members: new Map<string, readonly string[]>(), lines: [] };
    this.context = context;
    gatherContext(syntax, server, focal, context, asking).catch(() => undefined);
    this.actions = codeActions(server, focal, world.log, asking).catch(() => []);
  }

  /** Code actions that have not come yet are not waited for any more. */
  [Symbol.dispose](): void {
    this.#asking.abort();
  }
}
