import type { TextRange } from '../../core/model/text';

/** Name of the request that the plugin adds to TypeScript's server. VS Code lets requests through that begin with `_`. */
export const REQUEST = '_eider.ask';

/** One question about a text that stands at `file` for the length of the question. Offsets are UTF-16 code units. */
export interface PluginQuestion {
  readonly file: string;
  readonly text: string;
  readonly question: 'members' | 'signatures' | 'diagnostics' | 'actions' | 'type';
  /** Of `diagnostics` none, of `actions` the range, else where `start` is. */
  readonly range?: TextRange;
}
