import { t } from '../l10n';
import type { ModelAbilities } from '../../core/model/modelAbilities';

/** What each ability is called. */
const words: Readonly<Record<keyof ModelAbilities, () => string>> = {
  n: () => t('several answers at once'),
  seed: () => t('repeatable answers'),
  logprobs: () => t('token probabilities'),
  jsonSchema: () => t('JSON schema'),
  structuredChoice: () => t('choice from a list'),
  grammar: () => t('grammar'),
  bias: () => t('preferred tokens'),
  prefill: () => t('begun answers'),
  completions: () => t('plain completions'),
};

/** The abilities that are there, or with `false` those that are not, by name; empty when none is known to be. */
export function abilityNames(abilities: ModelAbilities, there: boolean): readonly string[] {
  const all = Object.keys(words) as (keyof ModelAbilities)[];
  return all.filter((ability) => abilities[ability] === there).map((ability) => words[ability]());
}
