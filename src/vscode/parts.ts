import type { ModelAbilities } from '../core/model/modelAbilities';
import type { LanguageModel, LanguageServer, Log } from '../core/ports';
import type { JournalStore } from '../core/run/journal';
import type { SelfDebugger } from '../core/selfDebugger';
import type { EiderSettings } from './settings';

export interface DebuggerRequest {
  readonly settings: EiderSettings;
  /** Absolute path of the workspace folder, or of the file's folder when it lies in none. */
  readonly root: string;
  readonly log: Log;
  /** Texts that are open and not saved, by absolute path; asked at the start of every run. */
  readonly unsaved: () => ReadonlyMap<string, string>;
  /** The editor's own language servers. */
  readonly server: LanguageServer;
  /** Absent: templates only. */
  readonly model?: LanguageModel;
}

export interface ServerModel {
  readonly baseUrl: string;
  readonly model: string;
  /** Asked when the model is asked. */
  readonly apiKey: () => Promise<string | undefined>;
}

/** What the editor's side is handed by `extension.ts`. */
export interface EiderParts {
  /** Cheap: nothing is started or read before the debugger is used. */
  createDebugger(request: DebuggerRequest): SelfDebugger;
  /** Journals of runs in a folder that need not exist yet. */
  openJournals(folder: string, log: Log): JournalStore;
  /** Opens no connection before the model is asked. */
  openModel(server: ServerModel): LanguageModel;
  /** @throws ModelError */
  listModels(baseUrl: string, apiKey: string | undefined, signal: AbortSignal): Promise<readonly string[]>;
  /** Asks the model a few short questions and keeps the result. @throws ModelError, or the signal's reason. */
  probeModel(server: ServerModel, signal: AbortSignal): Promise<ModelAbilities>;
  /** What is known of it without asking. */
  abilitiesOf(server: Pick<ServerModel, 'baseUrl' | 'model'>): ModelAbilities;
}
