type Value = string | number | boolean;
export type Translate = (message: string, ...values: Value[]) => string;

const inEnglish: Translate = (message, ...values) =>
  message.replace(/\{(\d+)\}/g, (whole, index: string) => String(values[Number(index)] ?? whole));

let translate = inEnglish;

/** Called once by the editor's door with `vscode.l10n.t`, so that pure text builders need not know the editor. */
export function speak(translator: Translate): void {
  translate = translator;
}

/** A sentence for people; `{0}` stands for the first value. English literals are the keys of `l10n/bundle.l10n.json`. */
export function t(message: string, ...values: Value[]): string {
  return translate(message, ...values);
}
