import * as path from 'node:path';
import * as vscode from 'vscode';
import { HumanError } from '../../core/errors';
import type { FunctionPlace, SourceFile } from '../../core/model/focalFunction';
import type { Consent } from '../consent';
import { shortName, sourceFile } from '../documents';
import type { FunctionIndex } from '../editor/functionIndex';
import { t } from '../l10n';

/** What every tool is given: one function of one file. */
export interface ToolInput {
  /** Absolute, or relative to a workspace folder. */
  readonly filePath: string;
  /** As in the code: `median`, or `Stack.pop` with its class. */
  readonly functionName: string;
}

/** An agent's choice of what is run goes no further than a person's: trusted workspace, agreed to, inside its folders. */
export async function targetOf(
  input: ToolInput,
  { consent, index }: { readonly consent: Consent; readonly index: FunctionIndex },
): Promise<{ readonly file: SourceFile; readonly focal: FunctionPlace }> {
  const document = await vscode.workspace.openTextDocument(await inWorkspace(input.filePath));
  const file = sourceFile(document);
  const { functions } = await index.of(document);
  const name = input.functionName.replace(/\(.*$/s, '').trim();
  const named = functions.filter((f) => f.qualifiedName === name);
  const [focal, ...others] = named.length > 0 ? named : functions.filter((f) => f.name === name);
  if (!focal || others.length > 0) {
    throw new HumanError(
      'noFunction',
      focal
        ? t('{0} has several functions {1}.', shortName(file.path), name)
        : t('There is no function {0} in {1}.', name, shortName(file.path)),
      t('It has: {0}.', functions.map((f) => f.qualifiedName).join(', ')),
    );
  }
  if (!(await consent.allowed())) {
    throw new HumanError(
      'notTrusted',
      t('The user has not allowed Eider to run code in this workspace.'),
      t('The user can allow it with the command "Eider: Allow Runs in This Workspace".'),
    );
  }
  return { file, focal };
}

/** @throws HumanError `fileNotFound`, for files outside the workspace too. */
async function inWorkspace(filePath: string): Promise<vscode.Uri> {
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    const full = path.resolve(uri.fsPath, filePath);
    const relative = path.relative(uri.fsPath, full);
    if (relative === '' || relative.startsWith('..') || path.isAbsolute(relative)) continue;
    const file = vscode.Uri.file(full);
    const found = await vscode.workspace.fs.stat(file).then(
      (stat) => stat.type !== vscode.FileType.Directory,
      () => false,
    );
    if (found) return file;
  }
  throw new HumanError(
    'fileNotFound',
    t('There is no file {0} in the workspace.', filePath),
    t('Give its path relative to the workspace folder.'),
  );
}
