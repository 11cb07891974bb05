import type { ModelAbilities } from '../core/model/modelAbilities';
import type { Steering } from '../core/ports';
import type { OptionalParameter } from './faults';

/** What is known of one model behind one address. */
export interface Capabilities extends ModelAbilities {
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
