import type { Log } from '../core/ports';
import type { SelfDebugger } from '../core/selfDebugger';
import type { EiderSettings } from './settings';

export interface DebuggerRequest {
  readonly settings: EiderSettings;
  /** Absolute path of the workspace folder, or of the file's folder when it lies in none. */
  readonly root: string;
  readonly log: Log;
  /** Text of a document that is open and not saved, by absolute path. */
  readonly unsaved: (path: string) => string | undefined;
}

/** What the editor's side is handed by `extension.ts`. */
export interface EiderParts {
  /** Cheap: nothing is started or read before the debugger is used. */
  createDebugger(request: DebuggerRequest): SelfDebugger;
}
