import type { Syntax } from '../../capture/syntax';
import type { FocalFunction } from '../../model/focalFunction';
import type { ExampleTest, PropertyTest } from '../../model/test';
import { lineAt } from '../../model/text';
import { readSections } from '../docstringSections';
import { ExpressionReader } from '../expressionReader';
import { callerParameters } from '../inputs/parameterTypes';
import { callText, type Input } from '../inputs/probes';
import { print, type Dialect } from '../inputs/value';
import { readConditions } from './conditions';
import { ContractExpressions } from './expressions';
import { readPledges, type Pledge } from './promises';

export type ContractTest = ExampleTest | PropertyTest;

/** Documentation as something that can be run: what may be passed, and what is promised for it. */
export interface Contract {
  readonly pledges: readonly Pledge[];
  readonly conditions: readonly string[];
  /** Parameters that a call must give, in order. */
  readonly names: readonly string[];
  readonly expressions: ContractExpressions;
  readonly dialect: Dialect;
}

/** Undefined when the documentation promises nothing that can be read, or demands something that cannot. */
export async function readContract(syntax: Syntax, focal: FocalFunction): Promise<Contract | undefined> {
  const { docstring, file } = focal;
  const plain = focal.className === undefined && focal.enclosing.length === 0 && focal.qualifiedName === focal.name;
  if (docstring === undefined || !plain || focal.isAsync || focal.syntaxErrors.length > 0) return undefined;
  const parameters = callerParameters(focal);
  const names = parameters.filter((p) => p.defaultValue === undefined).map((p) => p.name);
  if (names.length === 0 || parameters.some((p) => p.kind !== 'plain')) return undefined;
  const language = syntax.definition(file.languageId);
  const parser = await syntax.parser(file.languageId);
  // Only the language's own names: a helper of the file may be as wrong as the function.
  const expressions = new ContractExpressions(new ExpressionReader(parser, language, focal, []), parser, language);
  const sections = readSections(docstring);
  const pledges = readPledges(sections, { parameters: names, expressions });
  if (pledges.length === 0) return undefined;
  const conditions = readConditions(sections, names, expressions);
  if (conditions.unread.length > 0) return undefined;
  return { pledges, conditions: conditions.holds, names, expressions, dialect: language.id };
}

/** The parts of a test that all tests of a contract share. */
export const contractBase = (id: string, title: string) =>
  ({ id, title, trust: 'trusted', source: 'docstring' }) as const;

/** The arguments' texts by parameter, in brackets where an operator could pull them apart. */
export function placing({ names, dialect }: Contract, input: Input): ReadonlyMap<string, string> {
  const texts = input.args.map(({ value }) => print(value, dialect));
  const bracketed = (text: string): string => (/^[\w[{"']/.test(text) ? text : `(${text})`);
  return new Map(names.map((name, i) => [name, bracketed(texts[i] ?? '')]));
}

/** What a pledge about items compares: the collection as a list. */
export const asItems = (pledge: Pledge, dialect: Dialect, text: string): string =>
  pledge.kind === 'equals' && pledge.items === true ? listOf(dialect, text) : text;

const listOf = (dialect: Dialect, text: string): string => (dialect === 'python' ? `list(${text})` : `[...${text}]`);

/** One pledge on one input, the arguments written in the parameters' places; `value` is what the promised expression gives there, when it is known. */
export function contractTest(
  focal: FocalFunction,
  contract: Contract,
  pledge: Pledge,
  input: Input,
  value?: string,
): ContractTest {
  const { expressions, dialect } = contract;
  const call = callText(input, dialect);
  const source = expressions.substitute(pledge.source, placing(contract, input));
  const shared = {
    at: { path: focal.file.path, line: lineAt(focal.file.text, focal.range.start) },
    setup: input.setup,
  };
  const id = `contract ${pledge.source}: ${call}`;
  if (pledge.kind === 'equals') {
    const items = focal.isGenerator && pledge.items !== true ? listOf(dialect, call) : asItems(pledge, dialect, call);
    const title = `${items} ${dialect === 'python' ? '==' : '==='} ${value ?? source}`;
    return { ...contractBase(id, title), ...shared, kind: 'example', call: items, expected: { kind: 'value', source } };
  }
  const callee = focal.isGenerator
    ? dialect === 'python'
      ? `(lambda *given: list(${input.callee}(*given)))`
      : `((...given) => [...${input.callee}(...given)])`
    : input.callee;
  const args = input.args.map(({ value }) => print(value, dialect));
  const title = `${call}: ${source}`;
  return { ...contractBase(id, title), ...shared, kind: 'property', callee, args, check: source };
}
