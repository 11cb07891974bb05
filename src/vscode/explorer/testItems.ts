import * as vscode from 'vscode';
import { shortName } from '../documents';
import { projectTest, type ShownFile, type ShownFunction, type ShownTest } from './testTree';

/** A test with the function it is about. `id` is the same in the next window. */
export interface Leaf {
  readonly id: string;
  readonly item: vscode.TestItem;
  readonly focal: ShownFunction;
  readonly test: ShownTest;
}

const tag = {
  trusted: new vscode.TestTag('trusted'),
  plausible: new vscode.TestTag('plausible'),
  /** A test of a framework: a debugger can be started for it. */
  debuggable: new vscode.TestTag('debuggable'),
} as const;
export const debuggable = tag.debuggable;

/** The tree of the controller, kept in step with what is known. Items that stay keep their results. */
export class TestItems {
  readonly #controller: vscode.TestController;
  #leaves = new Map<string, Leaf>();

  constructor(controller: vscode.TestController) {
    this.#controller = controller;
  }

  get leaves(): readonly Leaf[] {
    return [...this.#leaves.values()];
  }

  show(files: readonly ShownFile[]): void {
    const leaves = new Map<string, Leaf>();
    const fileItems = files.map((file, i) => {
      const item = this.#item(this.#controller.items, file.path, shortName(file.path), file.path, i);
      const functionItems = file.functions.map((focal, j) => {
        const below = this.#item(item.children, focal.name, focal.name, focal.path, j, focal.line);
        below.children.replace(
          focal.tests.map((test, k) => {
            const leaf = this.#item(below.children, test.key, test.label, test.path, k, test.line);
            leaf.description = test.description;
            leaf.tags = [tag[test.trust], ...(projectTest(test) ? [tag.debuggable] : [])];
            const id = leafId(focal, test);
            leaves.set(id, { id, item: leaf, focal, test });
            return leaf;
          }),
        );
        return tagged(below);
      });
      item.children.replace(functionItems);
      return tagged(item);
    });
    this.#controller.items.replace(fileItems);
    this.#leaves = leaves;
  }

  /** The tests at and below the items of a request; all of them when it names none. */
  wanted({ include, exclude }: Pick<vscode.TestRunRequest, 'include' | 'exclude'>): readonly Leaf[] {
    const within = ({ item }: Leaf, items: readonly vscode.TestItem[]) => {
      for (let one: vscode.TestItem | undefined = item; one; one = one.parent) if (items.includes(one)) return true;
      return false;
    };
    return this.leaves.filter((leaf) => (!include || within(leaf, include)) && !within(leaf, exclude ?? []));
  }

  /** Tests that a change of the file may change: its functions' and its own. */
  touching(path: string): readonly Leaf[] {
    return this.leaves.filter(({ focal, test }) => focal.path === path || test.path === path);
  }

  #item(
    among: vscode.TestItemCollection,
    id: string,
    label: string,
    path: string,
    order: number,
    line?: number,
  ): vscode.TestItem {
    const known = among.get(id);
    const item =
      known?.uri?.fsPath === path ? known : this.#controller.createTestItem(id, label, vscode.Uri.file(path));
    item.label = label;
    item.sortText = String(order).padStart(5, '0');
    item.range = line === undefined ? undefined : new vscode.Range(line, 0, line, 0);
    return item;
  }
}

export const leafId = ({ path, name }: ShownFunction, { key }: ShownTest): string => JSON.stringify([path, name, key]);

/** What holds tests can be debugged and filtered like them. */
function tagged(item: vscode.TestItem): vscode.TestItem {
  const tags = new Map<string, vscode.TestTag>();
  item.children.forEach((child) => child.tags.forEach((one) => tags.set(one.id, one)));
  item.tags = [...tags.values()];
  return item;
}
