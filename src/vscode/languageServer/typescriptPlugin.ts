import * as vscode from 'vscode';
import type { SourceFile } from '../../core/model/focalFunction';
import type { TextRange } from '../../core/model/text';
import type { Answer } from '../../core/ports';

/** The request that Eider's plugin adds to TypeScript's server: see `node/typescriptPlugin/protocol.ts`. */
const REQUEST = '_eider.ask';
const extension = 'vscode.typescript-language-features';

/** Asks the TypeScript server that VS Code runs. Its plugin answers in the shapes of the core. */
export async function askPlugin<T>(
  { path, text }: SourceFile,
  question: 'members' | 'signatures' | 'diagnostics' | 'actions' | 'type',
  range: TextRange | undefined,
  signal: AbortSignal,
): Promise<Answer<T>> {
  // Without the extension there is no server, with TypeScript's native one no plugin.
  if (vscode.extensions.getExtension(extension)?.isActive !== true) return absent('TypeScript is not running');
  const source = new vscode.CancellationTokenSource();
  const cancel = (): void => source.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const response = await vscode.commands.executeCommand<{ type?: unknown; success?: unknown; body?: unknown }>(
      'typescript.tsserverRequest',
      REQUEST,
      { file: path, text, question, ...(range && { range }) },
      {},
      source.token,
    );
    // The handler is the plugin's own: what it sends has its shape.
    if (response.type === 'response' && response.success === true && response.body) return response.body as Answer<T>;
    return absent('TypeScript did not answer');
  } catch (error) {
    signal.throwIfAborted();
    return absent(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  } finally {
    signal.removeEventListener('abort', cancel);
    source.dispose();
  }
}

const absent = <T>(reason: string): Answer<T> => ({ kind: 'unknown', reason, absent: true });
