import { parseArgs } from 'node:util';
import { HumanError } from '../core/errors';
import type { LanguageId } from '../core/model/focalFunction';

export interface CommonOptions {
  readonly json: boolean;
  /** Milliseconds. */
  readonly budgetMs: number;
  readonly seed: number;
  readonly provider: 'templates' | 'auto' | 'openai';
  readonly sandbox: 'required' | 'preferred' | 'off';
  readonly python?: string;
  readonly node?: string;
  /** Command lines by language; an empty one: none is asked. */
  readonly languageServers: Readonly<Partial<Record<LanguageId, readonly string[]>>>;
  readonly verbose: boolean;
}

export type Command =
  | (CommonOptions & {
      readonly command: 'fix';
      readonly file: string;
      /** Qualified name, or a one-based line number. */
      readonly target: string;
      readonly tests: readonly string[];
      readonly apply: boolean;
    })
  | (CommonOptions & {
      readonly command: 'tests';
      readonly file: string;
      /** Qualified name, or a one-based line number. */
      readonly target: string;
      readonly write: boolean;
    })
  | (CommonOptions & { readonly command: 'model' })
  | (CommonOptions & { readonly command: 'bench'; readonly name: string; readonly rest: readonly string[] })
  | { readonly command: 'help' }
  | { readonly command: 'version' };

export const usage = `eider - reproduce, fix and explain one function

  eider fix FILE:FUNCTION [options]     find fixes, run each against every test, rank what survives
      --tests FILE                      tests or assertions to trust (repeat for more); default: docstring examples
                                        and the project's tests that reach the function
      --apply                           write the best plausible fix into FILE
  eider tests FILE:FUNCTION [options]   make tests: docstring examples, properties and present behaviour, each one run,
                                        repeated, and able to notice a small change
      --write                           put them into the project's test file; tests you edited stay as they are
  eider model                           ask the configured model what it can do, and how it is held to names that exist;
                                        kept for later runs
  eider bench quixbugs [options]        run a benchmark set from EIDER_BENCH_DATA

Options of every command
      --json                            print one JSON object (schema: fixResult.schema.json)
      --budget SECONDS                  wall time of the whole run (default 60; tests: 3)
      --provider templates|auto|openai  templates never opens a socket; auto (default) asks a model when one is
                                        configured and templates do not suffice; openai wants one
      --seed N                          makes the search repeatable (default 1)
      --sandbox required|preferred|off  containment of the code that is run (default preferred)
      --python FILE, --node FILE        the interpreter to run the code with
      --language-server LANGUAGE=COMMAND
                                        the server that is asked which names exist (repeat for more languages; nothing
                                        after the = for none); default: TypeScript's own, the project's pyright
      --verbose                         log to standard error
      --help, --version

Environment
      EIDER_BASE_URL, EIDER_MODEL, EIDER_API_KEY (or OPENAI_...): any OpenAI-compatible server
      EIDER_PRICE                       dollars per million prompt and completion tokens, as in 0.15/0.60

FUNCTION is a name (median, Stack.pop, outer.inner) or the number of a line inside the function.

Exit codes
  0  a plausible fix was found, or every test passes already; tests were made
  1  the failure stands: no plausible fix within the budget; tests: a possible bug was found
  2  bad arguments or input; the message says what to do
  3  no trusted test says what is wrong; tests: nothing to test was found
  130 cancelled
`;

/** @throws HumanError `badArguments`. */
export function parseCommand(argv: readonly string[]): Command {
  const parsed = parse(argv);
  const { values, positionals } = parsed;
  if (values.help) return { command: 'help' };
  if (values.version) return { command: 'version' };
  const [command, ...rest] = positionals;
  if (command === undefined) return { command: 'help' };
  const common: CommonOptions = {
    json: values.json,
    budgetMs: 1000 * number('budget', values.budget ?? (command === 'tests' ? '3' : '60'), 0.1, 86_400),
    seed: number('seed', values.seed, 0, 2 ** 32 - 1),
    provider: oneOf('provider', values.provider, ['templates', 'auto', 'openai']),
    sandbox: oneOf('sandbox', values.sandbox, ['required', 'preferred', 'off']),
    ...(values.python === undefined ? {} : { python: values.python }),
    ...(values.node === undefined ? {} : { node: values.node }),
    languageServers: Object.fromEntries((values['language-server'] ?? []).map(serverOf)),
    verbose: values.verbose,
  };
  switch (command) {
    case 'fix':
      return { ...common, command, ...placeOf(command, rest), tests: values.tests ?? [], apply: values.apply };
    case 'tests':
      return { ...common, command, ...placeOf(command, rest), write: values.write };
    case 'model':
      if (rest.length > 0) throw bad('`model` takes nothing but options.', 'For example: eider model --json');
      return { ...common, command };
    case 'bench': {
      const [name, ...more] = rest;
      if (name === undefined) throw bad('`bench` takes the name of a set.', 'For example: eider bench quixbugs');
      return { ...common, command: 'bench', name, rest: more };
    }
    default:
      throw bad(`There is no command "${command}".`, 'Run eider --help for the commands.');
  }
}

const languageIds: readonly LanguageId[] = ['python', 'javascript', 'javascriptreact', 'typescript', 'typescriptreact'];

/** `python=pylsp --check` as the language and the words of the command. */
function serverOf(text: string): readonly [LanguageId, readonly string[]] {
  const [, language, command] = /^([a-z]+)=(.*)$/s.exec(text) ?? [];
  const id = languageIds.find((one) => one === language);
  if (id === undefined || command === undefined)
    throw bad(
      `--language-server ${text} is not LANGUAGE=COMMAND.`,
      `Languages are ${languageIds.join(', ')}; for example: --language-server python="pylsp"`,
    );
  return [id, command.split(/\s+/).filter((word) => word !== '')];
}

function placeOf(
  command: string,
  [place, ...more]: readonly string[],
): { readonly file: string; readonly target: string } {
  const colon = place?.lastIndexOf(':') ?? -1;
  if (place === undefined || more.length > 0 || colon <= 0 || colon === place.length - 1) {
    throw bad(`\`${command}\` takes one FILE:FUNCTION.`, `For example: eider ${command} src/stats.py:median`);
  }
  return { file: place.slice(0, colon), target: place.slice(colon + 1) };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        tests: { type: 'string', multiple: true },
        apply: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        budget: { type: 'string' },
        provider: { type: 'string', default: 'auto' },
        seed: { type: 'string', default: '1' },
        sandbox: { type: 'string', default: 'preferred' },
        python: { type: 'string' },
        node: { type: 'string' },
        'language-server': { type: 'string', multiple: true },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        version: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw bad(error instanceof Error ? error.message : String(error), 'Run eider --help for the options.');
  }
}

function number(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < low || value > high) {
    throw bad(
      `--${name} ${text} is not a number from ${low} to ${high}.`,
      `For example: --${name} ${Math.max(low, 1)}`,
    );
  }
  return value;
}

function oneOf<T extends string>(name: string, text: string, choices: readonly T[]): T {
  const found = choices.find((c) => c === text);
  if (found === undefined) throw bad(`--${name} ${text} is not known.`, `Use one of: ${choices.join(', ')}.`);
  return found;
}

function bad(sentence: string, next: string): HumanError {
  return new HumanError('badArguments', sentence, next);
}
