import type { SourceFile } from '../model/focalFunction';
import type { TextRange } from '../model/text';
import type { Answer, CallSignature, LanguageServer, Member, ServerAction, ServerDiagnostic } from '../ports';

/** Asks one server, and another one what the first cannot be asked or should not be. */
export class ServersInTurn implements LanguageServer {
  readonly name: string;
  readonly #first: LanguageServer;
  readonly #then: LanguageServer;

  readonly #past: (file: SourceFile) => boolean;

  /** `past`: files about which the first server is not asked at all. */
  constructor(first: LanguageServer, then: LanguageServer, past: (file: SourceFile) => boolean = () => false) {
    this.#past = past;
    this.name = `${first.name}, ${then.name}`;
    this.#first = first;
    this.#then = then;
  }

  members(file: SourceFile, offset: number, signal: AbortSignal): Promise<Answer<readonly Member[]>> {
    return this.#ask(file, (server) => server.members(file, offset, signal));
  }

  signatures(file: SourceFile, offset: number, signal: AbortSignal): Promise<Answer<readonly CallSignature[]>> {
    return this.#ask(file, (server) => server.signatures(file, offset, signal));
  }

  diagnostics(file: SourceFile, signal: AbortSignal): Promise<Answer<readonly ServerDiagnostic[]>> {
    return this.#ask(file, (server) => server.diagnostics(file, signal));
  }

  actions(file: SourceFile, range: TextRange, signal: AbortSignal): Promise<Answer<readonly ServerAction[]>> {
    return this.#ask(file, (server) => server.actions(file, range, signal));
  }

  type(file: SourceFile, offset: number, signal: AbortSignal): Promise<Answer<string>> {
    return this.#ask(file, (server) => server.type(file, offset, signal));
  }

  async #ask<T>(file: SourceFile, question: (server: LanguageServer) => Promise<Answer<T>>): Promise<Answer<T>> {
    if (this.#past(file)) return question(this.#then);
    const answer = await question(this.#first);
    if (answer.kind === 'known' || answer.absent !== true) return answer;
    const other = await question(this.#then);
    // What the first has looked at and found empty is more than what the second knows nothing of.
    return other.kind === 'unknown' && answer.nothing === true ? answer : other;
  }
}
