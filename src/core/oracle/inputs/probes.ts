import type { FocalFunction } from '../../model/focalFunction';
import type { ProbeTest, Test } from '../../model/test';
import type { DeclaredTypes } from './declaredTypes';
import { conforms } from './conforms';
import { InputDomain } from './domain';
import { boundaries, interleave, randomValue } from './generate';
import { parseValue } from './literal';
import { mutate, neighbours, type Pool } from './mutate';
import { observedCalls, targetOf, type ObservedCall, type Target } from './observedCalls';
import { callerParameters, parameterType } from './parameterTypes';
import { between, pick, seeded } from './random';
import { shrinkArguments } from './shrink';
import { usedType } from './describedType';
import { isOpen, parseType, type Type } from './type';
import { printArguments, type Argument, type Dialect, type Value } from './value';

export interface InputRequest {
  readonly focal: FocalFunction;
  readonly dialect: Dialect;
  /** Only trusted tests are looked at. */
  readonly tests: readonly Test[];
  /** Texts of assertion scripts and of the project's test files that reach the function. */
  readonly texts?: readonly string[];
  readonly seed: number;
  /** How many inputs, at most. */
  readonly count: number;
  /** Types of the project's own code. */
  readonly declared?: DeclaredTypes;
  /** Make up values for parameters of which nothing is known, too. */
  readonly guess?: boolean;
}

/** A call to make, whose arguments can still be changed. */
export type Input = ObservedCall;

/** Inputs of the focal function, and what keeps them meaningful. */
export interface Inputs {
  readonly inputs: readonly Input[];
  /** Calls that trusted tests make. */
  readonly observed: readonly ObservedCall[];
  readonly domain: InputDomain;
  readonly dialect: Dialect;
  /** Of the leading positional arguments, where something is known of them. */
  readonly types: readonly Type[];
}

/** Share of the inputs taken next to observed calls, and at the boundaries of the types; the rest is random. */
const share = { near: 0.5, boundary: 0.25 };
const randomTries = 20;

/**
 * Typed inputs: boundary values first, then seeded random ones, small; all in the domain of the trusted tests' arguments and none that a
 * trusted test already makes. Sources by worth: observed arguments and their neighbours, annotations, docstring, defaults, constants.
 * Empty when the function cannot be called by name.
 */
export function generateInputs(request: InputRequest): Inputs {
  const { focal, dialect, count } = request;
  const target = targetOf(focal, dialect);
  const observed = target
    ? observedCalls(target, request.tests, request.texts ?? [], dialect, request.declared?.callees)
    : [];
  const domain = new InputDomain(observed.map((call) => call.args));
  if (!target) return { inputs: [], observed, domain, dialect, types: [] };
  const space = spaceOf(request, target, observed);
  const types = space?.types ?? [];

  const chosen = new Map<string, Input>();
  const known = new Set(observed.map((call) => keyOf(call, dialect)));
  const add = (input: Input, limit: number): void => {
    if (chosen.size >= limit) return;
    const fitted = domain.accepts(input.args) ? input : { ...input, args: domain.fit(input.args) };
    const key = keyOf(fitted, dialect);
    if (known.has(key) || chosen.has(key) || !domain.accepts(fitted.args) || !areTyped(fitted.args, types)) return;
    chosen.set(key, fitted);
  };

  const pool = poolOf(focal, observed, dialect);
  for (const input of nearObserved(observed, pool)) add(input, Math.ceil(count * share.near));
  if (space) {
    const limit = chosen.size + Math.ceil(count * share.boundary);
    for (const input of atBoundaries(space, pool)) add(input, Math.min(limit, count));
  }
  const random = seeded(request.seed);
  for (let i = 0; i < randomTries * count && chosen.size < count; i++) {
    const base = pick(random, observed);
    if (base && (!space || random.next() < 0.5)) {
      const args = base.args.map((arg) => ({ ...arg, value: mutate(arg.value, random, pool, between(random, 0, 3)) }));
      add({ ...base, args }, count);
    } else if (space) {
      const size = between(random, 1, 8);
      const args = space.types.map((type) => ({ value: randomValue(type, random, size, pool) }));
      add({ ...space.base, args }, count);
    }
  }
  return { inputs: [...chosen.values()], observed, domain, dialect, types };
}

/** The inputs as calls whose outcome is recorded and not judged. */
export function probes(request: InputRequest): readonly ProbeTest[] {
  return generateInputs(request).inputs.map((input) => probeOf(input, request.dialect));
}

export function probeOf(input: Input, dialect: Dialect): ProbeTest {
  const call = callText(input, dialect);
  return {
    kind: 'probe',
    id: `probe ${keyOf(input, dialect)}`,
    title: call,
    trust: 'plausible',
    source: 'observation',
    setup: input.setup,
    call,
  };
}

export function callText(input: Input, dialect: Dialect): string {
  return `${input.callee}(${printArguments(input.args, dialect)})`;
}

/** Simpler calls in the domain and of the types, for `minimise`. */
export function* simplerInputs(input: Input, { domain, types }: Pick<Inputs, 'domain' | 'types'>): Generator<Input> {
  for (const args of shrinkArguments(input.args))
    if (domain.accepts(args) && areTyped(args, types)) yield { ...input, args };
}

