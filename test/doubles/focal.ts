import { captureFunctions, selectFunction } from '../../src/core/capture/capture';
import type { FocalFunction, LanguageId, SourceFile } from '../../src/core/model/focalFunction';
import { syntax } from './grammars';

const endings: Readonly<Record<LanguageId, string>> = {
  python: '.py',
  javascript: '.js',
  javascriptreact: '.jsx',
  typescript: '.ts',
  typescriptreact: '.tsx',
};

export function sourceFile(
  languageId: LanguageId,
  text: string,
  path = `/project/sample${endings[languageId]}`,
): SourceFile {
  return { path, languageId, text, version: 1 };
}

export function captureText(languageId: LanguageId, text: string): Promise<FocalFunction[]> {
  return captureFunctions(syntax, sourceFile(languageId, text));
}

/** The function of that (qualified) name, captured from a text. */
export async function focalOf(
  languageId: LanguageId,
  text: string,
  name: string,
  path?: string,
): Promise<FocalFunction> {
  return selectFunction(await captureFunctions(syntax, sourceFile(languageId, text, path)), { name });
}

export const rangeText = ({ file }: FocalFunction, range: { start: number; end: number }): string =>
  file.text.slice(range.start, range.end);
