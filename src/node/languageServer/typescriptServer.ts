import * as path from 'node:path';
import type { SourceFile } from '../../core/model/focalFunction';
import type { TextRange } from '../../core/model/text';
import type { Answer, CallSignature, LanguageServer, Member, ServerAction, ServerDiagnostic } from '../../core/ports';
import { Positions } from './positions';
import { PATIENCE } from './silence';
import { endServer, release, startServer } from './serverProcess';
import { siblingsOf } from './siblings';
import { TsServerWire } from './tsserver';
import {
  diagnosticOf,
  membersOf,
  signaturesOf,
  type TsCompletions,
  type TsDiagnostic,
  type TsFix,
  type TsLocation,
  type TsSignatures,
} from './typescriptAnswers';

/** A server that dies so often is not started again. */
const STARTS = 3;

/** In folders without a configuration: everything is looked at, nothing is refused for the sake of style. */
const loose = {
  allowJs: true,
  checkJs: true,
  target: 'ESNext',
  module: 'ESNext',
  moduleResolution: 'Bundler',
  jsx: 'Preserve',
  resolveJsonModule: true,
  allowImportingTsExtensions: true,
  noEmit: true,
};

export interface TypeScriptServerOptions {
  /** Path of `tsserver.js`. */
  readonly tsserver: string;
  readonly root: string;
  /** See `Silence`. */
  readonly patience?: number;
  /** Texts that are open and not saved, by absolute path. */
  readonly unsaved?: () => ReadonlyMap<string, string>;
}

/** A private `tsserver` that sees a candidate's text at its real path. Started with the first question. */
export class TypeScriptServer implements LanguageServer, Disposable {
  readonly name = 'TypeScript';
  readonly #tsserver: string;
  readonly #root: string;
  readonly #patience: number;
  readonly #texts = new Map<string, string>();
  #wire: TsServerWire | undefined;
  #end = (): void => undefined;
  #starts = 0;

  readonly #unsaved: () => ReadonlyMap<string, string>;

  constructor({ tsserver, root, patience = PATIENCE, unsaved }: TypeScriptServerOptions) {
    this.#patience = patience;
    this.#tsserver = tsserver;
    this.#root = root;
    this.#unsaved = unsaved ?? (() => new Map<string, string>());
  }

  async members(file: SourceFile, offset: number, signal: AbortSignal): Promise<Answer<readonly Member[]>> {
    const ask = (at: number): Promise<TsCompletions | undefined> =>
      this.#ask(file, 'completionInfo', this.#at(file, at), signal) as Promise<TsCompletions | undefined>;
    let found = await ask(offset);
    if (found?.isIncomplete === true) found = await ask(wordEnd(file.text, offset));
    const members = found ? membersOf(found) : [];
    return members.length > 0 ? known(members) : unknown('no members are known here');
  }

  async signatures(file: SourceFile, offset: number, signal: AbortSignal): Promise<Answer<readonly CallSignature[]>> {
    const found = await this.#ask(file, 'signatureHelp', this.#at(file, offset), signal);
    return found === undefined ? unknown('no signature is known here') : known(signaturesOf(found as TsSignatures));
  }