const areTyped = (args: readonly Argument[], types: readonly Type[]): boolean =>
  args.every(({ name, value }, i) => name !== undefined || conforms(value, types[i] ?? { kind: 'unknown' }));

const keyOf = (input: Input, dialect: Dialect): string => [...input.setup, callText(input, dialect)].join('\n');

/** One argument changed at a time, the observed calls taking turns, shortest first. */
function nearObserved(observed: readonly ObservedCall[], pool: Pool): readonly Input[] {
  const byLength = [...observed].sort((a, b) => JSON.stringify(a.args).length - JSON.stringify(b.args).length);
  return interleave(
    byLength.map((call) =>
      interleave(
        call.args.map((arg, i) =>
          [...neighbours(arg.value, pool)]
            .slice(0, 60)
            .map((value): Input => ({ ...call, args: call.args.with(i, { ...arg, value }) })),
        ),
      ),
    ),
  );
}

/** What is known of the parameters, to make arguments from nothing. */
interface Space {
  readonly base: Input;
  readonly types: readonly Type[];
  /** How many leading parameters must be given. */
  readonly required: number;
}

function spaceOf(
  { focal, dialect, declared, guess = false }: InputRequest,
  target: Target,
  observed: readonly ObservedCall[],
): Space | undefined {
  const [example] = observed;
  const body = focal.file.text.slice(focal.bodyRange.start, focal.bodyRange.end).replace(focal.docstring ?? '', '');
  const callee = example?.callee ?? target.callee;
  if (callee === undefined) return undefined;
  const base: Input = { setup: example?.setup ?? [], callee, args: [] };
  const positional = observed.map((call) => call.args.filter((arg) => arg.name === undefined).map((arg) => arg.value));
  const width = positional.reduce((most, values) => Math.max(most, values.length), 0);
  const parameters = focal.enclosing.length > 0 ? [] : callerParameters(focal);
  const plain = parameters.filter((p) => p.kind === 'plain' || p.kind === 'destructured');
  const length = Math.max(width, plain.filter((p) => p.defaultValue === undefined).length);
  const types = Array.from({ length }, (_, i) => {
    const values = positional.flatMap((row) => row.slice(i, i + 1));
    const parameter = plain[i] ?? { name: '', kind: 'plain' };
    const type = parameterType(parameter, values, focal.docstring, dialect, declared?.names);
    const used = isOpen(type) ? usedType(parameter.name, body) : undefined;
    return used === undefined || type.kind !== 'unknown' ? type : parseType(used, 'python');
  });
  // Values of a type nobody knows would be thrown out by the function, and a class of the user's cannot be made up.
  if (!guess && types.some(isOpen)) return undefined;
  const optional = plain.findIndex((p) => p.defaultValue !== undefined);
  return { base, types, required: optional < 0 ? length : Math.min(optional, length) };
}

/** Each argument in turn runs through its boundaries while the others hold still; then all move together. */
function atBoundaries({ base, types, required }: Space, pool: Pool): readonly Input[] {
  const choices = types.map((type) => boundaries(type, pool).slice(0, 24));
  const calm = (i: number): Value => choices[i]?.[2] ?? choices[i]?.[0] ?? { kind: 'null' };
  const args = (value: (i: number) => Value, count = types.length): readonly Argument[] =>
    Array.from({ length: count }, (_, i) => ({ value: value(i) }));
  const together = (choices[0] ?? []).map((_, step) => args((i) => choices[i]?.[step] ?? calm(i)));
  const single = choices.map((values, changed) =>
    values.map((value) => args((i) => (i === changed ? value : calm(i)))),
  );
  const short = required < types.length ? [args(calm, required)] : [];
  const none = types.length === 0 ? [args(calm)] : [];
  return [...none, ...short, ...interleave([...single, together])].map((list) => ({ ...base, args: list }));
}

/** Numbers and strings that stand in the function and in observed arguments; each number with its neighbours. */
function poolOf(focal: FocalFunction, observed: readonly ObservedCall[], dialect: Dialect): Pool {
  const body = focal.file.text.slice(focal.bodyRange.start, focal.bodyRange.end);
  const code = focal.docstring === undefined ? body : body.replace(focal.docstring, '');
  const numbers = new Set<number>();
  for (const [text] of code.matchAll(/(?<![\w.])\d+(\.\d+)?(?![\w.])/g)) {
    const value = Number(text);
    if (Number.isInteger(value)) for (const near of [value, value + 1, value - 1]) numbers.add(near);
    else numbers.add(value);
  }
  const strings = new Set<string>();
  for (const [text] of code.matchAll(/"[^"\\\n]{0,20}"|'[^'\\\n]{0,20}'/g)) {
    const value = parseValue(text, dialect);
    if (value.kind === 'string') strings.add(value.value);
  }
  for (const call of observed) {
    for (const { value } of call.args) {
      if (value.kind === 'string') strings.add(value.value);
      if (value.kind === 'int') numbers.add(value.value);
    }
  }
  return { numbers: [...numbers].slice(0, 24), strings: [...strings].slice(0, 12) };
}
