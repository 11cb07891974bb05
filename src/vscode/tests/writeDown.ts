import * as vscode from 'vscode';
import { HumanError } from '../../core/errors';
import type { WrittenTests } from '../../core/model/generation';
import { difference } from '../../core/model/text';
import { styleOf } from '../../core/testing/writing/style';
import { shortName } from '../documents';
import { t } from '../l10n';

/** A formatter may take so long, in milliseconds; then the text stays as it was written. */
const FORMATTER_MS = 2000;

/**
 * Writes the tests into their file as one edit that one undo takes back, and shows it. The user's formatter goes over the text where the
 * file is new, or was formatted by it before: it never changes lines that are not Eider's. The file is not saved.
 * @throws HumanError `readOnly`; `documentChanged` when somebody typed in it meanwhile.
 */
export async function writeDown(written: WrittenTests): Promise<vscode.TextDocument> {
  const uri = vscode.Uri.file(written.path);
  if (written.text === undefined) {
    const creation = new vscode.WorkspaceEdit();
    creation.createFile(uri, { ignoreIfExists: true, contents: Buffer.from(written.written) });
    if (!(await vscode.workspace.applyEdit(creation))) throw readOnly(written);
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const { version } = document;
  const formatted = written.text === undefined || (await formatEdits(document))?.length === 0;
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  if (written.text !== undefined) {
    // The formatter was waited for: what was typed in between would be lost.
    if (document.version !== version) throw changed(written);
    const { range: between, text } = difference(document.getText(), written.written);
    const range = new vscode.Range(document.positionAt(between.start), document.positionAt(between.end));
    const ended = await editor.edit((edit) => edit.replace(range, text), {
      undoStopBefore: true,
      undoStopAfter: false,
    });
    if (!ended) throw readOnly(written);
  }
  const edits = formatted ? ((await formatEdits(document)) ?? []) : [];
  if (edits.length > 0) {
    await editor.edit(
      (edit) => {
        for (const { range, newText } of edits) edit.replace(range, newText);
      },
      { undoStopBefore: false, undoStopAfter: true },
    );
  }
  return document;
}

/** What the user's formatter would change; nothing without one, undefined when it does not answer in time or breaks down. */
async function formatEdits(document: vscode.TextDocument): Promise<readonly vscode.TextEdit[] | undefined> {
  const { indent } = styleOf(document.getText(), document.languageId === 'python' ? '    ' : '  ');
  const options: vscode.FormattingOptions = { insertSpaces: indent !== '\t', tabSize: Math.max(2, indent.length) };
  const { version } = document;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, FORMATTER_MS, undefined)));
  try {
    const asked = vscode.commands
      .executeCommand<vscode.TextEdit[] | undefined>('vscode.executeFormatDocumentProvider', document.uri, options)
      .then(
        (edits) => edits ?? [],
        () => undefined,
      );
    const edits = await Promise.race([asked, late]);
    return document.version === version ? edits : undefined;
  } finally {
    clearTimeout(timer);
  }
}

function changed({ path }: WrittenTests): HumanError {
  return new HumanError(
    'documentChanged',
    t('{0} was changed while the tests were written.', shortName(path)),
    t('Nothing was written. Apply the tests again.'),
  );
}

function readOnly({ path }: WrittenTests): HumanError {
  return new HumanError(
    'readOnly',
    t('{0} could not be changed.', shortName(path)),
    t('Make it writable and apply the tests again.'),
  );
}
