import * as vscode from 'vscode';
import { command, view } from '../ids';
import type { RunStore } from '../run/runStore';
import { candidateTree, treeMessage, type TreeNode } from './treeModel';

const refreshMs = 200;

/** The Candidates view: shows the store's current run. */
export class CandidatesView implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #store: RunStore;
  readonly #tree: vscode.TreeView<TreeNode>;
  readonly #listener: { dispose(): void };
  #roots: readonly TreeNode[] = [];
  #parents = new Map<string, TreeNode>();
  #waiting: NodeJS.Timeout | undefined;

  constructor(store: RunStore) {
    this.#store = store;
    this.#tree = vscode.window.createTreeView(view.candidates, { treeDataProvider: this, showCollapseAll: true });
    this.#listener = store.onDidUpdate(() => {
      this.#waiting ??= setTimeout(() => this.#refresh(), refreshMs);
    });
  }

  dispose(): void {
    clearTimeout(this.#waiting);
    this.#listener.dispose();
    this.#tree.dispose();
    this.#changed.dispose();
  }

  get selected(): TreeNode | undefined {
    return this.#tree.visible ? this.#tree.selection[0] : undefined;
  }

  /** Selects a candidate where the view is visible; does not open the view or take the focus. */
  async select(run: string, candidate: string): Promise<void> {
    if (!this.#tree.visible) return;
    this.#refresh();
    const node = this.#find(this.#roots, `${run}/candidate/${candidate}`);
    if (node) await this.#tree.reveal(node, { select: true, focus: false });
  }

  getChildren(node?: TreeNode): TreeNode[] {
    return [...(node ? node.children : this.#roots)];
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return this.#parents.get(node.id);
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const treeItem = new vscode.TreeItem(
      node.label,
      node.children.length === 0 ? None : node.open ? Expanded : Collapsed,
    );
    treeItem.id = node.id;
    treeItem.iconPath = new vscode.ThemeIcon(
      node.icon,
      node.iconColour ? new vscode.ThemeColor(node.iconColour) : undefined,
    );
    treeItem.accessibilityInformation = { label: node.spoken };
    if (node.description !== undefined) treeItem.description = node.description;
    if (node.tooltip !== undefined) treeItem.tooltip = new vscode.MarkdownString(node.tooltip);
    if (node.contextValue !== undefined) treeItem.contextValue = node.contextValue;
    if (node.candidate !== undefined) {
      treeItem.command = {
        title: '',
        command: command.openDiff,
        arguments: [{ run: node.run, candidate: node.candidate }],
      };
    } else if (node.does === 'answer') {
      const { run, option } = node;
      treeItem.command = {
        title: '',
        command: command.answer,
        arguments: [{ run, ...(option === undefined ? {} : { option }) }],
      };
    } else if (node.at) {
      const position = new vscode.Position(node.at.line, 0);
      treeItem.command = {
        title: '',
        command: 'vscode.open',
        arguments: [vscode.Uri.file(node.at.path), { selection: new vscode.Range(position, position), preview: true }],
      };
    }
    return treeItem;
  }

  #refresh(): void {
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
    const run = this.#store.shown;
    this.#roots = run ? candidateTree(run, this.#store) : [];
    this.#parents = new Map();
    const walk = (node: TreeNode) => {
      for (const child of node.children) {
        this.#parents.set(child.id, node);
        walk(child);
      }
    };
    this.#roots.forEach(walk);
    this.#tree.description = run?.name ?? '';
    const stale = run !== undefined && this.#store.isStale(run);
    this.#tree.message = treeMessage(run, stale) ?? '';
    const good = run ? this.#store.reviewable(run).length : 0;
    this.#tree.badge = good > 0 ? { value: good, tooltip: treeMessage(run, stale) ?? '' } : undefined;
    this.#changed.fire(undefined);
  }

  #find(nodes: readonly TreeNode[], id: string): TreeNode | undefined {
    for (const node of nodes) {
      const found = node.id === id ? node : this.#find(node.children, id);
      if (found) return found;
    }
    return undefined;
  }
}
