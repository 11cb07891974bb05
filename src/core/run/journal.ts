import type { Candidate } from '../model/candidate';
import type { SessionEvent } from '../model/events';
import type { SourceFile } from '../model/focalFunction';
import { applyEdits } from '../model/text';
import { RunRecord } from './runRecord';

/** The version of the format below; a journal of another one is not read. */
const journalVersion = 1;

/**
 * Where journals live, one text for each run. Texts are only ever added to, so that what is written stays whatever happens
 * to the program.
 */
export interface JournalStore {
  /** Does not wait: additions of one run keep their order. */
  append(run: string, text: string): void;
  read(): Promise<readonly { readonly run: string; readonly text: string }[]>;
  remove(run: string): void;
  /** Settles when everything that was appended or removed is done. */
  settled(): Promise<void>;
}

interface Header {
  readonly eider: 'run';
  readonly version: number;
  readonly id: string;
  readonly name: string;
  readonly file: SourceFile;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

/** A run as it was written down. */
export interface Journalled {
  readonly record: RunRecord;
  /** Every candidate that was told of, ranked or not. */
  readonly candidates: readonly Candidate[];
  readonly startedAt: number;
}

/**
 * Every record stands on a line of its own with the line break in front: after a record that was cut off by a crash, the next
 * one begins on a new line all the same.
 */
export function headerLine(run: Pick<RunRecord, 'id' | 'name' | 'file'>, startedAt: number): string {
  const { id, name, file } = run;
  return line({ eider: 'run', version: journalVersion, id, name, file, startedAt } satisfies Header);
}

/** Undefined for events whose loss loses nothing: running counts, half answers of a model, and an order that is made anew. */
export function eventLine(file: SourceFile, event: SessionEvent, atMs: number): string | undefined {
  if (event.kind === 'progress' || (event.kind === 'modelCall' && event.state === 'streaming')) return undefined;
  if (event.kind === 'ranked' && event.interim) return undefined;
  return line({ at: Math.round(atMs), event: slim(file, event) });
}

/** Undefined when the text is no journal of this version. Lines that are cut off or unreadable are left out. */
export function readJournal(text: string): Journalled | undefined {
  const [header, ...lines] = text.split('\n').flatMap((row) => parse(row));
  if (!isHeader(header)) return undefined;
  const record = new RunRecord(header.id, header.file, header.name);
  const candidates = new Map<string, Candidate>();
  for (const entry of lines) {
    if (!isEntry(entry)) continue;
    const event = whole(header.file, entry.event);
    if (event.kind === 'candidate') candidates.set(event.candidate.id, event.candidate);
    record.apply(event, entry.at);
  }
  return { record, candidates: [...candidates.values()], startedAt: header.startedAt };
}

function line(value: object): string {
  return `\n${JSON.stringify(value, (_, v: unknown) => (v instanceof Map ? { $map: [...(v as Map<unknown, unknown>)] } : v))}`;
}

function parse(row: string): unknown[] {
  if (row === '') return [];
  try {
    return [
      JSON.parse(row, (_, v: unknown) =>
        typeof v === 'object' && v !== null && '$map' in v && Array.isArray(v.$map)
          ? new Map(v.$map as [unknown, unknown][])
          : v,
      ) as unknown,
    ];
  } catch {
    return [];
  }
}

function isHeader(value: unknown): value is Header {
  const header = value as Partial<Header> | undefined;
  return header?.eider === 'run' && header.version === journalVersion && typeof header.file?.text === 'string';
}

function isEntry(value: unknown): value is { readonly at: number; readonly event: SessionEvent } {
  const entry = value as { readonly at?: unknown; readonly event?: { readonly kind?: unknown } } | null;
  return typeof entry?.at === 'number' && typeof entry.event?.kind === 'string';
}

/** The file's text stands in the header only: candidates and the captured function carry it many times over. */
function slim(file: SourceFile, event: SessionEvent): object {
  const without = (candidate: Candidate): object =>
    applyEdits(file.text, candidate.edits) === candidate.source ? { ...candidate, source: undefined } : candidate;
  switch (event.kind) {
    case 'captured':
      return { ...event, focal: { ...event.focal, file: undefined } };
    case 'candidate':
      return { ...event, candidate: without(event.candidate) };
    case 'ranked':
      return { ...event, ranked: event.ranked.map((r) => ({ ...r, candidate: without(r.candidate) })) };
    default:
      return event;
  }
}

function whole(file: SourceFile, event: SessionEvent): SessionEvent {
  const complete = (candidate: Omit<Candidate, 'source'> & { readonly source?: string }): Candidate => ({
    ...candidate,
    source: candidate.source ?? applyEdits(file.text, candidate.edits),
  });
  switch (event.kind) {
    case 'captured':
      return { ...event, focal: { ...event.focal, file } };
    case 'candidate':
      return { ...event, candidate: complete(event.candidate) };
    case 'ranked':
      return { ...event, ranked: event.ranked.map((r) => ({ ...r, candidate: complete(r.candidate) })) };
    default:
      return event;
  }
}
