/** What a model can do besides answering; absent: not known. */
export interface ModelAbilities {
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
}
