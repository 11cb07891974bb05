import * as vscode from 'vscode';

/** The text parts of what a tool answered. */
export function textOf(result: vscode.LanguageModelToolResult): string {
  return result.content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}
