import { diffSize, lineDiff } from '../../core/candidate/lineDiff';
import type { RankedCandidate } from '../../core/model/candidate';
import type { Stage } from '../../core/model/events';
import type { Test } from '../../core/model/test';
import type { ModelCall, RunView, StageRecord } from '../../core/run/runRecord';
import {
  counted,
  duration,
  failureFacts,
  originWords,
  plausible,
  spokenWords,
  testSources,
  usageWords,
} from '../../core/run/words';
import { t } from '../l10n';
import { clip, paint, safe } from './ansi';
import { matrixText } from './matrixText';

const names: Readonly<Record<Stage, () => string>> = {
  capture: () => t('Capture'),
  reproduce: () => t('Reproduce'),
  localise: () => t('Localise'),
  propose: () => t('Propose'),
  monitor: () => t('Monitor'),
  execute: () => t('Execute'),
  refine: () => t('Refine'),
  attack: () => t('Attack'),
  rank: () => t('Rank'),
  explain: () => t('Explain'),
};

const most = { failing: 5, candidates: 3, diffLines: 14 };

/** What a person sees of a run in the terminal, as lines. */
export class RunText {
  readonly #run: RunView;
  readonly #command: string;
  #stages = 0;
  #notes = 0;
  #calls = 0;
  #ended = false;

  /** `command`: the command line that repeats the run. */
  constructor(run: RunView, command: string) {
    this.#run = run;
    this.#command = command;
  }

  header(): readonly string[] {
    const file = this.#run.file.path;
    return [`${paint('bold', 'Eider')}  ${paint('cyan', this.#run.name)}  ${paint('dim', safe(file))}`, ''];
  }

