import { StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import {
  CodeActionRequest,
  CompletionRequest,
  ConfigurationRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DocumentDiagnosticRequest,
  ShowMessageRequest,
  UnregistrationRequest,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  SignatureHelpRequest,
  WorkDoneProgressCreateRequest,
  type CodeAction,
  type Command,
  type Diagnostic,
  type ProtocolConnection,
  type ServerCapabilities,
} from 'vscode-languageserver-protocol';
import type { ChildProcess } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import type { SourceFile } from '../../core/model/focalFunction';
import type { TextRange } from '../../core/model/text';
import type { Answer, CallSignature, LanguageServer, Member, ServerAction, ServerDiagnostic } from '../../core/ports';
import { Positions } from './positions';
import {
  actionsOf,
  capabilities,
  diagnosticOf,
  hoverText,
  membersOf,
  settingsFor,
  signaturesOf,
} from './protocolAnswers';
import { PATIENCE, Silence } from './silence';
import { siblingsOf } from './siblings';
import { endServer, release, startServer, type ServerCommand } from './serverProcess';

/** A server that dies so often is not started again. */
const STARTS = 3;

export interface ProtocolServerOptions {
  readonly name: string;
  readonly command: ServerCommand;
  readonly root: string;
  /** Interpreter of a Python project, where known. */
  readonly pythonPath?: string;
  /** See `Silence`. */
  readonly patience?: number;
  /** Texts that are open and not saved, by absolute path. */
  readonly unsaved?: () => ReadonlyMap<string, string>;
}

interface Running {
  readonly connection: ProtocolConnection;
  readonly capabilities: ServerCapabilities;
  readonly texts: Map<string, { text: string; version: number }>;
  readonly published: Map<
    string,
    { readonly version: number | undefined; readonly diagnostics: readonly Diagnostic[] }
  >;
  readonly arrived: Set<() => void>;
  /** Whether the server answers questions about diagnostics, by its capabilities or by what it registered since. */
  pulls: boolean;
}

/** A private server that speaks the language server protocol over stdio and sees a candidate's text at its real path. */
export class ProtocolServer implements LanguageServer, Disposable {
  readonly name: string;
  readonly #options: ProtocolServerOptions;
  #running: Promise<Running> | undefined;
  #end = (): void => undefined;
  #child: ChildProcess | undefined;
  #starts = 0;
  readonly #silence: Silence;
  /** One question at a time: which text is open is part of the question. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: ProtocolServerOptions) {
    this.name = options.name;
    this.#options = options;
    this.#silence = new Silence(options.patience ?? PATIENCE);
  }

  members(file: SourceFile, offset: number, signal: AbortSignal): Promise<Answer<readonly Member[]>> {
    return this.#ask(file, signal, async (server, textDocument, positions) => {
      const ask = (at: number) =>
        server.connection.sendRequest(CompletionRequest.type, { textDocument, position: positions.at(at) });
      let found = await ask(offset);
      if (found && !Array.isArray(found) && found.isIncomplete) {
        const typed = /^\w*/.exec(file.text.slice(offset))?.[0].length ?? 0;
        found = await ask(offset + typed);
      }
      const members = membersOf(Array.isArray(found) ? found : (found?.items ?? []));
      return members.length > 0 ? known(members) : unknown('no members are known here');
    });
  }

  signatures(file: SourceFile, offset: number, signal: AbortSignal): Promise<Answer<readonly CallSignature[]>> {
    return this.#ask(file, signal, async (server, textDocument, positions) => {
      const found = await server.connection.sendRequest(SignatureHelpRequest.type, {
        textDocument,
        position: positions.at(offset),
      });
      return found && found.signatures.length > 0
        ? known(found.signatures.map(signaturesOf))
        : unknown('no signature is known here');
    });
  }

  diagnostics(file: SourceFile, signal: AbortSignal): Promise<Answer<readonly ServerDiagnostic[]>> {
    return this.#ask(file, signal, async (server, textDocument, positions) => {
      const found = await this.#diagnose(server, textDocument.uri, signal);
      return known(found.map((one) => diagnosticOf(one, positions)));
    });
  }

  actions(file: SourceFile, range: TextRange, signal: AbortSignal): Promise<Answer<readonly ServerAction[]>> {
    return this.#ask(file, signal, async (server, textDocument, positions) => {
      const wanted = { start: positions.at(range.start), end: positions.at(range.end) };
      const all = await this.#diagnose(server, textDocument.uri, signal);
      const touching = all.map((d) => ({ d, own: diagnosticOf(d, positions).range }));
      const diagnostics = touching
        .filter(({ own }) => own.start <= range.end && range.start <= own.end)
        .map(({ d }) => d);
      const found: readonly (CodeAction | Command)[] =
        (await server.connection.sendRequest(CodeActionRequest.type, {
          textDocument,
          range: wanted,
          context: { diagnostics },
        })) ?? [];
      return known(actionsOf(found, textDocument.uri, positions));
    });
  }

  type(file: SourceFile, offset: number, signal: AbortSignal): Promise<Answer<string>> {
    return this.#ask(file, signal, async (server, textDocument, positions) => {
      const position = positions.at(offset);
      const found = await server.connection.sendRequest(HoverRequest.type, { textDocument, position });
      const text = found ? hoverText(found.contents) : '';
      return text === '' ? unknown('no type is known here') : known(text);
    });
  }

  [Symbol.dispose](): void {
    this.#end();
    this.#starts = STARTS;
  }

  /** Serves questions one after the other; one that nobody waits for any more does not hold up the next. */
  #ask<T>(
    file: SourceFile,
    signal: AbortSignal,
    question: (server: Running, document: { readonly uri: string }, positions: Positions) => Promise<Answer<T>>,
  ): Promise<Answer<T>> {
    let abort = (): void => undefined;
    const gone = new Promise<never>((_, reject) => {
      abort = () => reject(signal.reason instanceof Error ? signal.reason : new Error('cancelled'));
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort, { once: true });
    });
    const asked = this.#turn.then(async () => {
      signal.throwIfAborted();
      if (this.#silence.frozen) this.#end();
      try {
        const work = this.#start().then(async (server) => {
          const uri = await this.#showAll(server, file);
          this.#silence.asked();
          return question(server, { uri }, new Positions(file.text));
        });
        work.catch(() => undefined);
        return await Promise.race([work, gone]);
      } finally {
        signal.removeEventListener('abort', abort);
      }
    });
    gone.catch(() => undefined);
    this.#turn = asked.catch(() => undefined);
    return asked;
  }

  async #diagnose(server: Running, uri: string, signal: AbortSignal): Promise<readonly Diagnostic[]> {
    const version = server.texts.get(uri)?.version;
    for (;;) {
      if (server.pulls) {
        const report = await server.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
        return report.kind === 'full' ? report.items : [];
      }
      const published = server.published.get(uri);
      if (published && (published.version === undefined || published.version === version)) return published.diagnostics;
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          signal.removeEventListener('abort', wake);
          resolve();
        };
        server.arrived.add(wake);
        signal.addEventListener('abort', wake, { once: true });
      });
      signal.throwIfAborted();
    }
  }

  /** The file with the texts of others that are not saved; what is saved again is read from its file. */
  async #showAll(server: Running, file: SourceFile): Promise<string> {
    const siblings = siblingsOf(file, this.#options.unsaved?.() ?? new Map<string, string>());
    const open = new Set<string>();
    for (const sibling of siblings) open.add(await this.#show(server, sibling, true));
    const uri = await this.#show(server, file);
    for (const known of [...server.texts.keys()]) {
      if (known === uri || open.has(known)) continue;
      server.texts.delete(known);
      server.published.delete(known);
      const textDocument = { uri: known };
      await server.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument });
    }
    return uri;
  }

  /** `changed`: the text is not the file's. pyright takes what is opened for that, and looks at what imports it only after a change. */
  async #show(server: Running, file: SourceFile, changed = false): Promise<string> {
    const uri = pathToFileURL(file.path).href;
    const open = server.texts.get(uri);
    if (open?.text === file.text) return uri;
    const { languageId, text } = file;
    const { connection } = server;
    const opened = open?.version ?? 1;
    const version = opened + (open || changed ? 1 : 0);
    // Before anything is waited for: a question that is given up does not wait for what it has sent.
    server.texts.set(uri, { text, version });
    server.published.delete(uri);
    if (!open) {
      const textDocument = { uri, languageId, version: opened, text };
      await connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
    }
    if (version > opened) {
      const textDocument = { uri, version };
      const change = { textDocument, contentChanges: [{ text }] };
      await connection.sendNotification(DidChangeTextDocumentNotification.type, change);
    }
    return uri;
  }

  #start(): Promise<Running> {
    this.#running ??= this.#launch();
    return this.#running;
  }

  async #launch(): Promise<Running> {
    if (this.#starts >= STARTS) throw new Error(`${this.name} does not stay alive`);
    this.#starts++;
    const { command, root, name, pythonPath } = this.#options;
    const child = startServer(command, root);
    this.#child = child;
    this.#silence.heard();
    child.stdout.on('data', () => this.#silence.heard());
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    let over = (): void => undefined;
    const ended = new Promise<never>((_, reject) => {
      over = () => {
        if (this.#child === child) this.#running = undefined;
        connection.dispose();
        reject(new Error(`${name} ended`));
      };
    });
    ended.catch(() => undefined);
    child.once('error', over);
    child.once('exit', over);
    this.#end = () => {
      this.#running = undefined;
      endServer(child);
    };
    connection.onError(() => undefined);
    release(child);

    const server = { connection, texts: new Map(), published: new Map(), arrived: new Set<() => void>(), pulls: false };
    const running: Running = { ...server, capabilities: {} };
    connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      items.map(({ section }) => settingsFor(section, pythonPath)),
    );
    connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      // Some servers say only after the start that they answer such questions, and publish nothing from then on.
      running.pulls ||= registrations.some((r) => r.method === DocumentDiagnosticRequest.method);
      wakeAll(running);
    });
    // pyright ends when one of these is refused.
    connection.onRequest(WorkDoneProgressCreateRequest.type, () => undefined);
    connection.onRequest(DiagnosticRefreshRequest.type, () => undefined);
    connection.onRequest(UnregistrationRequest.type, () => undefined);
    connection.onRequest(ShowMessageRequest.type, () => null);
    connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, version, diagnostics }) => {
      running.published.set(uri, { version, diagnostics });
      wakeAll(running);
    });
    connection.listen();
    const rootUri = pathToFileURL(root).href;
    const initialized = connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- the protocol still requires it
      rootUri,
      workspaceFolders: [{ uri: rootUri, name: 'root' }],
      capabilities,
      initializationOptions: {},
    });
    const result = await Promise.race([initialized, ended]);
    await connection.sendNotification(InitializedNotification.type, {});
    await connection.sendNotification(DidChangeConfigurationNotification.type, { settings: {} });
    running.pulls ||= result.capabilities.diagnosticProvider !== undefined;
    return Object.assign(running, { capabilities: result.capabilities });
  }
}

function wakeAll({ arrived }: Running): void {
  for (const wake of arrived) wake();
  arrived.clear();
}

const known = <T>(value: T): Answer<T> => ({ kind: 'known', value });
const unknown = <T>(reason: string): Answer<T> => ({ kind: 'unknown', reason });
