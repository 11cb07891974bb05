import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { workspaceFile } from '../support/eider';

const git = (...args: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@localhost', ...args], {
    cwd: workspaceFile('.').fsPath,
    encoding: 'utf8',
  });

/** Everything that is there is committed: from then on `git status` tells of what was not. */
export function commitEverything(): void {
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'before');
}

/** All that a run must leave as it was. */
export function surroundings() {
  // VS Code's support for npm opens every package.json when it gets to it.
  const documents = vscode.workspace.textDocuments.filter(
    ({ uri }) => uri.scheme === 'untitled' || (uri.scheme === 'file' && !uri.path.endsWith('/package.json')),
  );
  return {
    git: git('status', '--porcelain', '--untracked-files=all'),
    files: filesBelow(workspaceFile('.').fsPath),
    tabs: vscode.window.tabGroups.all.map(({ tabs, isActive, viewColumn }) => ({
      isActive,
      viewColumn,
      tabs: tabs.map(({ label, isActive: front, isDirty, isPreview, isPinned }) => ({
        label,
        front,
        isDirty,
        isPreview,
        isPinned,
      })),
    })),
    documents: documents
      .map((d) => ({ uri: d.uri.toString(), isDirty: d.isDirty, version: d.version, text: d.getText() }))
      .sort((a, b) => (a.uri < b.uri ? -1 : 1)),
    selection: vscode.window.activeTextEditor?.selection.active,
  };
}

function filesBelow(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => !/(^|[\\/])\.git([\\/]|$)/.test(name) && statSync(path.join(root, name)).isFile())
    .sort()
    .map((name) => {
      const file = path.join(root, name);
      return `${name} ${statSync(file).mtimeMs} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`;
    });
}
