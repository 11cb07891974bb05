import type { Steering } from '../core/ports';
import type { OptionalParameter } from './faults';

/** What one model behind one address can do; absent: not known yet. */
export interface Capabilities {
  /** Several answers to one request. */
  readonly n?: boolean;
  readonly seed?: boolean;
  readonly logprobs?: boolean;
  readonly jsonSchema?: boolean;
  /** vLLM's `guided_choice`. */
  readonly structuredChoice?: boolean;
  /** llama.cpp's `grammar`. */
  readonly grammar?: boolean;
  /** Tells the tokens of a word and prefers tokens as it is told (`/tokenize`, `logit_bias`). */
  readonly bias?: boolean;
  /** Goes on with an assistant message that was begun for it. */
  readonly prefill?: boolean;
  /** The older `/completions` with a prompt and a suffix. */
  readonly completions?: boolean;
  /** Parameters it refused. */
  readonly refused?: readonly OptionalParameter[];
}

/** Where capabilities outlive the process; a plain Map will do. */
export interface CapabilityStore {
  get(key: string): Capabilities | undefined;
  set(key: string, capabilities: Capabilities): void;
}

/** What is known of one model. Learnt once, from a probe or from a refusal, and kept in the store. */
export class CapabilityCache {
  readonly #store: CapabilityStore;
  readonly #key: string;

  constructor(store: CapabilityStore, endpoint: { readonly baseUrl: string; readonly model: string }) {
    this.#store = store;
    this.#key = `${endpoint.baseUrl}\n${endpoint.model}`;
  }

  get known(): Capabilities {
    return this.#store.get(this.#key) ?? {};
  }

  learn(more: Capabilities): void {
    this.#store.set(this.#key, { ...this.known, ...more });
  }

  refuses(parameter: OptionalParameter): boolean {
    return this.known.refused?.includes(parameter) ?? false;
  }

  refuse(parameter: OptionalParameter): void {
    if (this.refuses(parameter)) return;
    this.learn({ refused: [...(this.known.refused ?? []), parameter] });
  }
}

/** How a model can be held to a list of names in the middle of an answer; undefined where it cannot go on from a text. */
export function steeringOf(known: Capabilities): Steering | undefined {
  if (known.prefill !== true) return undefined;
  if (known.structuredChoice === true) return 'choice';
  if (known.grammar === true) return 'grammar';
  if (known.bias === true) return 'bias';
  return known.jsonSchema === true ? 'schema' : 'begun';
}
