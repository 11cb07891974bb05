import {
  CompletionItemKind,
  CompletionItemTag,
  DiagnosticSeverity,
  DiagnosticTag,
  type ClientCapabilities,
  type CodeAction,
  type Command,
  type CompletionItem,
  type Diagnostic,
  type Hover,
  type SignatureInformation,
} from 'vscode-languageserver-protocol';
import { parameterIn } from '../../core/monitor/identifiers/parameterText';
import type { CallSignature, Member, ServerAction, ServerDiagnostic } from '../../core/ports';
import type { Positions } from './positions';

/** What the client can do. `diagnostic.dynamicRegistration` makes pyright answer questions about diagnostics at once. */
export const capabilities: ClientCapabilities = {
  textDocument: {
    synchronization: {},
    completion: {
      completionItem: { deprecatedSupport: true, tagSupport: { valueSet: [CompletionItemTag.Deprecated] } },
    },
    signatureHelp: { signatureInformation: { parameterInformation: { labelOffsetSupport: true } } },
    hover: { contentFormat: ['plaintext', 'markdown'] },
    publishDiagnostics: { versionSupport: true, tagSupport: { valueSet: [DiagnosticTag.Deprecated] } },
    diagnostic: { dynamicRegistration: true },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source', 'source.organizeImports'] } },
    },
  },
  workspace: { configuration: true, workspaceFolders: true, workspaceEdit: { documentChanges: true } },
  general: { positionEncodings: ['utf-16'] },
};

/** What a server is told when it asks for its settings: the open file only, with the types its libraries bring. */
export function settingsFor(section: string | undefined, pythonPath: string | undefined): unknown {
  const analysis = {
    autoSearchPaths: true,
    useLibraryCodeForTypes: true,
    diagnosticMode: 'openFilesOnly',
    typeCheckingMode: 'standard',
    autoImportCompletions: false,
  };
  switch (section) {
    case 'python':
      return { ...(pythonPath !== undefined && { pythonPath }), analysis };
    case 'python.analysis':
      return analysis;
    default:
      return {};
  }
}

const kinds = new Map<CompletionItemKind, Member['kind']>([
  [CompletionItemKind.Method, 'method'],
  [CompletionItemKind.Constructor, 'method'],
  [CompletionItemKind.Function, 'function'],
  [CompletionItemKind.Field, 'property'],
  [CompletionItemKind.Property, 'property'],
  [CompletionItemKind.Event, 'property'],
  [CompletionItemKind.Variable, 'variable'],
  [CompletionItemKind.Class, 'class'],
  [CompletionItemKind.Interface, 'class'],
  [CompletionItemKind.Struct, 'class'],
  [CompletionItemKind.Enum, 'class'],
  [CompletionItemKind.TypeParameter, 'class'],
  [CompletionItemKind.Module, 'module'],
  [CompletionItemKind.Constant, 'constant'],
  [CompletionItemKind.EnumMember, 'enumMember'],
]);

/** Words of the text, keywords and snippets are no members. */
export function membersOf(items: readonly CompletionItem[]): Member[] {
  return items.flatMap((item) => {
    const kind = item.kind && kinds.get(item.kind);
    if (!kind || item.additionalTextEdits?.length) return [];
    const deprecated = item.tags?.includes(CompletionItemTag.Deprecated) === true;
    const name = item.label.replace(/\(.*$/s, '');
    return [
      { name, kind, ...(item.detail !== undefined && { detail: item.detail }), ...(deprecated && { deprecated }) },
    ];
  });
}

export function signaturesOf({ label, parameters = [] }: SignatureInformation): CallSignature {
  return {
    label,
    parameters: parameters.map((parameter) => {
      const own = parameter.label;
      return parameterIn(typeof own === 'string' ? own : label.slice(own[0], own[1]));
    }),
  };
}

export function diagnosticOf(one: Diagnostic, positions: Positions): ServerDiagnostic {
  const { start, end } = one.range;
  return {
    range: { start: positions.offset(start.line, start.character), end: positions.offset(end.line, end.character) },
    message: typeof one.message === 'string' ? one.message : one.message.value,
    ...(one.code !== undefined && { code: String(one.code) }),
    severity: severityOf(one.severity),
    ...(one.tags?.includes(DiagnosticTag.Deprecated) === true && { deprecated: true }),
  };
}

function severityOf(severity: DiagnosticSeverity | undefined): ServerDiagnostic['severity'] {
  switch (severity) {
    case DiagnosticSeverity.Warning:
      return 'warning';
    case DiagnosticSeverity.Information:
      return 'information';
    case DiagnosticSeverity.Hint:
      return 'hint';
    default:
      return 'error';
  }
}

/** Actions that change this document and no other. */
export function actionsOf(found: readonly (CodeAction | Command)[], uri: string, positions: Positions): ServerAction[] {
  return found.flatMap((action) => {
    const edit = 'edit' in action ? action.edit : undefined;
    if (!edit) return [];
    const changes = new Map(Object.entries(edit.changes ?? {}));
    for (const change of edit.documentChanges ?? []) {
      if (!('textDocument' in change)) return [];
      const edits = change.edits.filter((e) => 'newText' in e);
      if (edits.length < change.edits.length) return [];
      changes.set(change.textDocument.uri, edits);
    }
    const own = changes.get(uri);
    if (!own || changes.size !== 1) return [];
    const edits = own.map(({ range: { start, end }, newText }) => ({
      range: { start: positions.offset(start.line, start.character), end: positions.offset(end.line, end.character) },
      text: newText,
    }));
    return [{ title: action.title, edits }];
  });
}

/** The text of a hover without its fences. */
export function hoverText(contents: Hover['contents']): string {
  const parts = Array.isArray(contents) ? contents : [contents];
  return parts
    .map((part) => (typeof part === 'string' ? part : part.value))
    .join('\n')
    .replace(/^```.*$/gm, '')
    .trim();
}
