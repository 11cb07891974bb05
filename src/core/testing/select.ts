import { minimalSuite } from '../oracle/observations/observations';
import type { Basis, GeneratedTest } from '../model/generation';
import type { Test } from '../model/test';

/** A test that could be kept, with what it notices: mutants on which it does not pass, lines it runs. */
export interface Measured {
  readonly made: GeneratedTest;
  readonly kills: ReadonlySet<string>;
  readonly covers: ReadonlySet<number>;
}

/** Tests that rest on observations are the weakest; more of them are a burden. */
const MOST_OBSERVATIONS = 12;
const MOST_UNATTACKED = 8;

/**
 * The suite: every trusted test, the properties that notice a mutant the trusted ones do not, then the fewest observations that notice the
 * most of the rest. A plausible test that notices no mutant at all is trivially true and left out.
 */
export function selectTests(candidates: readonly Measured[]): readonly Measured[] {
  const chosen = candidates.filter(({ made }) => made.trust === 'trusted');
  const plausible = candidates.filter(({ made, kills }) => made.trust === 'plausible' && kills.size > 0);
  const of = (basis: Basis, weak: boolean): readonly Measured[] =>
    plausible.filter(({ made }) => made.basis === basis && saysLittle(made) === weak);
  chosen.push(...greedy(of('specification', false), chosen));
  chosen.push(...greedy(of('property', false), chosen));
  chosen.push(...greedy(of('observation', false), chosen).slice(0, MOST_OBSERVATIONS));
  chosen.push(...greedy(of('property', true), chosen).filter(({ kills }) => addsTo(kills, chosen)));
  return chosen;
}

/** Without time for mutants: the trusted tests, and a few observations that reach lines or results the others do not. */
export function selectUnattacked(candidates: readonly Measured[]): readonly Measured[] {
  const chosen = candidates.filter(({ made }) => made.trust === 'trusted');
  const results = new Set<string>();
  for (const one of candidates) {
    const [check] = one.made.checks;
    if (one.made.basis !== 'observation' || check.kind !== 'example' || chosen.length >= MOST_UNATTACKED) continue;
    const result = JSON.stringify(check.expected);
    const reaches = [...one.covers].some((line) => !chosen.some(({ covers }) => covers.has(line)));
    if (!reaches && results.has(result)) continue;
    results.add(result);
    chosen.push(one);
  }
  return chosen;
}

/** `minimalSuite` on what is left after the tests that stand already. */
function greedy(candidates: readonly Measured[], standing: readonly Measured[]): readonly Measured[] {
  const killed = new Set(standing.flatMap(({ kills }) => [...kills]));
  const covered = new Set(standing.flatMap(({ covers }) => [...covers]));
  const byId = new Map(candidates.map((one) => [one.made.checks[0].id, one]));
  const tests: readonly Test[] = candidates.map(({ made }) => made.checks[0]);
  const kills = new Map([...byId].map(([id, one]) => [id, without(one.kills, killed)]));
  const covers = new Map([...byId].map(([id, one]) => [id, [...without(one.covers, covered)]]));
  return minimalSuite(tests, kills, covers).flatMap(({ id }) => byId.get(id) ?? []);
}

const without = <T>(all: ReadonlySet<T>, some: ReadonlySet<T>): ReadonlySet<T> =>
  new Set([...all].filter((one) => !some.has(one)));

/** Of a type or of repeating: it fails when the function breaks down, which every other test notices too. */
const saysLittle = ({ checks: [check] }: GeneratedTest): boolean =>
  check.kind === 'property' &&
  /^property (declared type|boolean|determinism|no exception|conjecture: (type|sign))/.test(check.id);

const addsTo = (kills: ReadonlySet<string>, chosen: readonly Measured[]): boolean =>
  [...kills].some((id) => !chosen.some((one) => one.kills.has(id)));
