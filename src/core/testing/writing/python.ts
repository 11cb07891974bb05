import type { FocalFunction } from '../../model/focalFunction';
import type { GeneratedTest } from '../../model/generation';
import type { ExampleTest, PropertyTest } from '../../model/test';
import type { Block } from './blocks';
import { capitalised, functionWords, isRounded, slug } from './code';

/** What a written Python test needs from elsewhere, besides the function's module. */
export interface PythonCode {
  readonly blocks: readonly Block[];
  /** Modules to import by name: `pytest`, `asyncio`, `copy`. */
  readonly modules: ReadonlySet<string>;
}

/** One function or method for each test, two blanks per level. Names are distinct and none of `taken`. */
export function pythonBlocks(
  focal: FocalFunction,
  tests: readonly GeneratedTest[],
  framework: 'pytest' | 'unittest',
  taken: ReadonlySet<string>,
): PythonCode {
  const modules = new Set<string>();
  const names = new Set(taken);
  const blocks = tests.map((test): Block => {
    const name = freeName(['test', ...functionWords(focal), ...slug(test.name)].join('_'), names);
    names.add(name);
    const body = bodyOf(focal, test, framework, modules).map((line) => `  ${line}`);
    const parameters = [...(framework === 'unittest' ? ['self'] : []), ...(test.drawn ? ['args'] : [])];
    const head = `def ${name}(${parameters.join(', ')}):`;
    return { name, basis: test.basis, lines: [...decorators(test, modules), head, ...body] };
  });
  return { blocks, modules };
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let i = 2, free = name; ; i++, free = `${name}_${i - 1}`) if (!taken.has(free)) return free;
}

/** Name of the class that holds the generated methods of a function. */
export const pythonClass = (focal: FocalFunction): string =>
  `Test${functionWords(focal).map(capitalised).join('')}Generated`;

function bodyOf(
  focal: FocalFunction,
  test: GeneratedTest,
  framework: 'pytest' | 'unittest',
  modules: Set<string>,
): readonly string[] {
  const [first] = test.checks;
  const properties = test.checks.filter((check): check is PropertyTest => check.kind === 'property');
  if (first.kind === 'example') return exampleBody(focal, first, framework, modules);
  modules.add('copy');
  const holds = framework === 'pytest' ? `assert ${first.check}` : `self.assertTrue(${first.check})`;
  const inputs = properties.map(argumentTuple);
  const call = awaited(focal, `${first.callee}(*copy.deepcopy(args))`, modules);
  if (test.drawn) return [...first.setup, `result = ${call}`, holds];
  if (inputs.length === 1) return [...first.setup, `args = ${inputs[0] ?? '()'}`, `result = ${call}`, holds];
  return [
    ...first.setup,
    'for args in [',
    ...inputs.map((input) => `  ${input},`),
    ']:',
    `  result = ${call}`,
    `  ${holds}`,
  ];
}

/** Drawn anew in each run, but the same ones: a test that fails by chance is worth nothing. `examples`: how many, when not the usual number. */
export function decorators(test: GeneratedTest, modules: Set<string>, examples?: number): readonly string[] {
  if (!test.drawn) return [];
  modules.add('hypothesis');
  const properties = test.checks.filter((check): check is PropertyTest => check.kind === 'property');
  return [
    `@settings(derandomize=True, deadline=None${examples === undefined ? '' : `, max_examples=${examples}`})`,
    `@given(${test.drawn.source})`,
    ...properties.map((check) => `@example(${argumentTuple(check)})`),
  ];
}

const argumentTuple = ({ args }: PropertyTest): string => `(${args.join(', ')}${args.length === 1 ? ',' : ''})`;

function awaited(focal: FocalFunction, call: string, modules: Set<string>): string {
  if (!focal.isAsync) return focal.isGenerator ? `list(${call})` : call;
  modules.add('asyncio');
  return `asyncio.run(${call})`;
}

function exampleBody(
  focal: FocalFunction,
  test: ExampleTest,
  framework: 'pytest' | 'unittest',
  modules: Set<string>,
): readonly string[] {
  const call = focal.isAsync ? awaited(focal, test.call, modules) : test.call;
  const { expected } = test;
  const pytest = framework === 'pytest';
  if (expected.kind === 'throws') {
    if (pytest) modules.add('pytest');
    const type = expected.type ?? 'Exception';
    return [...test.setup, pytest ? `with pytest.raises(${type}):` : `with self.assertRaises(${type}):`, `  ${call}`];
  }
  const wanted = expected.kind === 'value' ? expected.source : expected.text;
  if (isRounded(wanted)) {
    if (pytest) modules.add('pytest');
    return [
      ...test.setup,
      pytest ? `assert ${call} == pytest.approx(${wanted})` : `self.assertAlmostEqual(${call}, ${wanted})`,
    ];
  }
  const single = ['None', 'True', 'False'].includes(wanted);
  if (pytest) return [...test.setup, `assert ${call} ${single ? 'is' : '=='} ${wanted}`];
  if (wanted === 'None') return [...test.setup, `self.assertIsNone(${call})`];
  return [...test.setup, `self.${single ? 'assertIs' : 'assertEqual'}(${call}, ${wanted})`];
}
