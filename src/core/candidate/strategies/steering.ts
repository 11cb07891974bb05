import type { ModelUsage, LanguageModel, ModelRequest, Steering } from '../../ports';
import type { SessionEvent } from '../../model/events';
import { ModelError } from '../../modelError';
import { memberPrompt } from '../../prompt/prompts';
import type { Answer } from './asker';
import { Listening, type Listener, type Resumption } from './listening';

/** An answer that names so many members that do not exist is better asked for once more. */
const TIMES = 3;
/** Tokens of the longest name. */
const NAME_TOKENS = 24;

export interface SteeringWorld {
  readonly model: LanguageModel;
  readonly listener: Listener;
  /** Told what the requests have cost, estimated where the model does not say. */
  readonly spend: (request: ModelRequest, text: string, usage: ModelUsage | undefined) => void;
  readonly signal: AbortSignal;
}

/**
 * Monitor-guided decoding on an endpoint that can go on from a text (Agrawal et al., 2023, over an API): where an answer was
 * cut at a member that does not exist, the model takes one that does, held to the list as strictly as the endpoint can,
 * and goes on from there, listened to as before. Resolves to the whole answer; to the cut one, which is asked for anew,
 * where that fails.
 */
export async function* steer(
  cut: Answer,
  request: ModelRequest,
  world: SteeringWorld,
): AsyncGenerator<SessionEvent, Answer, undefined> {
  let answer = cut;
  for (let i = 0; i < TIMES; i++) {
    const resume = answer.cut?.resume;
    const by = world.model.steering;
    if (!answer.cut || !resume || by === undefined) return answer;
    try {
      const name = by === 'begun' ? '' : await choose(by, resume, request, world);
      if (name === undefined) return answer;
      const begun = resume.text + name;
      const next = await goOn(begun, request, world);
      const again = next.cut?.resume;
      // Left to itself it has said the same once more.
      if (again?.text === resume.text && again.wrong === resume.wrong) return answer;
      yield { kind: 'note', message: `${answer.cut.reason} ${words(by, name, resume)}` };
      answer = next;
    } catch (error) {
      world.signal.throwIfAborted();
      if (error instanceof ModelError) return answer;
      throw error;
    }
  }
  return answer;
}

function words(by: Steering, name: string, { legal }: Resumption): string {
  if (by === 'begun') return 'The model went on from there with another.';
  const how = { choice: 'structured choice', grammar: 'a grammar', bias: 'biased tokens', schema: 'a schema' }[by];
  return `The model went on with \`${name}\`, held to the ${legal.length} that exist by ${how}.`;
}

/** One of the legal names; undefined where the endpoint did not keep to them after all. */
async function choose(
  by: Exclude<Steering, 'begun'>,
  { text, wrong, legal }: Resumption,
  request: ModelRequest,
  world: SteeringWorld,
): Promise<string | undefined> {
  const { messages, seed, timeoutMs } = request;
  const common = {
    temperature: request.temperature,
    n: 1,
    choices: legal,
    ...(seed !== undefined && { seed }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  };
  // A schema governs a whole answer: the name is asked for beside the text.
  const asked: ModelRequest =
    by === 'schema'
      ? {
          ...common,
          messages: [...messages, { role: 'assistant', content: text }, { role: 'user', content: memberPrompt(wrong) }],
          maxTokens: 2 * NAME_TOKENS,
        }
      : { ...common, messages, begun: text, maxTokens: NAME_TOKENS };
  const said = (await hear(asked, world)).text.trim();
  const chosen = legal.includes(said) ? said : choiceIn(said);
  return legal.find((name) => name === chosen);
}

async function goOn(begun: string, request: ModelRequest, world: SteeringWorld): Promise<Answer> {
  const enough = new AbortController();
  const listening = new Listening(world.listener, () => enough.abort(new Error('the answer has been cut short')));
  try {
    const { text, end } = await hear({ ...request, n: 1, begun }, world, enough.signal, (grown) =>
      listening.grew(0, begun + grown),
    );
    const cut = listening.cutOf(0);
    return { text: begun + text, end, ...(cut && { cut }) };
  } finally {
    listening.end();
  }
}

/** The answer to one request, as far as it came before `enough`. */
async function hear(
  request: ModelRequest,
  { model, spend, signal }: SteeringWorld,
  enough?: AbortSignal,
  grew?: (text: string) => void,
): Promise<Pick<Answer, 'text' | 'end'>> {
  let text = '';
  let end: Answer['end'] = 'length';
  let usage: ModelUsage | undefined;
  try {
    for await (const chunk of model.stream(request, enough ? AbortSignal.any([signal, enough]) : signal)) {
      if (chunk.kind === 'usage') usage = chunk.usage;
      else if (chunk.kind === 'end') end = chunk.reason;
      else {
        text += chunk.text;
        grew?.(text);
      }
      if (enough?.aborted === true) break;
    }
  } catch (error) {
    if (signal.aborted || enough?.aborted !== true) throw error;
  } finally {
    spend(request, text, usage);
  }
  return { text, end };
}

function choiceIn(text: string): unknown {
  try {
    return (JSON.parse(text) as { choice?: unknown } | null)?.choice;
  } catch {
    return undefined;
  }
}
