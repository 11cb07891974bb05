import { buildContext, type ContextInput } from '../../src/core/candidate/context';
import type { TemplateContext } from '../../src/core/candidate/template';
import type { SyntaxNode } from '../../src/core/capture/syntax';
import type { FocalFunction, LanguageId, Parameter } from '../../src/core/model/focalFunction';
import { syntax } from './grammars';

/** The first function of the text (or the text itself when it has none that parses) as a focal function with its template context. */
export async function templateContext(
  languageId: LanguageId,
  text: string,
  extra: Partial<ContextInput> = {},
): Promise<TemplateContext> {
  const language = syntax.definition(languageId);
  const tree = await syntax.parse(languageId, text);
  const find = (node: SyntaxNode): SyntaxNode | undefined => {
    if (language.roles.functions.includes(node.type)) return node;
    for (const child of node.namedChildren) {
      const found = find(child);
      if (found) return found;
    }
    return undefined;
  };
  const node = find(tree.rootNode) ?? tree.rootNode;
  const range = { start: node.startIndex, end: node.endIndex };
  const body = node.childForFieldName('body') ?? node;
  const focal: FocalFunction = {
    file: { path: '/project/sample', languageId, text, version: 0 },
    name: node.childForFieldName('name')?.text ?? '',
    qualifiedName: node.childForFieldName('name')?.text ?? '',
    kind: 'function',
    range,
    nodeRange: range,
    bodyRange: { start: body.startIndex, end: body.endIndex },
    parameters: parametersOf(node),
    signature: text.slice(range.start, body.startIndex).trim(),
    isAsync: node.firstChild?.type === 'async',
    isGenerator: false,
    enclosing: [],
    imports: [],
    syntaxErrors: node.hasError ? [range] : [],
    exported: true,
  };
  return buildContext({ focal, language, tree, suspicion: new Map(), ...extra });
}

function parametersOf(node: SyntaxNode): Parameter[] {
  const found: Parameter[] = [];
  for (const child of node.childForFieldName('parameters')?.namedChildren ?? []) {
    const name =
      child.childForFieldName('name') ?? child.childForFieldName('pattern') ?? child.firstNamedChild ?? child;
    const type = child.childForFieldName('type')?.text;
    const defaultValue = child.childForFieldName('value')?.text;
    found.push({
      name: name.text,
      kind: 'plain',
      ...(type === undefined ? {} : { type }),
      ...(defaultValue === undefined ? {} : { defaultValue }),
    });
  }
  return found;
}
