import type { Syntax } from '../capture/syntax';
import { buildContext } from '../candidate/context';
import { generate } from '../candidate/generate';
import { templates } from '../candidate/templates/registry';
import { between, seeded } from '../oracle/inputs/random';
import type { Candidate } from '../model/candidate';
import type { FocalFunction } from '../model/focalFunction';

/** Proposals drawn before the sample is taken: parsing each costs about a millisecond. */
const DRAWN_PER_MUTANT = 5;
/** Proposals drawn on the slowest machine. */
const LEAST = 40;
/** Milliseconds of drawing after which replies of running tests get their turn. */
const SLICE_MS = 8;

/**
 * Small changes of a function, to see which tests notice them: candidates of the fix templates, which also are the small bugs that people
 * make. A sample that takes turns over the lines and, within a line, over the templates; the same for the same seed.
 * `deadline` ends the drawing, by `now`; it makes way for other work in between. Rejects with the signal's reason.
 */
export async function mutantsOf(
  syntax: Syntax,
  focal: FocalFunction,
  options: {
    readonly count: number;
    readonly seed: number;
    readonly now: () => number;
    readonly deadline: number;
    readonly onError?: (template: string, error: unknown) => void;
    readonly signal?: AbortSignal;
  },
): Promise<readonly Candidate[]> {
  const { languageId, text } = focal.file;
  const parser = await syntax.parser(languageId);
  const tree = await syntax.parse(languageId, text);
  const byLine = new Map<number, Candidate[]>();
  try {
    const context = buildContext({ focal, language: syntax.definition(languageId), tree, suspicion: new Map() });
    let drawn = 0;
    let slice = options.now();
    for (const candidate of generate(context, parser, templates, options.onError)) {
      const list = byLine.get(candidate.line);
      if (list) list.push(candidate);
      else byLine.set(candidate.line, [candidate]);
      const now = options.now();
      if (++drawn >= DRAWN_PER_MUTANT * options.count || (drawn >= LEAST && now > options.deadline)) break;
      if (now - slice < SLICE_MS) continue;
      await new Promise((resolve) => setTimeout(resolve));
      options.signal?.throwIfAborted();
      slice = options.now();
    }
  } finally {
    tree.delete();
  }
  const lines = [...byLine].sort(([a], [b]) => a - b).map(([, list]) => byTemplate(list, options.seed));
  const sample: Candidate[] = [];
  for (let turn = 0; sample.length < options.count; turn++) {
    const round = lines.flatMap((list) => list.slice(turn, turn + 1));
    if (round.length === 0) break;
    sample.push(...round.slice(0, options.count - sample.length));
  }
  return sample;
}

/** One of each template, then the second of each, …; which of a template's come first depends on the seed. */
function byTemplate(candidates: readonly Candidate[], seed: number): readonly Candidate[] {
  const random = seeded(seed);
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const id = candidate.origin.kind === 'template' ? candidate.origin.template : '';
    const group = groups.get(id) ?? [];
    group.splice(between(random, 0, group.length), 0, candidate);
    groups.set(id, group);
  }
  const ordered: Candidate[] = [];
  for (let turn = 0; ordered.length < candidates.length; turn++) {
    for (const group of groups.values()) ordered.push(...group.slice(turn, turn + 1));
  }
  return ordered;
}
