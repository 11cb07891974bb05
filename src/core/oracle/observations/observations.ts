import { outcomeOf } from '../../model/outcome';
import type { ProbeTest, Test, Verdict } from '../../model/test';

/** One input on which two versions act differently. */
export interface BehaviourChange {
  readonly probe: ProbeTest;
  readonly before: Verdict;
  readonly after: Verdict;
}

/** Inputs on which two versions of a function differ, the shortest call first. Undecided ones are not counted. */
export function behaviourChanges(
  probes: readonly ProbeTest[],
  before: ReadonlyMap<string, Verdict>,
  after: ReadonlyMap<string, Verdict>,
): readonly BehaviourChange[] {
  const changes = probes.flatMap((probe): BehaviourChange[] => {
    const [a, b] = [before.get(probe.id), after.get(probe.id)];
    const [was, is] = [outcomeOf(a), outcomeOf(b)];
    return a && b && was !== undefined && is !== undefined && was !== is ? [{ probe, before: a, after: b }] : [];
  });
  return changes.sort((x, y) => x.probe.call.length - y.probe.call.length || (x.probe.id < y.probe.id ? -1 : 1));
}

/**
 * A few tests that say the most: greedily, each next test tells apart the most versions (mutants of the function) that no chosen test tells
 * apart from it yet, then reaches the most new lines, then is the shortest. Ends when a test would add nothing.
 * Fraser and Zeller, "Mutation-Driven Generation of Unit Tests and Oracles" (2012).
 *
 * @param kills for each test id the mutants on which it does not pass
 * @param covers for each test id the lines it executes
 */
export function minimalSuite<T extends Test>(
  tests: readonly T[],
  kills: ReadonlyMap<string, ReadonlySet<string>>,
  covers: ReadonlyMap<string, readonly number[]>,
): readonly T[] {
  const killed = new Set<string>();
  const covered = new Set<number>();
  const chosen: T[] = [];
  const gain = (test: T): readonly [number, number] => [
    [...(kills.get(test.id) ?? [])].filter((mutant) => !killed.has(mutant)).length,
    (covers.get(test.id) ?? []).filter((line) => !covered.has(line)).length,
  ];
  for (let left = [...tests]; left.length > 0;) {
    const [best] = left
      .map((test) => ({ test, gain: gain(test) }))
      .sort(
        (a, b) =>
          b.gain[0] - a.gain[0] ||
          b.gain[1] - a.gain[1] ||
          a.test.title.length - b.test.title.length ||
          (a.test.id < b.test.id ? -1 : 1),
      );
    if (!best || (best.gain[0] === 0 && best.gain[1] === 0)) break;
    chosen.push(best.test);
    for (const mutant of kills.get(best.test.id) ?? []) killed.add(mutant);
    for (const line of covers.get(best.test.id) ?? []) covered.add(line);
    left = left.filter((test) => test !== best.test);
  }
  return chosen;
}
