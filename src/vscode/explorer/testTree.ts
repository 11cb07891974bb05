import type { GeneratedSuite, Basis } from '../../core/model/generation';
import type { ProjectTest, Test, Trust } from '../../core/model/test';
import { lineAt } from '../../core/model/text';
import type { RunView } from '../../core/run/runRecord';
import type { FoundTest } from '../../core/testRun/findTests';
import type { WantedTest } from '../../core/testRun/runTests';
import { t } from '../l10n';

/** A test as the explorer shows it. `key` is unique within its function and the same in the next window. Lines are zero-based. */
export interface ShownTest extends WantedTest {
  readonly label: string;
  readonly description: string;
  readonly trust: Trust;
  readonly path: string;
  readonly line: number;
}

export interface ShownFunction {
  readonly path: string;
  /** Qualified. */
  readonly name: string;
  readonly line: number;
  readonly tests: readonly ShownTest[];
}

export interface ShownFile {
  readonly path: string;
  readonly functions: readonly ShownFunction[];
}

export interface Sources {
  /** Their tests are adopted: docstring examples, answers, the project's own. */
  readonly runs: readonly RunView[];
  /** Tests in test files: those Eider wrote, and those of the files that runs used, for their lines. */
  readonly found: readonly FoundTest[];
  /** Generated and not written yet. */
  readonly waiting: readonly GeneratedSuite[];
}

/** The one project test behind a shown test, which a debugger can be started for. */
export function projectTest({ checks: [first] }: ShownTest): ProjectTest | undefined {
  return first?.kind === 'project' ? first : undefined;
}

const keyOf = ({ framework, path, selector }: Pick<ProjectTest, 'framework' | 'path' | 'selector'>): string =>
  `${framework}:${path}:${selector}`;

/** Every test once, below its function and file: in the order of the text, trusted ones first. */
export function testTree({ runs, found, waiting }: Sources): readonly ShownFile[] {
  const tree = new Tree();
  for (const test of found) {
    if (!test.generated) continue;
    const { focal } = test.generated;
    tree.add(focal.path, focal.name, focal.line, writtenTest(test, test.generated));
  }
  const lines = new Map(found.map((test) => [keyOf(test), test.line]));
  for (const { focal, tests } of runs) {
    if (!focal) continue;
    const line = lineAt(focal.file.text, focal.range.start);
    for (const test of tests) {
      const shown = adoptedTest(test, focal.file.path, line, lines);
      if (shown) tree.add(focal.file.path, focal.qualifiedName, line, shown);
    }
  }
  for (const suite of waiting) {
    const { focal, tests } = suite;
    const line = lineAt(focal.file.text, focal.range.start);
    for (const { name, basis, trust, checks } of tests) {
      tree.add(focal.file.path, focal.qualifiedName, line, {
        key: `waiting:${name}`,
        checks,
        label: name,
        description: [trustWords(trust), basisWords(basis), t('not written yet')].join(' · '),
        trust,
        path: focal.file.path,
        line,
      });
    }
  }
  return tree.files();
}

class Tree {
  readonly #files = new Map<string, Map<string, { line: number; readonly tests: Map<string, ShownTest> }>>();

  /** What came first stays: a test that Eider wrote is its own, though a run found it in the project. */
  add(path: string, name: string, line: number, test: ShownTest): void {
    const functions = this.#files.get(path) ?? new Map<string, { line: number; tests: Map<string, ShownTest> }>();
    this.#files.set(path, functions);
    const entry = functions.get(name) ?? { line, tests: new Map<string, ShownTest>() };
    functions.set(name, entry);
    if (!entry.tests.has(test.key)) entry.tests.set(test.key, test);
  }

  files(): readonly ShownFile[] {
    const files = [...this.#files].map(([path, functions]) => ({
      path,
      functions: [...functions]
        .map(([name, { line, tests }]) => ({ path, name, line, tests: inOrder(path, [...tests.values()]) }))
        .sort((a, b) => a.line - b.line),
    }));
    return files.sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}

/** What stands beside the function comes before what stands in test files. */
function inOrder(home: string, tests: readonly ShownTest[]): readonly ShownTest[] {
  const rank = ({ trust, path }: ShownTest): number => (trust === 'trusted' ? 0 : 2) + (path === home ? 0 : 1);
  const sorted = tests.toSorted(
    (a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line),
  );
  const count = new Map<string, number>();
  for (const { label } of tests) count.set(label, (count.get(label) ?? 0) + 1);
  // Two of a name are told apart by what is around them.
  return sorted.map((test) => {
    const project = (count.get(test.label) ?? 0) > 1 ? projectTest(test) : undefined;
    return project ? { ...test, label: project.selector } : test;
  });
}

function writtenTest(test: FoundTest, { basis, edited }: NonNullable<FoundTest['generated']>): ShownTest {
  const { path, framework, selector, line, name } = test;
  const trust = basis === 'docstring' || basis === 'answer' ? 'trusted' : 'plausible';
  const key = keyOf(test);
  const source = basis === 'docstring' ? 'project' : basis === 'specification' ? 'model' : basis;
  return {
    key,
    // As the project's framework knows it, wherever Eider has it from.
    checks: [{ kind: 'project', id: key, title: name, trust, source, framework, path, selector, at: { path, line } }],
    label: name,
    description: [trustWords(trust), basisWords(basis), ...(edited ? [t('edited')] : [])].join(' · '),
    trust,
    path,
    line,
  };
}

function adoptedTest(
  test: Test,
  home: string,
  homeLine: number,
  lines: ReadonlyMap<string, number>,
): ShownTest | undefined {
  const { trust } = test;
  const at = test.at ?? { path: home, line: homeLine };
  if (test.kind === 'project') {
    const bare = { ...test, selector: test.selector.replace(/\[.*\]$/s, '') };
    return {
      key: keyOf(test),
      checks: [test],
      label: test.selector.split(/::| > |\.(?=[^.]*$)/).at(-1) ?? test.selector,
      description: [trustWords(trust), t('your test')].join(' · '),
      trust,
      path: test.path,
      line: lines.get(keyOf(test)) ?? lines.get(keyOf(bare)) ?? at.line,
    };
  }
  if (test.kind !== 'example' || (test.source !== 'docstring' && test.source !== 'answer')) return undefined;
  return {
    key: `${test.source}:${test.id}`,
    checks: [test],
    label: test.title,
    description: [trustWords(trust), test.source === 'docstring' ? basisWords('docstring') : t('your answer')].join(
      ' · ',
    ),
    trust,
    ...at,
  };
}

const trustWords = (trust: Trust): string => (trust === 'trusted' ? t('trusted') : t('plausible'));

function basisWords(basis: Basis): string {
  switch (basis) {
    case 'docstring':
      return t('docstring example');
    case 'specification':
      return t('docstring as a model reads it');
    case 'property':
      return t('property');
    case 'observation':
      return t('present behaviour');
    case 'answer':
      return t('your answer');
  }
}
