import * as vscode from 'vscode';
import type { CoveredStatement, TestRunEvent } from '../../core/testRun/runTests';
import type { Leaf } from './testItems';

type Covered = Extract<TestRunEvent, { kind: 'coverage' }>;

/** What the tests of one function ran, with the tests by the keys of that answer. */
interface Part {
  readonly covered: Covered;
  readonly leaves: ReadonlyMap<string, Leaf>;
}

/** What the tests of a run ran, by file; told to the editor in numbers first and in lines when someone looks. */
export class Coverage {
  readonly #parts = new WeakMap<vscode.TestRun, Map<string, Part[]>>();
  readonly #told = new WeakMap<vscode.FileCoverage, readonly Part[]>();

  add(run: vscode.TestRun, covered: Covered, leaves: readonly Leaf[]): void {
    const { path } = covered.focal.file;
    const part = { covered, leaves: new Map(leaves.map((leaf) => [leaf.test.key, leaf])) };
    const parts = this.#parts.get(run) ?? new Map<string, Part[]>();
    this.#parts.set(run, parts.set(path, [...(parts.get(path) ?? []), part]));
  }

  tell(run: vscode.TestRun): void {
    for (const [path, parts] of this.#parts.get(run) ?? []) {
      const { statementCoverage, declarationCoverage } = vscode.FileCoverage.fromDetails(
        vscode.Uri.file(path),
        detailsOf(parts, () => true),
      );
      const items = parts.flatMap(({ covered, leaves }) =>
        [...leaves].flatMap(([key, { item }]) => (covered.unseen.includes(key) ? [] : [item])),
      );
      const uri = vscode.Uri.file(path);
      const file = new vscode.FileCoverage(uri, statementCoverage, undefined, declarationCoverage, items);
      this.#told.set(file, parts);
      run.addCoverage(file);
    }
  }

  details(file: vscode.FileCoverage, from?: vscode.TestItem): vscode.FileCoverageDetail[] {
    return detailsOf(this.#told.get(file) ?? [], ({ leaves }, key) => !from || leaves.get(key)?.item.id === from.id);
  }
}

/** Statements and functions; `counts` says which tests to look at. */
function detailsOf(
  parts: readonly Part[],
  counts: (part: Part, key: string) => boolean,
): (vscode.StatementCoverage | vscode.DeclarationCoverage)[] {
  return parts.flatMap((part) => {
    const { focal, statements } = part.covered;
    const rangeOf = positions(focal.file.text);
    const ran = ({ tests }: CoveredStatement) => tests.some((key) => counts(part, key));
    return [
      new vscode.DeclarationCoverage(focal.qualifiedName, statements.some(ran), rangeOf(focal.range)),
      ...statements.map((one) => new vscode.StatementCoverage(ran(one), rangeOf(one.range))),
    ];
  });
}

function positions(text: string): (range: { readonly start: number; readonly end: number }) => vscode.Range {
  const position = (offset: number) => {
    const before = text.slice(0, offset);
    return new vscode.Position(before.split('\n').length - 1, offset - (before.lastIndexOf('\n') + 1));
  };
  return ({ start, end }) => new vscode.Range(position(start), position(end));
}
