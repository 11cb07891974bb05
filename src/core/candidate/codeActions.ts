import type { Candidate } from '../model/candidate';
import type { FocalFunction } from '../model/focalFunction';
import { applyEdits, lineAt, type TextEdit, type TextRange } from '../model/text';
import type { Answer, LanguageServer, Log, ServerAction, ServerDiagnostic } from '../ports';
import { candidateId, firstOffset, staysInside } from './candidateEdits';

/** Diagnostics that are asked about, worst first. */
const ASKED = 8;
/** Promise of an action by what it answers, on the scale of the templates' priorities. */
const PROMISE: Readonly<Record<ServerDiagnostic['severity'], number>> = {
  error: 0.6,
  warning: 0.35,
  information: 0.15,
  hint: 0.1,
};
/** Actions of one diagnostic that are tried: the first are the likely ones. */
const PER_DIAGNOSTIC = 4;
/** Each action of a diagnostic promises so much less than the one before. */
const NEXT = 0.7;

/**
 * What the language server would change inside the function, as candidates: its quick fixes for the diagnostics that
 * lie there. Costs no execution to find and says nothing about right or wrong: they are run like all others. What the
 * server does not know, refuses or gets wrong gives no candidate, and no error.
 */
export async function codeActions(
  server: LanguageServer,
  focal: FocalFunction,
  log: Log,
  signal: AbortSignal,
): Promise<readonly Candidate[]> {
  const found = new Map<string, Candidate>();
  for (const { range, severity } of await worst(server, focal, log, signal)) {
    const actions = await known(() => server.actions(focal.file, range, signal), log);
    if (signal.aborted) return [];
    let priority = PROMISE[severity];
    for (const action of (actions ?? []).slice(0, PER_DIAGNOSTIC)) {
      const candidate = candidateOf(action, focal, priority);
      if (!candidate || found.has(candidate.source)) continue;
      found.set(candidate.source, candidate);
      priority *= NEXT;
    }
  }
  return [...found.values()].sort((a, b) => b.priority - a.priority);
}

async function worst(
  server: LanguageServer,
  focal: FocalFunction,
  log: Log,
  signal: AbortSignal,
): Promise<readonly ServerDiagnostic[]> {
  const all = await known(() => server.diagnostics(focal.file, signal), log);
  return (all ?? [])
    .filter(({ range, deprecated }) => deprecated !== true && touches(range, focal.range))
    .sort((a, b) => PROMISE[b.severity] - PROMISE[a.severity] || a.range.start - b.range.start)
    .slice(0, ASKED);
}

async function known<T>(ask: () => Promise<Answer<T>>, log: Log): Promise<T | undefined> {
  try {
    const answer = await ask();
    if (answer.kind === 'known') return answer.value;
    log.debug(`The language server does not know: ${answer.reason}`);
  } catch (error) {
    log.debug(`The language server failed: ${String(error)}`);
  }
  return undefined;
}

const touches = (a: TextRange, b: TextRange): boolean => a.start < b.end && a.end > b.start;

function candidateOf({ title, edits }: ServerAction, focal: FocalFunction, priority: number): Candidate | undefined {
  const { text } = focal.file;
  if (!staysInside(edits, focal) || edits.every((edit) => isComment(edit))) return undefined;
  let source: string;
  try {
    source = applyEdits(text, edits);
  } catch {
    return undefined;
  }
  if (source === text) return undefined;
  const inside = edits.filter((edit) => edit.range.start >= focal.range.start);
  return {
    id: candidateId('a', focal, edits),
    origin: { kind: 'codeAction', title },
    title,
    edits,
    source,
    priority,
    line: lineAt(text, firstOffset(inside)),
  };
}

/** `// @ts-ignore`, `# noqa`: silences the server and changes nothing. */
const isComment = ({ text }: TextEdit): boolean => /^\s*(#|\/\/|\/\*)[^\n]*\s*$/.test(text);