  /** Lines for what has happened since the last call; the record says it all, so nothing is lost by asking late. */
  news(width: number): readonly string[] {
    const run = this.#run;
    const lines: string[] = [];
    for (const stage of run.stages.slice(this.#stages)) {
      if (stage.endedMs === undefined) break;
      this.#stages++;
      lines.push(this.#stage(stage, width), ...this.#under(stage, width));
    }
    for (const call of run.modelCalls.slice(this.#calls)) {
      if (!run.finished && (call.state === 'started' || call.state === 'streaming')) break;
      this.#calls++;
      lines.push(answered(call, width));
    }
    for (const note of run.notes.slice(this.#notes)) lines.push(`    ${paint('yellow', '!')} ${clip(note, width - 6)}`);
    this.#notes = run.notes.length;
    if (run.finished && !this.#ended) {
      this.#ended = true;
      lines.push(...this.#ending(width));
    }
    return lines;
  }

  /** The line that changes in place while the run goes on; undefined when it is over. */
  live(frame: number, elapsedMs: number, width: number): string | undefined {
    if (this.#run.finished) return undefined;
    const stage = this.#run.stages.at(-1)?.stage;
    const spinner = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'[frame % 10] ?? '';
    const call = this.#run.modelCall;
    if (call && (call.state === 'started' || call.state === 'streaming')) {
      const said = spokenWords(call);
      const asking = [t('Asking {0}', call.model), usageWords(call), duration(elapsedMs)].join(' · ');
      const room = width - 7 - asking.length;
      const words = said === '' || room < 12 ? asking : `${asking}: ${tail(said, room)}`;
      return `  ${paint('cyan', spinner)} ${clip(words, width - 5)}`;
    }
    const parts = [stage ? names[stage]() : t('Starting')];
    const progress = this.#run.progress;
    if (progress) {
      parts.push(t('tried {0} of {1}', progress.tried, progress.tried + progress.queued));
      parts.push(t('{0} plausible', progress.plausible));
    }
    parts.push(duration(elapsedMs));
    const [first] = plausible(this.#run);
    // Nothing else about it is certain yet, so it stands on the line that changes.
    if (first) parts.push(`${t('{0} of {1} tests', first.passed, first.total)}: ${first.candidate.title}`);
    return `  ${paint('cyan', spinner)} ${clip(parts.join(' · '), width - 5)}`;
  }

  #stage(stage: StageRecord, width: number): string {
    const time = duration((stage.endedMs ?? stage.startedMs) - stage.startedMs).padStart(8);
    const [icon, colour] = this.#broken(stage) ? (['✖', 'red'] as const) : (['✔', 'green'] as const);
    const detail = clip(stage.detail ?? this.#detail(stage.stage), width - 28);
    return `  ${paint(colour, icon)} ${names[stage.stage]().padEnd(10)} ${paint('dim', time)}  ${detail}`.trimEnd();
  }

  /** The stage in which a run with an error or a cancelled run ended. */
  #broken(stage: StageRecord): boolean {
    const outcome = this.#run.finished?.outcome;
    return (outcome === 'error' || outcome === 'cancelled') && stage === this.#run.stages.at(-1);
  }

  #detail(stage: Stage): string {
    const run = this.#run;
    switch (stage) {
      case 'capture':
        return run.focal?.signature ?? '';
      case 'reproduce':
        return run.tests.length === 0 ? '' : this.#testsWords();
      case 'localise':
        return [...run.suspicious]
          .sort((a, b) => b.score - a.score)
          .slice(0, 3)
          .map((s) => t('line {0} ({1})', s.line + 1, s.score.toFixed(2)))
          .join(', ');
      case 'propose':
        return run.proposed > 0 ? t('{0} candidates', run.proposed) : '';
      case 'execute':
        return run.progress ? t('{0} tried, {1} plausible', run.progress.tried, run.progress.plausible) : '';
      case 'rank':
        return run.ranked.length > 0 ? t('{0} ranked', run.ranked.length) : '';
      case 'monitor':
      case 'refine':
      case 'attack':
      case 'explain':
        return '';
    }
  }

  #testsWords(): string {
    const run = this.#run;
    const parts = [`${counted(run.tests.length, 'test')} (${testSources(run.tests)})`];
    if (run.original.size > 0)
      parts.push(run.failing.length === 0 ? t('none fails') : t('{0} failing', run.failing.length));
    if (run.runtime !== undefined) parts.push(run.runtime);
    if (run.containment !== undefined) parts.push(run.containment);
    return parts.join(' · ');
  }

  #under(stage: StageRecord, width: number): readonly string[] {
    if (stage.stage !== 'reproduce') return [];
    const shown = this.#run.failing.slice(0, most.failing);
    const lines = shown.flatMap((test) => this.#failing(test, width));
    const more = this.#run.failing.length - shown.length;
    return more > 0 ? [...lines, `      ${paint('dim', t('and {0} more', more))}`] : lines;
  }

  #failing(test: Test, width: number): readonly string[] {
    const facts = failureFacts(test, this.#run.original.get(test.id));
    const lines = [`    ${paint('red', '✖')} ${clip(test.title, width - 6)}`];
    const say = (label: string, value: string | undefined, colour: 'green' | 'red' | 'dim') => {
      if (value !== undefined)
        lines.push(
          `        ${label.padEnd(9)} ${paint(colour, clip(value === '' ? t('nothing') : value, width - 18))}`,
        );
    };
    if (facts.input !== undefined && !test.title.includes(facts.input)) say(t('input'), facts.input, 'dim');
    say(t('expected'), facts.expected, 'green');
    say(t('actual'), facts.actual, 'red');
    if (facts.actual === undefined) say('', facts.message, 'dim');
    return lines;
  }

  #ending(width: number): readonly string[] {
    const finished = this.#run.finished;
    if (!finished) return [];
    const best = plausible(this.#run).slice(0, most.candidates);
    const lines = [''];
    for (const ranked of best) lines.push(...this.#candidate(ranked, width), '');
    const matrix = matrixText(this.#run, width);
    if (matrix.length > 0) lines.push(...matrix, '');
    const good = finished.outcome === 'fixed' || finished.outcome === 'noFailure';
    const mark = good ? paint('green', '✔') : paint(finished.outcome === 'cancelled' ? 'yellow' : 'red', '✖');
    const total = finished.durations['total'] ?? this.#run.stages.at(-1)?.endedMs;
    const time = total === undefined ? '' : paint('dim', `  ${duration(total)}`);
    lines.push(`  ${mark} ${paint('bold', safe(finished.message))}${time}`);
    const call = this.#run.modelCall;
    if (call) lines.push(`    ${paint('dim', safe(`${call.model}: ${usageWords(call)}`))}`);
    if (finished.advice) {
      lines.push(`    ${paint('dim', safe(finished.advice.tried))}`);
      for (const help of finished.advice.wouldHelp) lines.push(`    - ${safe(help)}`);
    }
    lines.push('', `  ${paint('dim', t('Again on the command line:'))} ${this.#command}`, '');
    return lines;
  }

  #candidate(ranked: RankedCandidate, width: number): readonly string[] {
    const hunks = lineDiff(this.#run.file.text, ranked.candidate.source, 1);
    const { added, removed } = diffSize(hunks);
    const facts = [
      ranked.badge ?? t('no badge'),
      t('{0} of {1} tests', ranked.passed, ranked.total),
      `+${added} -${removed}`,
      originWords(ranked.candidate.origin),
    ].join(' · ');
    const diff = hunks.flatMap((h) => h.lines).slice(0, most.diffLines);
    return [
      `  ${paint('bold', `${ranked.rank}. ${clip(ranked.candidate.title, width - 8)}`)}`,
      `     ${paint('dim', clip(facts, width - 6))}`,
      ...diff.map((line) => {
        const number = String(line.line + 1).padStart(5);
        const text = clip(line.text.replace(/\t/g, '    '), width - 12);
        if (line.kind === 'added') return `     ${paint('green', `${number} + ${text}`)}`;
        if (line.kind === 'removed') return `     ${paint('red', `${number} - ${text}`)}`;
        return `     ${paint('dim', `${number}   ${text}`)}`;
      }),
    ];
  }
}

/** One question to the model that is over, with the words of its first answer. */
function answered(call: ModelCall, width: number): string {
  const [icon, colour] = call.state === 'failed' ? (['✖', 'red'] as const) : (['›', 'magenta'] as const);
  const words = `${call.model}, ${call.purpose}: ${spokenWords(call) || t('no words')}`;
  return `    ${paint(colour, icon)} ${clip(words, width - 6)}`;
}

/** The end of a text that grows, at most `width` columns of it. */
function tail(text: string, width: number): string {
  return text.length <= width ? text : `…${text.slice(text.length - width + 1)}`;
}

/** How the run is repeated in a shell: `eider fix "my file.py:median"`. */
export function reproduceCommand(path: string, name: string): string {
  const place = `${path}:${name}`;
  return `eider fix ${/^[\w./:@%+=,-]+$/.test(place) ? place : `"${place.replace(/(["\\$`])/g, '\\$1')}"`}`;
}
