import type { GeneratedSuite } from '../model/generation';
import type { ExampleTest } from '../model/test';
import { parseValue } from '../oracle/inputs/literal';
import type { RunView } from '../run/runRecord';
import { nameOfExample } from './names';

/**
 * What a person said about a function, as a suite of one test that `writeTests` puts beside the project's own.
 * Undefined where no comparison can be written: the function was not captured, or the value is no literal of the language.
 */
export function answerSuite(run: RunView, answer: ExampleTest): GeneratedSuite | undefined {
  const { focal, runtime, containment } = run;
  if (!focal || runtime === undefined || containment === undefined) return undefined;
  const dialect = focal.file.languageId === 'python' ? 'python' : 'javascript';
  const test = writable(answer, dialect);
  return (
    test && {
      focal,
      tests: [{ name: nameOfExample(test, dialect), basis: 'answer', trust: 'trusted', checks: [test], kills: 0 }],
      possibleBugs: [],
      inputs: { run: 0, stable: 0 },
      mutants: { run: 0, killed: 0 },
      changes: [],
      runtime,
      containment,
    }
  );
}

/** An output is known as it was printed; where that is the source of a value, the value is demanded. */
function writable(test: ExampleTest, dialect: 'python' | 'javascript'): ExampleTest | undefined {
  const { expected } = test;
  if (expected.kind === 'throws') return test;
  const source = expected.kind === 'value' ? expected.source : expected.text;
  if (expected.kind === 'printed' && parseValue(source, dialect).kind === 'opaque') return undefined;
  return { ...test, expected: { kind: 'value', source } };
}
