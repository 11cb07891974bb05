import { HumanError } from './errors';

/** Why a model gave nothing: what the loop may do about it depends on this. */
export type ModelFault =
  | 'settings'
  | 'key'
  | 'forbidden'
  | 'model'
  | 'timeout'
  | 'conflict'
  | 'context'
  | 'rateLimit'
  | 'quota'
  | 'filter'
  | 'server'
  | 'connection'
  | 'malformed'
  | 'empty'
  | 'request'
  | 'recording';

/** A model that could not answer, with the sentence a person reads. `context` can be helped by asking with less. */
export class ModelError extends HumanError {
  readonly fault: ModelFault;

  constructor(fault: ModelFault, sentence: string, next: string, options?: ErrorOptions) {
    super('model', sentence, next, options);
    this.name = 'ModelError';
    this.fault = fault;
  }
}
