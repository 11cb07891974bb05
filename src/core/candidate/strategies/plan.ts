import type { ModelUsage } from '../../ports';

/** How a run may use its model. */
export interface ModelPlan {
  /**
   * `wide`: several answers, then few rounds of debugging; `tree`: CodeTree's search, for who has calls to spend; `deep`:
   * round after round on the latest answer and no fresh start, to compare with.
   */
  readonly mode: 'wide' | 'tree' | 'deep';
  /** Answers wanted of one question. */
  readonly samples: number;
  /** Questions at most. */
  readonly calls: number;
  /** Prompt and completion tokens at most, over all questions. */
  readonly tokens: number;
  /** What a million tokens cost, in US dollars; absent: not known. */
  readonly price?: { readonly prompt: number; readonly completion: number };
}

export const defaultPlan: ModelPlan = { mode: 'wide', samples: 4, calls: 8, tokens: 120_000 };

/** What has been spent. Counts the tokens a server reports, or estimates them. */
export class Spending {
  readonly #plan: ModelPlan;
  calls = 0;
  promptTokens = 0;
  completionTokens = 0;
  estimated = false;

  constructor(plan: ModelPlan) {
    this.#plan = plan;
  }

  get left(): boolean {
    return this.calls < this.#plan.calls && this.promptTokens + this.completionTokens < this.#plan.tokens;
  }

  add(usage: ModelUsage): void {
    this.promptTokens += usage.promptTokens;
    this.completionTokens += usage.completionTokens;
  }

  /** In the currency of the price; undefined when there is none. */
  costOf({ promptTokens, completionTokens }: ModelUsage): number | undefined {
    const { price } = this.#plan;
    return price && (promptTokens * price.prompt + completionTokens * price.completion) / 1e6;
  }
}

/** Four characters a token: right within a third for code in the tokenizers in use. */
export const estimateTokens = (text: string): number => Math.ceil(text.length / 4);

/**
 * Models of at most eight billion parameters, by their name: they gain more from independent answers than from being shown
 * their mistakes (CodeTree's table for Llama-3.1-8B, where resampling beats every search).
 */
export function isSmallModel(name: string): boolean {
  const size = /(?<![\d.])(\d{1,3}(?:\.\d+)?)\s?b(?![a-z])/i.exec(name)?.[1];
  return size !== undefined && Number(size) <= 8.5;
}
