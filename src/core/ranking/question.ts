import type { RankedCandidate } from '../model/candidate';
import type { Question } from '../model/events';
import { outcomeOf } from '../model/outcome';
import type { ExampleTest, ProbeTest, Verdict } from '../model/test';
import { tokens } from '../model/tokens';

/** How many groups, best first, may speak: beyond them nobody reads the options. */
const askedGroups = 6;
/** Share of belief spread evenly over the groups: the scores of a ranker are surer of themselves than a user should be. */
const doubt = 0.2;
/** Inputs that split nearly as well as the best one are as good; among them the shortest is asked. */
const nearlyBest = 0.9;

/** Expected bits of information of an answer: entropy of the belief behind each distinct answer. */
export function splitBits(masses: readonly number[]): number {
  const total = masses.reduce((a, b) => a + b, 0);
  let bits = 0;
  for (const mass of masses) if (mass > 0) bits -= (mass / total) * Math.log2(mass / total);
  return bits;
}

/** A behaviour group as the question sees it. */
interface Party {
  readonly group: number;
  readonly mass: number;
  readonly candidates: readonly string[];
  readonly verdicts: ReadonlyMap<string, Verdict>;
}

/**
 * The input whose right output tells most about which group of plausible candidates is right, or undefined when none sets them apart.
 * The test to ask about is the one that best splits the posterior over hypotheses: Pu et al., "Program Synthesis with Pragmatic
 * Communication" (NeurIPS 2020); Lahiri et al., "Interactive Code Generation via Test-Driven User-Intent Formalization" (2022).
 * An input that some group does not answer (not run, inconclusive) is not asked; one whose outcome a test cannot demand only
 * where there is no other.
 */
export function chooseQuestion(
  ranked: readonly RankedCandidate[],
  verdicts: ReadonlyMap<string, ReadonlyMap<string, Verdict>>,
  probes: readonly ProbeTest[],
): Question | undefined {
  const parties = partiesOf(ranked, verdicts);
  if (parties.length < 2) return undefined;
  const splits = probes.flatMap((probe) => {
    const masses = new Map<string, number>();
    for (const party of parties) {
      const outcome = outcomeOf(party.verdicts.get(probe.id));
      if (outcome === undefined) return [];
      masses.set(outcome, (masses.get(outcome) ?? 0) + party.mass);
    }
    const demandable = parties.every((party) => expectedOf(party.verdicts.get(probe.id)) !== undefined);
    return masses.size < 2 ? [] : [{ probe, demandable, bits: splitBits([...masses.values()]) }];
  });
  const demandable = splits.filter((split) => split.demandable);
  const asked = demandable.length > 0 ? demandable : splits;
  const most = asked.reduce((best, { bits }) => Math.max(best, bits), 0);
  const [chosen] = asked
    .filter(({ bits }) => bits >= nearlyBest * most)
    .sort((a, b) => cost(a.probe) - cost(b.probe) || b.bits - a.bits || (a.probe.id < b.probe.id ? -1 : 1));
  return (
    chosen && {
      id: chosen.probe.id,
      call: chosen.probe.call,
      probe: chosen.probe,
      options: optionsFor(chosen.probe, parties),
    }
  );
}

function partiesOf(
  ranked: readonly RankedCandidate[],
  verdicts: ReadonlyMap<string, ReadonlyMap<string, Verdict>>,
): readonly Party[] {
  const byGroup = new Map<number, RankedCandidate[]>();
  for (const entry of ranked) {
    if (!entry.plausible) continue;
    const members = byGroup.get(entry.group);
    if (members) members.push(entry);
    else if (byGroup.size < askedGroups) byGroup.set(entry.group, [entry]);
  }
  const leads = [...byGroup.values()].flatMap((members) => members.slice(0, 1));
  const best = leads.reduce((top, lead) => Math.max(top, lead.score), -Infinity);
  const weights = leads.map((lead) => Math.exp(lead.score - best));
  const sum = weights.reduce((a, b) => a + b, 0);
  return leads.map((lead, i) => ({
    group: lead.group,
    mass: (1 - doubt) * ((weights[i] ?? 0) / sum) + doubt / leads.length,
    candidates: (byGroup.get(lead.group) ?? []).map((member) => member.candidate.id),
    verdicts: verdicts.get(lead.candidate.id) ?? new Map<string, Verdict>(),
  }));
}

const cost = (probe: ProbeTest): number => tokens(probe.call).length * 1000 + probe.call.length;

function optionsFor(probe: ProbeTest, parties: readonly Party[]): Question['options'] {
  const byOutcome = new Map<string, { output: string; group: number; candidates: string[] }>();
  for (const { group, candidates, verdicts } of parties) {
    const verdict = verdicts.get(probe.id);
    const key = outcomeOf(verdict) ?? '';
    const option = byOutcome.get(key);
    if (option) option.candidates.push(...candidates);
    else byOutcome.set(key, { output: outputText(verdict), group, candidates: [...candidates] });
  }
  return [...byOutcome.values()];
}

/** What a user reads for an outcome. */
export function outputText(verdict: Verdict | undefined): string {
  switch (verdict?.kind) {
    case 'passed':
    case 'failed': {
      const { observed } = verdict;
      if (!observed) return verdict.kind;
      if (observed.kind === 'threw') return `raises ${observed.type}`;
      return observed.mutated === undefined ? observed.repr : `${observed.repr} (arguments become ${observed.mutated})`;
    }
    case 'errored':
      return `raises ${verdict.errorType}`;
    case 'timedOut':
      return `does not end within ${verdict.limitMs} ms`;
    case 'inconclusive':
    case undefined:
      return 'unknown';
  }
}

/** What the user said is right: an observed outcome (by the candidate that showed it), or an own value as source text. */
export type Answer = { readonly verdict: Verdict | undefined } | { readonly source: string };

/**
 * The answer as a trusted test; undefined where the outcome cannot be demanded (a call that does not end, arguments it changed).
 */
export function answerTest(probe: ProbeTest, answer: Answer): ExampleTest | undefined {
  const expected =
    'source' in answer ? ({ kind: 'value', source: answer.source } as const) : expectedOf(answer.verdict);
  if (!expected) return undefined;
  const right =
    expected.kind === 'value' ? expected.source : expected.kind === 'printed' ? expected.text : expected.type;
  return {
    kind: 'example',
    id: `answer ${probe.id}`,
    title:
      expected.kind === 'throws' ? `${probe.call} raises ${right ?? 'an error'}` : `${probe.call} == ${right ?? ''}`,
    trust: 'trusted',
    source: 'answer',
    setup: probe.setup,
    call: probe.call,
    expected,
  };
}

function expectedOf(verdict: Verdict | undefined): ExampleTest['expected'] | undefined {
  if (verdict?.kind === 'errored') return { kind: 'throws', type: verdict.errorType };
  if (verdict?.kind !== 'passed' && verdict?.kind !== 'failed') return undefined;
  const { observed } = verdict;
  if (!observed || (observed.kind === 'returned' && observed.mutated !== undefined)) return undefined;
  if (observed.kind === 'threw') return { kind: 'throws', type: observed.type };
  return { kind: 'printed', text: observed.repr };
}
