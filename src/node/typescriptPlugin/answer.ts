import type * as ts from 'typescript';
import type { TextRange } from '../../core/model/text';
import type { Answer, ServerAction, ServerDiagnostic } from '../../core/ports';
import { membersOf, signaturesOf } from '../languageServer/typescriptAnswers';
import type { Overlays } from './overlay';
import type { PluginQuestion } from './protocol';

const preferences: ts.UserPreferences = {
  includeCompletionsForModuleExports: false,
  includeCompletionsWithInsertText: false,
  allowIncompleteCompletions: false,
};

export function answer(typescript: typeof ts, overlays: Overlays, asked: PluginQuestion): Answer<unknown> {
  const { file, text, question, range = { start: 0, end: 0 } } = asked;
  const over = overlays.over(file, text);
  if (!over) return { kind: 'unknown', reason: 'the file belongs to no open project', absent: true };
  const { service, fileName } = over;
  switch (question) {
    case 'members': {
      const found = service.getCompletionsAtPosition(fileName, range.start, preferences);
      const members = found ? membersOf(found) : [];
      return members.length > 0 ? known(members) : unknown('no members are known here');
    }
    case 'signatures': {
      const found = service.getSignatureHelpItems(fileName, range.start, undefined);
      return found ? known(signaturesOf(found)) : unknown('no signature is known here');
    }
    case 'diagnostics':
      return known(diagnosticsOf(service, fileName).map((one) => diagnosticOf(typescript, one)));
    case 'actions':
      return known(actionsOf(typescript, service, fileName, range));
    case 'type': {
      const found = service.getQuickInfoAtPosition(fileName, range.start);
      const type = typescript.displayPartsToString(found?.displayParts);
      return type === '' ? unknown('no type is known here') : known(type);
    }
  }
}

function diagnosticsOf(service: ts.LanguageService, fileName: string): ts.DiagnosticWithLocation[] {
  const all: readonly ts.Diagnostic[] = [
    ...service.getSyntacticDiagnostics(fileName),
    ...service.getSemanticDiagnostics(fileName),
    ...service.getSuggestionDiagnostics(fileName),
  ];
  return all.filter(
    (one): one is ts.DiagnosticWithLocation =>
      one.file !== undefined && one.start !== undefined && one.length !== undefined,
  );
}

function diagnosticOf(typescript: typeof ts, one: ts.DiagnosticWithLocation): ServerDiagnostic {
  const severities = ['warning', 'error', 'hint', 'information'] as const;
  return {
    range: { start: one.start, end: one.start + one.length },
    message: typescript.flattenDiagnosticMessageText(one.messageText, '\n'),
    code: String(one.code),
    severity: severities[one.category],
    ...(one.reportsDeprecated && { deprecated: true }),
  };
}

function actionsOf(
  typescript: typeof ts,
  service: ts.LanguageService,
  fileName: string,
  range: TextRange,
): ServerAction[] {
  const format = typescript.getDefaultFormatCodeSettings('\n');
  const actions = new Map<string, ServerAction>();
  for (const { start, length, code } of diagnosticsOf(service, fileName)) {
    if (start > range.end || start + length < range.start) continue;
    for (const { description, changes } of service.getCodeFixesAtPosition(
      fileName,
      start,
      start + length,
      [code],
      format,
      preferences,
    )) {
      if (changes.some((change) => change.fileName !== fileName) || actions.has(description)) continue;
      const edits = changes.flatMap(({ textChanges }) =>
        textChanges.map(({ span, newText }) => ({
          range: { start: span.start, end: span.start + span.length },
          text: newText,
        })),
      );
      actions.set(description, { title: description, edits });
    }
  }
  return [...actions.values()];
}

const known = <T>(value: T): Answer<T> => ({ kind: 'known', value });
const unknown = <T>(reason: string): Answer<T> => ({ kind: 'unknown', reason });
