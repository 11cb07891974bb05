import * as vscode from 'vscode';
import { command, type CommandId } from './ids';

/** What a command may be called with, from lenses, trees, menus, key bindings and other extensions. */
export interface CommandArgument {
  readonly uri?: string;
  readonly name?: string;
  readonly offset?: number;
  readonly run?: string;
  readonly candidate?: string;
  readonly hunk?: number;
  readonly reason?: string;
  /** Number of an output of the run's question. */
  readonly option?: number;
  /** Id of a test. */
  readonly test?: string;
}

export type Handlers = { readonly [Name in keyof typeof command]: (argument: CommandArgument) => unknown };

/** Registers every command; an error ends in `onError` and rejects nothing, so that no caller shows it twice. */
export function registerCommands(handlers: Handlers, onError: (error: unknown) => void): vscode.Disposable {
  const names = Object.keys(command) as (keyof typeof command)[];
  return vscode.Disposable.from(
    ...names.map((name) =>
      vscode.commands.registerCommand(command[name] satisfies CommandId, async (raw: unknown) => {
        try {
          return await handlers[name](argumentOf(raw));
        } catch (error) {
          onError(error);
          return undefined;
        }
      }),
    ),
  );
}

/** Menus hand over what they like (a `Uri`, a tree node): only known fields of the right type are taken. */
function argumentOf(raw: unknown): CommandArgument {
  if (raw instanceof vscode.Uri) return raw.scheme === 'file' ? { uri: raw.toString() } : {};
  if (typeof raw !== 'object' || raw === null) return {};
  const found: Record<string, string | number> = {};
  const entries = Object.entries(raw) as [string, unknown][];
  for (const [key, value] of entries) {
    const wanted = {
      uri: 'string',
      name: 'string',
      offset: 'number',
      run: 'string',
      candidate: 'string',
      hunk: 'number',
      reason: 'string',
      option: 'number',
      test: 'string',
    }[key];
    if ((typeof value === 'string' || typeof value === 'number') && typeof value === wanted) found[key] = value;
  }
  return found;
}
