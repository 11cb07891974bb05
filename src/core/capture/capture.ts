import type { FocalFunction, FunctionPlace, Parameter, SourceFile } from '../model/focalFunction';
import type { TextRange } from '../model/text';
import { Comments, docstringText } from './docstring';
import { importsOf } from './imports';
import { captureTools, outline, type CaptureTools, type OutlinedFunction } from './outline';
import { parametersOf, typeText } from './parameters';
import { placeNames, type Placed } from './qualify';
import { recover, type Recovered } from './recover';
import type { Syntax, SyntaxTree } from './syntax';

/** Deep enough for imports inside `try` and `if` at the top of a module; those inside functions are not the module's. */
const moduleDepth = 4;

/** Functions of a file in document order; see `captureWith`. */
export async function captureFunctions(syntax: Syntax, file: SourceFile): Promise<FocalFunction[]> {
  return captureWith(await captureTools(syntax, file.languageId), file);
}

/** Places of the functions of a file in document order: what `captureFunctions` finds, in a fraction of the time. */
export async function capturePlaces(syntax: Syntax, file: SourceFile): Promise<FunctionPlace[]> {
  const tools = await captureTools(syntax, file.languageId);
  const tree = tools.parser.parse(file.text);
  if (!tree) throw new Error('tree-sitter returned no tree');
  try {
    return placedFunctions(tools, file.text, tree).placed.map(({ entry, name, qualifiedName }) => ({
      file,
      name,
      qualifiedName,
      range: entry.range,
      nodeRange: entry.nodeRange,
    }));
  } finally {
    tree.delete();
  }
}

function placedFunctions(tools: CaptureTools, text: string, tree: SyntaxTree) {
  const outlined = outline(tools.functions, tree, text);
  const recovered = recover(tools, text, tree, outlined.functions, outlined.containers);
  const named = recovered.functions.filter((entry) => entry.name !== undefined);
  return { ...outlined, placed: placeNames(named, recovered.containers) };
}

/**
 * Functions of a file in document order, synchronously. Anonymous callbacks are part of the function
 * around them; overload signatures are part of nothing. Code with syntax errors gives every function that can be made out.
 */
export function captureWith(tools: CaptureTools, file: SourceFile): FocalFunction[] {
  const tree = tools.parser.parse(file.text);
  if (!tree) throw new Error('tree-sitter returned no tree');
  try {
    const { placed, comments, signatures } = placedFunctions(tools, file.text, tree);
    const notes = new Comments(file.text, comments);
    const imports = importsOf(tools.imports, tree.rootNode, moduleDepth)
      .filter((name) => !name.reexported)
      .map(({ local, imported, module }) => ({ local, imported, module }));
    return placed.map((place) => {
      const { entry } = place;
      const parts = entry.outlined ? partsOfNode(entry.outlined, file.text) : entry.parts;
      const documented = documentedAt(entry, signatures, file.text);
      const docstring =
        (entry.outlined?.docstring && docstringText(entry.outlined.docstring.text)) ??
        lostDocstring(tools, entry, file.text) ??
        notes.above(documented) ??
        notes.inside(entry.bodyRange.start + (file.text[entry.bodyRange.start] === '{' ? 1 : 0));
      return focalFunction(tools, file, place, parts, docstring, imports);
    });
  } finally {
    tree.delete();
  }
}

/** Docstring of a function whose body the grammar could not read. */
function lostDocstring({ definition }: CaptureTools, entry: Recovered, text: string): string | undefined {
  if (definition.spelling.blocks !== 'indentation' || (entry.outlined && entry.syntaxErrors.length === 0))
    return undefined;
  const literal = /^[rRuU]?("{3}|'{3}|["'])(?:(?!\1)(?:\\[\s\S]|[\s\S]))*\1/.exec(
    text.slice(entry.bodyRange.start, entry.bodyRange.end),
  );
  return literal ? docstringText(literal[0]) : undefined;
}

interface HeadParts {
  readonly parameters: readonly Parameter[];
  readonly returnType?: string;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
}

function partsOfNode({ node, isGenerator }: OutlinedFunction, text: string): HeadParts {
  const returns = node.childForFieldName('return_type');
  const parameters = node.childForFieldName('parameters');
  const before = text.slice(node.startIndex, parameters?.startIndex ?? node.startIndex + 6);
  return {
    parameters: parametersOf(node),
    ...(returns && { returnType: typeText(returns) }),
    isAsync: /(^|\s)async\b/.test(before),
    isGenerator: isGenerator || before.includes('*'),
  };
}

/** Where a comment above the function ends: overload signatures of the same name in front of it are stepped over. */
function documentedAt(entry: Recovered, signatures: readonly TextRange[], text: string): number {
  let start = entry.range.start;
  for (let i = signatures.length - 1; i >= 0; i--) {
    const signature = signatures[i];
    if (!signature || signature.end > start) continue;
    const between = text.slice(signature.end, start);
    if (!/^[\s;]*$/.test(between)) break;
    start = signature.start;
  }
  return start;
}

function focalFunction(
  { definition }: CaptureTools,
  file: SourceFile,
  { entry, qualifiedName, className, enclosing, exported, kind, name }: Placed,
  parts: HeadParts,
  docstring: string | undefined,
  imports: FocalFunction['imports'],
): FocalFunction {
  return {
    file,
    name,
    qualifiedName,
    kind,
    range: entry.range,
    nodeRange: entry.nodeRange,
    bodyRange: entry.bodyRange,
    parameters: parts.parameters,
    ...(parts.returnType !== undefined && { returnType: parts.returnType }),
    signature: signatureText(
      file.text.slice(entry.signatureStart, Math.max(entry.signatureStart, entry.bodyRange.start)),
    ),
    ...(docstring !== undefined && docstring !== '' && { docstring }),
    ...(className !== undefined && { className }),
    isAsync: parts.isAsync,
    isGenerator: parts.isGenerator,
    enclosing,
    imports,
    syntaxErrors: entry.syntaxErrors,
    exported: definition.id === 'python' || exported,
  };
}

function signatureText(head: string): string {
  return head
    .replace(/\s*#[ \t].*$/gm, '')
    .replace(/\s+/g, ' ')
    .replace(/\s*[:{]?\s*$/, '')
    .trim();
}

export { captureTools } from './outline';
export { selectFunction } from './select';
