import * as path from 'node:path';
import type { LanguageId, SourceFile } from '../../core/model/focalFunction';
import type { TextRange } from '../../core/model/text';
import type {
  Answer,
  CallSignature,
  LanguageServer,
  Log,
  Member,
  ServerAction,
  ServerDiagnostic,
} from '../../core/ports';
import { findNativeTypeScript, findPyright, findTsServer } from './findServers';
import { ProtocolServer } from './protocolServer';
import type { ServerCommand } from './serverProcess';
import { TypeScriptServer } from './typescriptServer';

export interface PrivateServersOptions {
  readonly root: string;
  readonly log: Log;
  /** `tsserver.js` to use where the project has none. */
  readonly tsserver?: string;
  readonly pythonPath?: string;
  /** Texts that are open and not saved, by absolute path: a server sees them instead of the files. */
  readonly unsaved?: () => ReadonlyMap<string, string>;
  /** Milliseconds of silence after which a server counts as frozen. */
  readonly patience?: number;
  /** Servers named by the user, by language; `[]` for none. */
  readonly commands?: Readonly<Partial<Record<LanguageId, readonly string[]>>>;
}

type Server = LanguageServer & Disposable;

/** Servers of one's own over stdio, one for each language, found and started with the first question about it. */
export class PrivateServers implements LanguageServer, Disposable {
  readonly name = 'private language servers';
  readonly #options: PrivateServersOptions;
  readonly #servers = new Map<string, Promise<Server | undefined>>();
  #closed = false;

  constructor(options: PrivateServersOptions) {
    this.#options = options;
  }

  async members(file: SourceFile, offset: number, signal: AbortSignal): Promise<Answer<readonly Member[]>> {
    return (await this.#serverOf(file))?.members(file, offset, signal) ?? none;
  }

  async signatures(file: SourceFile, offset: number, signal: AbortSignal): Promise<Answer<readonly CallSignature[]>> {
    return (await this.#serverOf(file))?.signatures(file, offset, signal) ?? none;
  }

  async diagnostics(file: SourceFile, signal: AbortSignal): Promise<Answer<readonly ServerDiagnostic[]>> {
    return (await this.#serverOf(file))?.diagnostics(file, signal) ?? none;
  }

  async actions(file: SourceFile, range: TextRange, signal: AbortSignal): Promise<Answer<readonly ServerAction[]>> {
    return (await this.#serverOf(file))?.actions(file, range, signal) ?? none;
  }

  async type(file: SourceFile, offset: number, signal: AbortSignal): Promise<Answer<string>> {
    return (await this.#serverOf(file))?.type(file, offset, signal) ?? none;
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    for (const server of this.#servers.values()) void server.then((found) => found?.[Symbol.dispose]());
    this.#servers.clear();
  }

  #serverOf(file: SourceFile): Promise<Server | undefined> {
    if (this.#closed) return Promise.resolve(undefined);
    const family = file.languageId === 'python' ? 'python' : 'typescript';
    let server = this.#servers.get(family);
    if (!server) {
      server = this.#find(file).catch((error: unknown) => {
        this.#options.log.error('Looking for a language server failed', error);
        return undefined;
      });
      this.#servers.set(family, server);
    }
    return server;
  }

  async #find(file: SourceFile): Promise<Server | undefined> {
    const { root, log, tsserver, pythonPath, patience, commands, unsaved } = this.#options;
    const near = path.dirname(file.path);
    const speak = (name: string, command: ServerCommand): Server => {
      log.info(`Language server for ${file.languageId}: ${command.command}`);
      return new ProtocolServer({
        name,
        command,
        root,
        ...(pythonPath !== undefined && { pythonPath }),
        ...(patience !== undefined && { patience }),
        ...(unsaved && { unsaved }),
      });
    };
    const named = commands?.[file.languageId];
    if (named) {
      const [command, ...args] = named;
      return command === undefined ? undefined : speak(path.basename(command), { command, args });
    }
    if (file.languageId === 'python') {
      const search = process.env['PATH'];
      const pyright = (await findPyright(near, pythonPath, search)) ?? (await findPyright(root, pythonPath, search));
      return pyright && speak('pyright', pyright);
    }
    const found = await findTsServer(near, tsserver);
    if (found !== undefined) {
      log.info(`Language server for ${file.languageId}: ${found}`);
      return new TypeScriptServer({
        tsserver: found,
        root,
        ...(patience !== undefined && { patience }),
        ...(unsaved && { unsaved }),
      });
    }
    const native = await findNativeTypeScript(near);
    return native && speak('TypeScript', native);
  }
}

const none = { kind: 'unknown', reason: 'there is no language server for this language' } as const;
