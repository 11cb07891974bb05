import { existsSync, readFileSync } from 'node:fs';
import { attackResults } from '../../../src/core/attack';
import type { Candidate, Origin } from '../../../src/core/model/candidate';
import type { Verdict } from '../../../src/core/model/test';
import { b4 } from '../../../src/core/ranking/b4';
import { VerdictMatrix } from '../../../src/core/ranking/matrix';
import { rank } from '../../../src/core/ranking/rank';
import type { Ranker } from '../../../src/core/ranking/ranker';
import { rankers } from '../../../src/core/ranking/registry';
import type { RankInput } from '../../../src/core/ranking/standing';
import { readJournal } from '../../../src/core/run/journal';
import type { Row } from '../results';
import { gatheredFile, type Gathered } from './gather';
import { interval, mean, percent, span } from './statistics';

/** What the ranking of one run starts from, and which candidates are right. */
interface Choice {
  readonly input: RankInput;
  readonly right: ReadonlySet<string>;
}

/**
 * Who has a voice in the ranker. `apart` is the product's: each answer of a model, and one of the templates' candidates with the
 * same row; `each`: every candidate; `once`: one candidate of each row.
 */
const voices: Readonly<Record<string, (origin: Origin) => Origin>> = {
  apart: (origin) => origin,
  each: () => ({ kind: 'given', by: 'bench' }),
  once: () => ({ kind: 'template', template: 'bench', order: 1 }),
};
const folds = 5;

/** B4 on answers instead of verdicts: an (input, output) that some candidate gave is a test, passed by those that gave it. */
const b4OnOutputs: Ranker = {
  ...b4,
  id: 'b4 outputs',
  title: 'B4',
  judges: 'outputs',
  score(evidence) {
    const { outputs } = evidence;
    if (!outputs) return b4.score(evidence);
    const answers = new Map<string, number>();
    const given = outputs.map((row) => {
      const mine = row.flatMap((output, input) => (output === undefined ? [] : [`${input} ${output}`]));
      for (const answer of mine) if (!answers.has(answer)) answers.set(answer, answers.size);
      return new Set(mine.map((answer) => answers.get(answer)));
    });
    const matrix = VerdictMatrix.of(given.length, answers.size, (i, j) =>
      given[i]?.has(j) === true ? 'pass' : 'fail',
    );
    return b4.score({ ...evidence, matrix });
  },
};

function read(): readonly Choice[] {
  const all = JSON.parse(readFileSync(gatheredFile, 'utf8')) as readonly Gathered[];
  return all.flatMap(({ journal, right: ids }) => {
    const record = readJournal(journal)?.record;
    const good = record?.ranked.filter((r) => r.plausible) ?? [];
    const right = new Set(ids);
    // Only tasks where choosing matters.
    if (!record || good.every((r) => right.has(r.candidate.id)) || right.size === 0) return [];
    const verdicts = new Map(good.map((r) => [r.candidate.id, record.verdictsOf(r.candidate.id)] as const));
    const attacked = attackResults(record.probes, record.original, verdicts);
    const input: RankInput = {
      original: record.file.text,
      tests: [...record.tests, ...record.probes],
      originalVerdicts: record.original,
      candidates: good.map(({ candidate, findings, astDistance }) => ({
        candidate,
        findings,
        astDistance,
        verdicts: verdicts.get(candidate.id) ?? new Map<string, Verdict>(),
        attack: attacked.get(candidate.id) ?? 'not run',
      })),
    };
    return [{ input, right }];
  });
}

function firstIsRight({ input, right }: Choice, ranker: Ranker, voice: (origin: Origin) => Origin): number {
  const candidates = input.candidates.map((c) => ({
    ...c,
    candidate: { ...c.candidate, origin: voice(c.candidate.origin) } satisfies Candidate,
  }));
  return Number(right.has(rank({ ...input, candidates }, ranker)[0]?.candidate.id ?? ''));
}

/**
 * Would the product choose better by outputs than by pass bits, or with other voices? The rule is chosen on four fifths of the runs and
 * judged on the fifth it has not seen. Everything else of the order (monitors, agreement, size, …) stays as it is.
 */
export function outputRules(): readonly (readonly [title: string, rows: Row[]])[] {
  if (!existsSync(gatheredFile)) {
    console.log('To compare outputs and voices: `npm run bench -- ranking --gather 82`, some minutes.\n');
    return [];
  }
  const choices = read();
  return [
    [
      `Programs by three models and fixes by templates: ${choices.length} tasks where choosing matters`,
      rulesOn(choices),
    ],
  ];
}

function rulesOn(choices: readonly Choice[]): Row[] {
  if (choices.length === 0) return [];
  const tried = [...rankers, b4OnOutputs].flatMap((ranker) =>
    Object.entries(voices).map(([name, voice]) => ({
      name: `${ranker.title}${ranker.judges === 'outputs' ? ' on outputs' : ''}, voices ${name}`,
      values: choices.map((choice) => firstIsRight(choice, ranker, voice)),
    })),
  );
  const [current] = tried;
  const base = current?.values ?? [];
  const held = choices.map((_, i) => {
    const train = (values: readonly number[]) => mean(values.filter((_, j) => j % folds !== i % folds));
    const best = tried.reduce((a, b) => (train(b.values) > train(a.values) ? b : a));
    return best.values[i] ?? 0;
  });
  const row = (name: string, values: readonly number[]): Row => ({
    rule: name,
    'first is right': percent(values),
    '95 %': span(interval(values)),
    'ahead of the default': span(interval(values.map((v, i) => v - (base[i] ?? 0)))),
  });
  const chance = choices.map(({ input, right }) => right.size / Math.max(1, input.candidates.length));
  return [
    row('any plausible one', chance),
    ...tried.map((t) => row(t.name, t.values)),
    row('chosen by cross-validation', held),
  ];
}
