import type { ExecutionTarget } from '../../core/model/execution';
import type { LanguageId, SourceFile } from '../../core/model/focalFunction';
import type { SandboxSetting } from '../sandbox/sandbox';

export interface ExecutorSettings {
  readonly sandbox: SandboxSetting;
  /** Jobs at the same time over all sessions. Default: cores less one, at least one. */
  readonly workers?: number;
  /** Folders of the harness programs (`dist/harness/python`, or `src/languages/python/harness` when run from source). */
  readonly harness: { readonly python: string; readonly javascript: string };
  /** The user's choice of interpreter; undefined: look for one. */
  readonly pythonPath?: string;
  readonly nodePath?: string;
  /** Start each Python child anew, as where there is no `fork()`. Default: only there. */
  readonly pythonSpawn?: boolean;
  /** Names of further environment variables that tests may see. */
  readonly environment?: readonly string[];
}

/** How to start a harness. Arguments are an array: no shell is ever in between. */
export interface Launch {
  /** `Python 3.11.7`, `Node 20.20.2`. */
  readonly runtime: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Variables on top of the allow-list (`environment.ts`). */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Folders the harness must be able to read wherever they lie: runtime, virtual environment, harness. */
  readonly readable: readonly string[];
  /** Handed to the harness with `open`. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** What a launch depends on. */
export type LaunchTarget = Pick<ExecutionTarget, 'workspaceRoot' | 'hashSeed'> & {
  readonly focal: { readonly file: Pick<SourceFile, 'path'> };
};

/** All the executor knows of a language's runtime. */
export interface RuntimeAdapter {
  readonly languageIds: readonly LanguageId[];
  /** Frameworks that most projects use and that take long to load: warmed as long as nothing is known of the project. */
  readonly usualFrameworks?: readonly string[];
  /**
   * Finds the user's runtime for the target.
   * @throws HumanError `noInterpreter` or `badRuntime`.
   */
  launch(target: LaunchTarget, settings: ExecutorSettings, signal: AbortSignal): Promise<Launch>;
}
