import type * as vscode from 'vscode';
import type { Log } from '../core/ports';
import { causes } from './notifications';

/** The core's log, written to VS Code's own log channel. */
export function logTo(channel: vscode.LogOutputChannel): Log {
  return {
    debug: (message) => channel.debug(message),
    info: (message) => channel.info(message),
    warn: (message) => channel.warn(message),
    error: (message, cause) => {
      if (cause instanceof Error) channel.error(message, cause.stack ?? cause.message, ...causes(cause));
      else if (cause === undefined) channel.error(message);
      else channel.error(message, JSON.stringify(cause));
    },
  };
}
