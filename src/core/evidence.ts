import type { Attacked } from './attack';
import { astDistance, shapeOf, type Shape } from './candidate/astDistance';
import { functionNode } from './candidate/context';
import type { Syntax } from './capture/syntax';
import type { Finding } from './model/candidate';
import type { FocalFunction } from './model/focalFunction';
import type { Test } from './model/test';
import { checkCandidate } from './monitor/checkCandidate';
import type { CandidateEvidence } from './ranking/standing';
import type { Tried } from './search/search';

/** What the ranking is made from: verdicts, after the attack if there was one, findings of the monitors, size of the change. */
export async function gatherEvidence(
  syntax: Syntax,
  focal: FocalFunction,
  tests: readonly Test[],
  kept: readonly Tried[],
  /** Absent: nothing was attacked yet. */
  attacked?: Attacked,
  /** What the language server has to say, by candidate. */
  asked?: ReadonlyMap<string, readonly Finding[]>,
): Promise<CandidateEvidence[]> {
  const { languageId, text } = focal.file;
  const language = syntax.definition(languageId);
  const shape = async (source: string): Promise<Shape> => {
    const tree = await syntax.parse(languageId, source);
    try {
      const { start, end } = focal.nodeRange;
      return shapeOf(functionNode(tree, { start, end: end + source.length - text.length }, language));
    } finally {
      tree.delete();
    }
  };
  const original = await shape(text);
  const evidence: CandidateEvidence[] = [];
  for (const { candidate, verdicts } of kept) {
    evidence.push({
      candidate,
      verdicts: attacked?.verdicts.get(candidate.id) ?? verdicts,
      findings: [
        ...(await checkCandidate(syntax, focal, candidate.source, tests)),
        ...(asked?.get(candidate.id) ?? []),
      ],
      astDistance: astDistance(original, await shape(candidate.source)),
      attack: attacked?.results.get(candidate.id) ?? 'not run',
    });
  }
  return evidence;
}