  async diagnostics(file: SourceFile, signal: AbortSignal): Promise<Answer<readonly ServerDiagnostic[]>> {
    const where = { file: file.path, includeLinePosition: false };
    const commands = ['syntacticDiagnosticsSync', 'semanticDiagnosticsSync', 'suggestionDiagnosticsSync'];
    const asked = commands.map((command) => this.#ask(file, command, where, signal));
    const found = (await Promise.all(asked)).flat() as TsDiagnostic[];
    const positions = new Positions(file.text);
    const offset = (at: TsLocation): number => positions.offset(at.line - 1, at.offset - 1);
    return known(found.map((one) => diagnosticOf(one, offset)));
  }

  async actions(file: SourceFile, range: TextRange, signal: AbortSignal): Promise<Answer<readonly ServerAction[]>> {
    const all = await this.diagnostics(file, signal);
    if (all.kind === 'unknown') return all;
    const positions = new Positions(file.text);
    const actions: ServerAction[] = [];
    for (const one of all.value) {
      if (one.range.start > range.end || one.range.end < range.start || one.code === undefined) continue;
      const [start, end] = [positions.at(one.range.start), positions.at(one.range.end)];
      const args = {
        file: file.path,
        startLine: start.line + 1,
        startOffset: start.character + 1,
        endLine: end.line + 1,
        endOffset: end.character + 1,
        errorCodes: [Number(one.code)],
      };
      const fixes = (await this.#ask(file, 'getCodeFixes', args, signal)) as readonly TsFix[] | undefined;
      for (const { description, changes } of fixes ?? []) {
        if (changes.some((change) => path.resolve(change.fileName) !== path.resolve(file.path))) continue;
        const edits = changes.flatMap(({ textChanges }) =>
          textChanges.map(({ start: from, end: to, newText }) => ({
            range: {
              start: positions.offset(from.line - 1, from.offset - 1),
              end: positions.offset(to.line - 1, to.offset - 1),
            },
            text: newText,
          })),
        );
        if (!actions.some((a) => a.title === description)) actions.push({ title: description, edits });
      }
    }
    return known(actions);
  }

  async type(file: SourceFile, offset: number, signal: AbortSignal): Promise<Answer<string>> {
    const found = (await this.#ask(file, 'quickinfo', this.#at(file, offset), signal)) as
      { readonly displayString: string } | undefined;
    return found ? known(found.displayString) : unknown('no type is known here');
  }

  [Symbol.dispose](): void {
    this.#end();
    this.#wire = undefined;
    this.#starts = STARTS;
  }

  async #ask(file: SourceFile, command: string, args: object, signal: AbortSignal): Promise<unknown> {
    const wire = this.#running();
    const siblings = siblingsOf(file, this.#unsaved());
    this.#close(wire, [file, ...siblings]);
    for (const one of [...siblings, file]) this.#show(wire, one);
    try {
      return await wire.ask(command, args, signal);
    } catch (error) {
      // How the server says that there is nothing to say.
      if (error instanceof Error && /No content available/i.test(error.message)) return undefined;
      throw error;
    }
  }

  #running(): TsServerWire {
    if (this.#wire?.frozen === true) this.#end();
    else if (this.#wire?.alive === true) return this.#wire;
    if (this.#starts >= STARTS) throw new Error('the TypeScript server does not stay alive');
    this.#starts++;
    this.#texts.clear();
    const args = ['--disableAutomaticTypingAcquisition', '--suppressDiagnosticEvents', '--locale', 'en'];
    const child = startServer({ command: this.#tsserver, args }, this.#root);
    release(child);
    const wire = new TsServerWire(child, this.#patience);
    this.#wire = wire;
    this.#end = () => endServer(child);
    wire.tell('configure', {
      hostInfo: 'eider',
      preferences: {
        includeCompletionsForModuleExports: false,
        includeCompletionsWithInsertText: false,
        allowIncompleteCompletions: false,
      },
    });
    wire.tell('compilerOptionsForInferredProjects', { options: loose });
    return wire;
  }

  /** What is saved again is read from its file. */
  #close(wire: TsServerWire, open: readonly SourceFile[]): void {
    const closedFiles = [...this.#texts.keys()].filter((known) => !open.some(({ path: own }) => own === known));
    if (closedFiles.length === 0) return;
    for (const known of closedFiles) this.#texts.delete(known);
    wire.tell('updateOpen', { closedFiles });
  }

  /** Lays the text over the file, as a change of what differs where the server has an earlier text of it. */
  #show(wire: TsServerWire, file: SourceFile): void {
    const before = this.#texts.get(file.path);
    if (before === file.text) return;
    this.#texts.set(file.path, file.text);
    if (before === undefined) {
      const openFiles = [{ file: file.path, fileContent: file.text, scriptKindName: scriptKind(file) }];
      wire.tell('updateOpen', { openFiles });
      return;
    }
    const change = difference(before, file.text);
    const positions = new Positions(before);
    const location = (offset: number): TsLocation => {
      const { line, character } = positions.at(offset);
      return { line: line + 1, offset: character + 1 };
    };
    const textChanges = [{ start: location(change.start), end: location(change.end), newText: change.text }];
    wire.tell('updateOpen', { changedFiles: [{ fileName: file.path, textChanges }] });
  }

  #at(file: SourceFile, offset: number): object {
    const { line, character } = new Positions(file.text).at(offset);
    return { file: file.path, line: line + 1, offset: character + 1 };
  }
}

function scriptKind(file: SourceFile): string {
  switch (file.languageId) {
    case 'typescriptreact':
      return 'TSX';
    case 'javascriptreact':
      return 'JSX';
    case 'javascript':
      return 'JS';
    default:
      return 'TS';
  }
}

/** The end of the identifier that begins at the offset. */
function wordEnd(text: string, offset: number): number {
  return offset + (/^[\w$]*/.exec(text.slice(offset))?.[0].length ?? 0);
}

/** What of `before` is replaced by what. */
function difference(before: string, after: string): { start: number; end: number; text: string } {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - start;
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}

const known = <T>(value: T): Answer<T> => ({ kind: 'known', value });
const unknown = <T>(reason: string): Answer<T> => ({ kind: 'unknown', reason });
