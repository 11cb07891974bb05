import type { SessionEvent } from '../../model/events';
import { debugPrompt, fixPrompt } from '../../prompt/prompts';
import type { Tried } from '../../search/search';
import type { Workbench } from './workbench';

/**
 * Self-debugging as it is usually done (LDB, Zhong et al. 2024): one answer, then round after round on the latest one,
 * whether it became better or not. Here to see what fresh starts are worth.
 */
export async function* deep(bench: Workbench): AsyncGenerator<SessionEvent, void, undefined> {
  let latest: Tried | undefined;
  while (bench.mayAsk) {
    const subject: Tried | undefined = latest;
    const attempt = subject && bench.describe(subject);
    const [tried] = yield* bench.attempt(
      {
        purpose: attempt ? 'debug' : 'fix',
        messages: (stage) =>
          attempt ? debugPrompt(bench.facts, attempt, stage) : fixPrompt(bench.facts, 'local', stage),
        n: 1,
        temperature: attempt ? 0.2 : 0,
      },
      subject,
    );
    bench.sayMore();
    latest = tried ?? latest;
  }
}
