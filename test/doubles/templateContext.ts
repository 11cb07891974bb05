import { buildContext, type ContextInput } from '../../src/core/candidate/context';
import type { TemplateContext } from '../../src/core/candidate/template';
import type { LanguageId } from '../../src/core/model/focalFunction';
import { captureText } from './focal';
import { syntax } from './grammars';

/** Template context of the first function of the text, captured as a session captures it. The tree lives as long as the test run. */
export async function templateContext(
  languageId: LanguageId,
  text: string,
  extra: Partial<ContextInput> = {},
): Promise<TemplateContext> {
  const [focal] = await captureText(languageId, text);
  if (!focal) throw new Error(`no function in ${text}`);
  const language = syntax.definition(languageId);
  const tree = await syntax.parse(languageId, text);
  return buildContext({ focal, language, tree, suspicion: new Map(), ...extra });
}
