/** Ids of errors a person may read; `test/unit/core/errors.test.ts` holds one test for each. */
export type HumanErrorId =
  | 'noFunction'
  | 'unsupportedLanguage'
  | 'noInterpreter'
  | 'missingFramework'
  | 'missingDebugger'
  | 'badRuntime'
  | 'sandboxRequired'
  | 'notTrusted'
  | 'documentChanged'
  | 'readOnly'
  | 'fileNotFound'
  | 'fileTooLarge'
  | 'notUtf8'
  | 'brokenFile'
  | 'badArguments'
  | 'badTests'
  | 'notExported'
  | 'model'
  | 'noBenchData';

/** An error with a plain sentence and what to do next. Everything else that is thrown is a bug. */
export class HumanError extends Error {
  readonly id: HumanErrorId;
  readonly next: string;

  constructor(id: HumanErrorId, sentence: string, next: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'HumanError';
    this.id = id;
    this.next = next;
  }
}
