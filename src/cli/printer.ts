import type { FixResult } from '../core/fixResult';
import type { SessionEvent } from '../core/model/events';
import { counted, spokenWords, usageWords } from '../core/run/words';

/** Where a run is shown. */
export interface Printer {
  event(event: SessionEvent): void;
  result(result: FixResult): void;
  note(message: string): void;
}

interface Streams {
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/** One JSON object on standard output, nothing else; errors on standard error too. */
export function jsonPrinter({ out, err }: Streams): Printer {
  return {
    event: () => undefined,
    result: (result) => {
      out.write(`${JSON.stringify(result, undefined, 2)}\n`);
      if (result.outcome === 'error') err.write(`eider: ${result.message}\n`);
    },
    note: (message) => err.write(`${message}\n`),
  };
}

const marks: Readonly<Record<string, string>> = {
  passed: 'pass',
  failed: 'FAIL',
  errored: 'ERROR',
  timedOut: 'TIME',
  inconclusive: '?',
};

/** Plain text for a person; a progress line on a terminal, none in a pipe. */
export function textPrinter({ out, err }: Streams): Printer {
  let progressShown = false;
  const clear = (): void => {
    if (progressShown) err.write('\r\u001b[2K');
    progressShown = false;
  };
  return {
    event(event) {
      if (event.kind === 'progress') {
        if (err.isTTY !== true) return;
        progressShown = true;
        const seconds = (event.elapsedMs / 1000).toFixed(1);
        err.write(
          `\r\u001b[2K  ${event.tried} tried, ${event.queued} waiting, ${event.plausible} plausible, ${seconds} s`,
        );
        return;
      }
      if (event.kind === 'modelCall' && (event.state === 'started' || event.state === 'streaming')) {
        if (err.isTTY !== true) return;
        progressShown = true;
        err.write(`\r\u001b[2K  asking ${event.model} (${event.purpose}), ${usageWords(event)}`);
        return;
      }
      clear();
      switch (event.kind) {
        case 'modelCall':
          if (event.state === 'ended') out.write(`model, ${event.purpose}: ${printable(spokenWords(event))}\n`);
          break;
        case 'captured':
          out.write(`${event.focal.signature}\n`);
          break;
        case 'tests':
          out.write(`${counted(event.tests.length, 'test')}, ${event.runtime}, ${event.containment}\n`);
          break;
        case 'reproduced':
          for (const test of event.failing) {
            const verdict = event.verdicts.get(test.id);
            out.write(`  ${(marks[verdict?.kind ?? ''] ?? '?').padEnd(5)} ${test.title}${detail(verdict)}\n`);
          }
          break;
        case 'note':
          out.write(`note: ${event.message}\n`);
          break;
        default:
          break;
      }
    },
    result(result) {
      clear();
      if (result.outcome === 'error') {
        err.write(`eider: ${result.message}\n`);
        return;
      }
      for (const candidate of result.candidates.slice(0, 3)) {
        out.write(
          `\n${candidate.rank}. ${candidate.title}  [${candidate.badge ?? 'not plausible'}] ${candidate.passed}/${candidate.total} tests\n`,
        );
        out.write(`   ${candidate.reason}\n${candidate.patch}\n`);
      }
      const more = result.candidates.length - 3;
      if (more > 0) out.write(`${more} more candidates: see --json\n`);
      out.write(`\n${result.message}\n`);
      if (result.advice) {
        out.write(`${result.advice.tried}\n`);
        for (const help of result.advice.wouldHelp) out.write(`  - ${help}\n`);
      }
      out.write(`${result.tried} candidates tried in ${((result.durations['total'] ?? 0) / 1000).toFixed(1)} s\n`);
      const { usage, modelCalls: call } = result;
      if (usage) {
        const { cost } = usage;
        out.write(`model: ${usageWords({ call, usage, ...(cost !== null && { cost }) })}\n`);
      }
    },
    note(message) {
      clear();
      out.write(`${message}\n`);
    },
  };
}

function detail(verdict: { readonly kind: string } | undefined): string {
  if (!verdict) return '';
  const { expected, actual, message } = verdict as { expected?: string; actual?: string; message?: string };
  if (expected !== undefined && actual !== undefined) return `: expected ${cut(expected)}, got ${cut(actual)}`;
  return message === undefined ? '' : `: ${message}`;
}

/** A value a person can take in; the whole of it is in `--json`. */
const cut = (value: string): string => (value.length > 120 ? `${value.slice(0, 119)}…` : value);

/** One line of a model's words: whatever it says cannot drive the terminal. */
function printable(words: string): string {
  const flat = words.replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd');
  return flat === '' ? 'no words' : flat.length > 200 ? `${flat.slice(0, 199)}…` : flat;
}
