import type { Account } from './account';
import { advise, adviseDecision, adviseOverfitted } from './advice';
import type { Syntax } from './capture/syntax';
import { gatherEvidence } from './evidence';
import { examine } from './examine';
import { explainFailure } from './explainFailure';
import { probesOf, type Failure } from './failure';
import type { SessionEvent } from './model/events';
import type { Sieve } from './monitor/identifiers/sieve';
import type { Clock } from './ports';
import { chooseQuestion } from './ranking/question';
import { rank } from './ranking/rank';
import type { Tried } from './search/search';
import { outcomeMessage } from './summary';

/** Time for the attack: at least so long, or a share of what the run has taken so far, but never more than a share of what is left. */
const ATTACK = { leastMs: 600, ofElapsed: 0.25, share: 0.6 };

export interface Review {
  readonly failure: Failure;
  /** Best first; empty when nothing was found. */
  readonly kept: readonly Tried[];
  readonly syntax: Syntax;
  readonly account: Account;
  readonly clock: Clock;
  /** Wall time of the whole run, in milliseconds. */
  readonly budgetMs: number;
  /** Says what does not exist in a candidate, where a language server can be asked. */
  readonly sieve: Sieve | undefined;
}

/** The last stages of a run: what was found is attacked, ranked and explained. */
export async function* review(input: Review, signal: AbortSignal): AsyncGenerator<SessionEvent, void, undefined> {
  const { failure, kept, syntax, account, clock, sieve } = input;
  const { focal, session, tests, reproduction } = failure;
  const { failing } = reproduction;
  if (kept.length === 0) {
    yield { kind: 'ranked', ranked: [] };
    yield account.stage('explain');
    const explained = await explainFailure(failure, signal);
    if (explained) yield explained;
    yield account.finished('notFixed', outcomeMessage('notFixed', focal), advise(focal, account.effort(failing)));
    return;
  }
  yield account.stage('attack');
  // The language server is asked meanwhile.
  const looking = sieve?.findings(kept, signal);
  looking?.catch(() => undefined);
  const probes = probesOf(syntax, failure);
  const deadline = clock.now() + attackMs(input);
  const { tests: judged, attacked } = await examine({ ...failure, syntax, kept, probes, clock, deadline }, signal);
  const { runtime, containment } = session;
  if (judged.length > tests.length) yield { kind: 'tests', tests: judged, runtime, containment };
  yield { kind: 'attacked', probes: attacked.probes, original: attacked.original, verdicts: attacked.verdicts };
  yield account.stage('rank');
  const seen = await looking;
  const ranked = rank({
    original: focal.file.text,
    tests: [...judged, ...attacked.probes],
    originalVerdicts: attacked.original,
    candidates: await gatherEvidence(syntax, focal, tests, kept, attacked, seen),
  });
  yield { kind: 'ranked', ranked };
  const question = chooseQuestion(ranked, attacked.verdicts, attacked.probes);
  if (question) yield { kind: 'question', question };
  const best = ranked[0];
  yield account.stage('explain');
  const explained = await explainFailure({ ...failure, ...(best && { best }) }, signal);
  if (explained) yield explained;
  const plausible = ranked.filter((r) => r.plausible).length;
  if (plausible > 0) {
    const message = outcomeMessage('fixed', focal, { passed: plausible, total: failing.length });
    const doubtful = ranked.every((r) => !r.plausible || r.badge === 'overfit risk');
    const advice = question && adviseDecision(focal, question);
    yield account.finished('fixed', message, doubtful ? adviseOverfitted(focal, plausible) : advice);
  } else {
    const advice = advise(focal, account.effort(failing, best));
    yield account.finished('notFixed', outcomeMessage('notFixed', focal), advice);
  }
}

/** What came quickly is attacked quickly: nobody waits longer for the proof than for the fix. */
function attackMs({ account, budgetMs }: Review): number {
  const { elapsed } = account.watch;
  const left = budgetMs - elapsed;
  return Math.max(0, Math.min(ATTACK.share * left, Math.max(ATTACK.leastMs, ATTACK.ofElapsed * elapsed)));
}
