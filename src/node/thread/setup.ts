import type { LanguageModel } from '../../core/ports';
import type { PrivateServersOptions } from '../languageServer/privateServers';
import type { ExecutorSettings } from '../executor/adapter';

/** What a debugger in the thread is made of: values only, for they travel with every question. */
export interface DebuggerSetup {
  /** Another number, another debugger. */
  readonly id: number;
  readonly root: string;
  readonly settings: Omit<ExecutorSettings, 'harness'>;
  /** Texts that are open and not saved when the question is asked, by absolute path. */
  readonly unsaved: ReadonlyMap<string, string>;
  /** TypeScript's server for projects that have none of their own. */
  readonly tsserver?: string;
  /** Servers named by the user: see `PrivateServersOptions`. */
  readonly servers?: PrivateServersOptions['commands'];
  /** Whether the host asks the editor's own language servers. */
  readonly editorServers: boolean;
  /** The host's model answers when it is named here. */
  readonly model?: Omit<LanguageModel, 'stream'>;
}
