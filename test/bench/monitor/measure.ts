import * as path from 'node:path';
import type { Syntax } from '../../../src/core/capture/syntax';
import type { SourceFile } from '../../../src/core/model/focalFunction';
import { IdentifierMonitor } from '../../../src/core/monitor/identifiers/identifierMonitor';
import type { Site } from '../../../src/core/monitor/identifiers/sites';
import type { LanguageServer } from '../../../src/core/ports';
import type { Bar, Row } from '../results';
import { casesOf } from './planted';
import { processorTime } from './processorTime';

const signal = new AbortController().signal;

export interface Measured {
  readonly language: string;
  readonly files: readonly string[];
  /** Functions, not more. */
  readonly most: number;
  readonly syntax: Syntax;
  readonly server: LanguageServer;
  readonly verbose?: boolean;
  /** Awaited before the first function of a file. */
  readonly open?: (file: SourceFile) => Promise<unknown>;
}

/** One row for each function as it is and for each wrong identifier planted in it. */
export async function measure({ language, files, most, syntax, server, verbose, open }: Measured): Promise<Row[]> {
  const monitor = new IdentifierMonitor(syntax, server);
  const rows: Row[] = [];
  for (const { what, focal, original, candidate, site } of await casesOf(syntax, files, most)) {
    await open?.(focal.file);
    const started = performance.now();
    const worked = processorTime();
    const { verdict, illegal } = await monitor.check(original, candidate, signal, { repairs: false });
    const ms = Math.round(performance.now() - started);
    const work = Math.round(processorTime() - worked);
    if (verbose === true)
      console.log(
        `${language} ${what} ${focal.qualifiedName}: ${verdict}, ${ms} ms, ${work} ms of work`,
        illegal[0]?.why ?? '',
      );
    rows.push({
      language,
      what,
      file: path.basename(focal.file.path),
      function: focal.qualifiedName,
      known: await knows(server, focal.file, site),
      caught: verdict === 'illegal',
      why: illegal[0]?.why ?? '',
      ms,
      work,
    });
  }
  return rows;
}

async function knows(server: LanguageServer, file: SourceFile, site: Site | undefined): Promise<boolean> {
  if (!site) return true;
  if (site.kind === 'call') {
    const answer = await server.signatures(file, site.asked, signal);
    // No number of arguments is too large for `*args`.
    return answer.kind === 'known' && !answer.value.some(({ parameters }) => parameters.some((p) => p.rest));
  }
  const answer = await server.members(file, site.range.start, signal);
  return answer.kind === 'known' && answer.value.some((member) => member.name === site.name);
}

export function barsOf(language: string, rows: readonly Row[]): Bar[] {
  const own = rows.filter((row) => row['language'] === language);
  // Nobody can tell a wrong member from a right one where the type of what it belongs to is not known.
  const planted = own.filter((row) => row['what'] !== 'untouched' && row['known'] === true);
  const untouched = own.filter((row) => row['what'] === 'untouched');
  const share = (100 * planted.filter((row) => row['caught'] === true).length) / Math.max(1, planted.length);
  const median = (column: string) => own.map((row) => Number(row[column])).sort((a, b) => a - b)[own.length >> 1] ?? 0;
  return [
    {
      name: `${language}: planted identifiers caught, of ${planted.length} whose right form the server knows`,
      value: share,
      unit: '%',
      bar: 95,
      is: 'at least',
    },
    {
      name: `${language}: false alarms on ${untouched.length} untouched functions`,
      value: untouched.filter((row) => row['caught'] === true).length,
      unit: 'functions',
      bar: 0,
      is: 'at most',
    },
    {
      name: `${language}: median time of one candidate`,
      value: median('ms'),
      unit: 'ms',
      bar: 250,
      is: 'at most',
    },
    {
      name: `${language}: median processor time of one candidate, the server's included`,
      value: median('work'),
      unit: 'ms',
      bar: 250,
      is: 'at most',
    },
  ];
}
