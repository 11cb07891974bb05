import type * as vscode from 'vscode';
import type { SourceFile } from '../../core/model/focalFunction';
import type { TextRange } from '../../core/model/text';
import type { Answer, CallSignature, LanguageServer, Member, ServerAction, ServerDiagnostic } from '../../core/ports';
import { ScratchDocuments } from './scratchDocuments';
import { askPlugin } from './typescriptPlugin';

/**
 * The servers that the user runs anyway, asked about texts that are not on disk: TypeScript's through Eider's plugin in it,
 * others about a document without a tab. What they cannot be asked is `absent`.
 */
export class EditorServers implements LanguageServer, vscode.Disposable {
  readonly name = "the editor's language servers";
  readonly #documents = new ScratchDocuments();

  members(file: SourceFile, offset: number, signal: AbortSignal): Promise<Answer<readonly Member[]>> {
    return isPython(file)
      ? this.#documents.members(file, offset, signal)
      : askPlugin(file, 'members', at(offset), signal);
  }

  signatures(file: SourceFile, offset: number, signal: AbortSignal): Promise<Answer<readonly CallSignature[]>> {
    return isPython(file)
      ? this.#documents.signatures(file, offset, signal)
      : askPlugin(file, 'signatures', at(offset), signal);
  }

  diagnostics(file: SourceFile, signal: AbortSignal): Promise<Answer<readonly ServerDiagnostic[]>> {
    return isPython(file) ? absent() : askPlugin(file, 'diagnostics', undefined, signal);
  }

  actions(file: SourceFile, range: TextRange, signal: AbortSignal): Promise<Answer<readonly ServerAction[]>> {
    return isPython(file) ? absent() : askPlugin(file, 'actions', range, signal);
  }

  type(file: SourceFile, offset: number, signal: AbortSignal): Promise<Answer<string>> {
    return isPython(file) ? this.#documents.type(file, offset, signal) : askPlugin(file, 'type', at(offset), signal);
  }

  dispose(): void {
    this.#documents.dispose();
  }
}

const isPython = ({ languageId }: SourceFile): boolean => languageId === 'python';

const at = (offset: number): TextRange => ({ start: offset, end: offset });

function absent<T>(): Promise<Answer<T>> {
  // VS Code shows no diagnostics and no actions for a document that is in no tab.
  return Promise.resolve({ kind: 'unknown', reason: 'the editor cannot be asked this', absent: true });
}
