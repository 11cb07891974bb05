import * as vscode from 'vscode';
import { HumanError } from '../core/errors';
import type { LanguageId, SourceFile } from '../core/model/focalFunction';
import { languageIds } from './ids';
import { t } from './l10n';

export const selector: vscode.DocumentSelector = languageIds.map((language) => ({ scheme: 'file', language }));

function languageIdOf(document: vscode.TextDocument): LanguageId | undefined {
  return languageIds.find((id) => id === document.languageId);
}

export function isSource(document: vscode.TextDocument): boolean {
  return document.uri.scheme === 'file' && languageIdOf(document) !== undefined;
}

/** @throws HumanError `unsupportedLanguage`, `fileNotFound` for a document that is no file. */
export function sourceFile(document: vscode.TextDocument): SourceFile {
  const languageId = languageIdOf(document);
  if (!languageId) {
    throw new HumanError(
      'unsupportedLanguage',
      t('Eider does not know the language "{0}".', document.languageId),
      t('Open a Python, JavaScript or TypeScript file.'),
    );
  }
  if (document.uri.scheme !== 'file') {
    throw new HumanError(
      'fileNotFound',
      t('This document is not a file yet.'),
      t('Save it first: the tests of a function are run from its file.'),
    );
  }
  return { path: document.uri.fsPath, languageId, text: document.getText(), version: document.version };
}

export function rootOf(uri: vscode.Uri): string {
  return (vscode.workspace.getWorkspaceFolder(uri)?.uri ?? vscode.Uri.joinPath(uri, '..')).fsPath;
}

/** Texts that are open and not saved, by absolute path. */
export function unsaved(): ReadonlyMap<string, string> {
  const dirty = vscode.workspace.textDocuments.filter((d) => d.isDirty && d.uri.scheme === 'file');
  return new Map(dirty.map((d) => [d.uri.fsPath, d.getText()]));
}

/** Name of a file as people know it: relative to the workspace. */
export function shortName(path: string): string {
  return vscode.workspace.asRelativePath(path, (vscode.workspace.workspaceFolders?.length ?? 0) > 1);
}
