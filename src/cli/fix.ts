import { constants } from 'node:fs';
import { access, readFile, realpath, rename, stat, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import type { ModelPlan } from '../core/candidate/strategies/plan';
import type { LanguageDefinition } from '../core/language';
import { HumanError } from '../core/errors';
import { FixResultBuilder } from '../core/fixResult';
import type { Outcome } from '../core/model/events';
import type { LanguageId, SourceFile } from '../core/model/focalFunction';
import type { FunctionSelector } from '../core/ports';
import { exitCodes } from '../core/run/words';
import type { SelfDebugger } from '../core/selfDebugger';
import type { Command } from './arguments';
import type { Printer } from './printer';

type FixCommand = Extract<Command, { command: 'fix' }>;

/** Runs the loop on one function, prints it, and applies the best fix when asked to. Resolves to the exit code. */
export async function runFix(
  command: FixCommand,
  parts: {
    readonly self: SelfDebugger;
    readonly languages: readonly LanguageDefinition[];
    readonly root: string;
    readonly plan: ModelPlan;
  },
  printer: Printer,
  signal: AbortSignal,
): Promise<number> {
  const builder = new FixResultBuilder();
  let file: SourceFile;
  let select: FunctionSelector;
  try {
    file = await readSource(command.file, parts.languages);
    select = selector(command.target, file.text);
    if (command.apply) await mustBeWritable(file.path);
  } catch (error) {
    if (!(error instanceof HumanError)) throw error;
    // Who asked for JSON gets it, also when nothing could be run.
    const message = `${error.message} ${error.next}`;
    builder.add({ kind: 'finished', outcome: 'error', message, durations: {}, modelCalls: 0, tried: 0 });
    printer.result(builder.result(command.file));
    return exitCodes.error;
  }
  let outcome: Outcome = 'error';
  const request = {
    file,
    select,
    budgetMs: command.budgetMs,
    seed: command.seed,
    model: parts.plan,
    ...(command.tests.length > 0 ? { testPaths: command.tests.map((t) => path.resolve(t)) } : {}),
  };
  for await (const event of parts.self.fix(request, signal)) {
    builder.add(event);
    if (event.kind === 'finished') outcome = event.outcome;
    printer.event(event);
  }
  const name = path.relative(parts.root, file.path).split(path.sep).join('/') || path.basename(file.path);
  printer.result(builder.result(name));
  const best = builder.best;
  if (command.apply && best) {
    await apply(file, best.candidate.source);
    printer.note(`Applied to ${name}: ${best.candidate.title}`);
  }
  return exitCodes[outcome];
}

/** @throws HumanError `fileNotFound`, `unsupportedLanguage`, `fileTooLarge`, `notUtf8`. */
export async function readSource(file: string, languages: readonly LanguageDefinition[]): Promise<SourceFile> {
  const full = path.resolve(file);
  const info = await stat(full).catch(() => undefined);
  if (!info?.isFile()) throw new HumanError('fileNotFound', `There is no file ${file}.`, 'Check the path.');
  if (info.size > 8 << 20) {
    throw new HumanError('fileTooLarge', `${file} is larger than 8 MiB.`, 'Move the function into a smaller file.');
  }
  const languageId = languageOf(full, languages);
  const bytes = await readFile(full);
  const text = bytes.toString('utf8');
  // Written back, such a text would have lost what could not be read.
  if (!Buffer.from(text, 'utf8').equals(bytes)) {
    throw new HumanError('notUtf8', `${file} is not text in UTF-8.`, 'Save it as UTF-8 and run again.');
  }
  return { path: full, languageId, text, version: 0 };
}

function languageOf(file: string, languages: readonly LanguageDefinition[]): LanguageId {
  const extension = path.extname(file).toLowerCase();
  const language = languages.find((l) => l.extensions.includes(extension));
  if (!language) {
    const known = languages.flatMap((l) => l.extensions).join(', ');
    throw new HumanError(
      'unsupportedLanguage',
      `Eider does not know files like ${path.basename(file)}.`,
      `It knows ${known}.`,
    );
  }
  switch (extension) {
    case '.py':
    case '.pyi':
      return 'python';
    case '.ts':
    case '.mts':
    case '.cts':
      return 'typescript';
    case '.tsx':
      return 'typescriptreact';
    case '.jsx':
      return 'javascriptreact';
    default:
      return language.id;
  }
}

/** A number is a one-based line: the function around the first non-blank character of that line. */
export function selector(target: string, text: string): FunctionSelector {
  if (!/^\d+$/.test(target)) return { name: target };
  const lines = text.split('\n');
  const index = Number(target) - 1;
  const line = lines[index];
  if (line === undefined) {
    throw new HumanError(
      'noFunction',
      `There is no line ${target}: the file has ${lines.length} lines.`,
      'Name a line inside a function.',
    );
  }
  const start = lines.slice(0, index).reduce((sum, l) => sum + l.length + 1, 0);
  return { offset: start + (/\S/.exec(line)?.index ?? 0) };
}

async function mustBeWritable(file: string): Promise<void> {
  const refuse = (cause?: unknown): never => {
    const next = 'Make it writable, or run without --apply.';
    throw new HumanError('readOnly', `${file} cannot be written.`, next, { cause });
  };
  await access(file, constants.W_OK).catch(refuse);
  // An administrator may write to it all the same; whoever took everybody's leave to write did not mean that.
  if (((await stat(file)).mode & 0o222) === 0) refuse();
}

/**
 * Writes through a temporary file in the same folder, so that a crash leaves either the old or the new text. A link stays
 * a link: the file it leads to is the one that changes.
 */
async function apply(file: SourceFile, source: string): Promise<void> {
  if ((await readFile(file.path, 'utf8')) !== file.text) {
    throw new HumanError('documentChanged', `${file.path} was changed during the run.`, 'Run again.');
  }
  const target = await realpath(file.path);
  const temporary = `${target}.eider-${process.pid}`;
  await writeFile(temporary, source, { mode: (await stat(target)).mode });
  await rename(temporary, target);
}
