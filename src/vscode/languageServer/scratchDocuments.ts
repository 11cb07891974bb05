import * as vscode from 'vscode';
import type { SourceFile } from '../../core/model/focalFunction';
import type { Answer, CallSignature, Member } from '../../core/ports';
import { scheme } from '../ids';
import { absoluteImports, type Rewritten } from './absoluteImports';
import { memberOf, signatureOf, typeIn } from './editorAnswers';
import { packageOf } from './packageOf';

/** Milliseconds in which VS Code takes over a new text of a document. */
const TAKEN_MS = 1000;

interface Shown extends Rewritten {
  readonly document: vscode.TextDocument;
}

/**
 * Candidates as documents of a scheme of their own: in no tab, never dirty, in no file. The user's server does not know
 * where such a document stands, so that its relative imports are written out, and where it does not find a module that the
 * text imports it is not believed: members of a class with an unknown base are not all of its members.
 */
export class ScratchDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #resolved = new Map<string, Promise<boolean>>();
  /** One document per file: which text it holds is part of the question. */
  #turn: Promise<unknown> = Promise.resolve();

  readonly onDidChange = this.#changed.event;
  /** After `onDidChange`, which VS Code reads now and never again. */
  readonly #registered = vscode.workspace.registerTextDocumentContentProvider(scheme.candidate, this);

  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.#texts.get(uri.toString());
  }

  members(file: SourceFile, offset: number, signal: AbortSignal): Promise<Answer<readonly Member[]>> {
    return this.#ask(file, signal, async (shown) => {
      const members = await completions(shown, offset);
      return members.length > 0 ? known(members) : nothing('no members are known here');
    });
  }

  signatures(file: SourceFile, offset: number, signal: AbortSignal): Promise<Answer<readonly CallSignature[]>> {
    return this.#ask(file, signal, async ({ document, place }) => {
      const help = await vscode.commands.executeCommand<vscode.SignatureHelp | undefined>(
        'vscode.executeSignatureHelpProvider',
        document.uri,
        document.positionAt(place(offset)),
        '(',
      );
      return help && help.signatures.length > 0
        ? known(help.signatures.map(signatureOf))
        : unknown('no signature is known here');
    });
  }

  type(file: SourceFile, offset: number, signal: AbortSignal): Promise<Answer<string>> {
    return this.#ask(file, signal, async ({ document, place }) => {
      const text = await hover(document, place(offset));
      return text === '' ? nothing('no type is known here') : known(text);
    });
  }

  dispose(): void {
    this.#registered.dispose();
    this.#changed.dispose();
    this.#texts.clear();
  }

  #ask<T>(file: SourceFile, signal: AbortSignal, question: (shown: Shown) => Promise<Answer<T>>): Promise<Answer<T>> {
    const asked = this.#turn.then(async (): Promise<Answer<T>> => {
      signal.throwIfAborted();
      const shown = await this.#show(file);
      if (!shown) return unknown('the text could not be shown');
      if (!(await this.#importsResolve(shown))) return unknown('an import of the file is not known');
      signal.throwIfAborted();
      return question(shown);
    });
    this.#turn = asked.catch(() => undefined);
    return asked;
  }

  async #show(file: SourceFile): Promise<Shown | undefined> {
    const rewritten = absoluteImports(file.text, await packageOf(file.path));
    const uri = vscode.Uri.file(file.path).with({ scheme: scheme.candidate });
    this.#texts.set(uri.toString(), rewritten.text);
    const document = await vscode.workspace.openTextDocument(uri);
    if (document.getText() !== rewritten.text && !(await this.#taken(document, rewritten.text))) return undefined;
    return { ...rewritten, document };
  }

  /** Tells VS Code of the new text and waits until the document, and so the server, has it. */
  #taken(document: vscode.TextDocument, text: string): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (taken: boolean): void => {
        clearTimeout(timer);
        listening.dispose();
        resolve(taken);
      };
      const timer = setTimeout(() => end(false), TAKEN_MS);
      const listening = vscode.workspace.onDidChangeTextDocument((change) => {
        if (change.document === document && document.getText() === text) end(true);
      });
      this.#changed.fire(document.uri);
    });
  }

  /** Whether the server knows what each import of the text brings; asked once for the same imports of a file. */
  #importsResolve({ document, imported }: Shown): Promise<boolean> {
    const text = document.getText();
    const key = `${document.uri.path}\n${imported.map(({ start, end }) => text.slice(start, end)).join('\n')}`;
    const ask = async (): Promise<boolean> => {
      for (const { start } of imported) {
        const type = await hover(document, start);
        if (type === '' || /\bUnknown\b|import .* could not be resolved/i.test(type)) return false;
      }
      return true;
    };
    const known = this.#resolved.get(key) ?? ask();
    this.#resolved.set(key, known);
    // A server that is still loading knows nothing yet.
    void known.then(
      (all) => all || this.#resolved.delete(key),
      () => this.#resolved.delete(key),
    );
    return known;
  }
}

async function completions({ document, place, text }: Shown, offset: number): Promise<Member[]> {
  const at = place(offset);
  const ask = (where: number, trigger?: string) =>
    vscode.commands.executeCommand<vscode.CompletionList | undefined>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      document.positionAt(where),
      trigger,
    );
  let found = await ask(at, text[at - 1] === '.' ? '.' : undefined);
  if (found?.isIncomplete === true) found = await ask(at + (/^\w*/.exec(text.slice(at))?.[0].length ?? 0));
  return (found?.items ?? []).flatMap((item) => memberOf(item) ?? []);
}

async function hover(document: vscode.TextDocument, offset: number): Promise<string> {
  const found = await vscode.commands.executeCommand<readonly vscode.Hover[] | undefined>(
    'vscode.executeHoverProvider',
    document.uri,
    document.positionAt(offset),
  );
  return typeIn(found ?? []);
}

const known = <T>(value: T): Answer<T> => ({ kind: 'known', value });
const unknown = <T>(reason: string): Answer<T> => ({ kind: 'unknown', reason, absent: true });
const nothing = <T>(reason: string): Answer<T> => ({ kind: 'unknown', reason, nothing: true, absent: true });
