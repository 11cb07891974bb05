import * as vscode from 'vscode';
import type { CallSignature, Member } from '../../core/ports';
import { parameterIn } from '../../core/monitor/identifiers/parameterText';

/** VS Code's kinds that are members of something. Words of the text, keywords and snippets are none. */
const kinds = new Map<vscode.CompletionItemKind, Member['kind']>([
  [vscode.CompletionItemKind.Method, 'method'],
  [vscode.CompletionItemKind.Constructor, 'method'],
  [vscode.CompletionItemKind.Function, 'function'],
  [vscode.CompletionItemKind.Field, 'property'],
  [vscode.CompletionItemKind.Property, 'property'],
  [vscode.CompletionItemKind.Event, 'property'],
  [vscode.CompletionItemKind.Variable, 'variable'],
  [vscode.CompletionItemKind.Class, 'class'],
  [vscode.CompletionItemKind.Interface, 'class'],
  [vscode.CompletionItemKind.Struct, 'class'],
  [vscode.CompletionItemKind.Enum, 'class'],
  [vscode.CompletionItemKind.TypeParameter, 'class'],
  [vscode.CompletionItemKind.Module, 'module'],
  [vscode.CompletionItemKind.Constant, 'constant'],
  [vscode.CompletionItemKind.EnumMember, 'enumMember'],
]);

export function memberOf(item: vscode.CompletionItem): Member | undefined {
  const kind = item.kind === undefined ? undefined : kinds.get(item.kind);
  if (!kind || (item.additionalTextEdits?.length ?? 0) > 0) return undefined;
  const label = typeof item.label === 'string' ? item.label : item.label.label;
  const deprecated = item.tags?.includes(vscode.CompletionItemTag.Deprecated) === true;
  return {
    name: label.replace(/\(.*$/s, ''),
    kind,
    ...(item.detail !== undefined && { detail: item.detail }),
    ...(deprecated && { deprecated }),
  };
}

export function signatureOf({ label, parameters }: vscode.SignatureInformation): CallSignature {
  return {
    label,
    parameters: parameters.map((parameter) => {
      const own = parameter.label;
      return parameterIn(typeof own === 'string' ? own : label.slice(own[0], own[1]));
    }),
  };
}

/** What hovers say, without their fences. */
export function typeIn(hovers: readonly vscode.Hover[]): string {
  return hovers
    .flatMap(({ contents }) => contents as readonly (vscode.MarkdownString | string)[])
    .map((part) => (typeof part === 'string' ? part : part.value))
    .join('\n')
    .replace(/^```.*$/gm, '')
    .trim();
}
