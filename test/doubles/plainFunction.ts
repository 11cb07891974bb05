import type { FocalFunction, SourceFile } from '../../src/core/model/focalFunction';

/** A function of a file as capture would leave one without parameters, all of it body; `more` is what the case is about. */
export function plainFunction(file: SourceFile, name: string, more: Partial<FocalFunction> = {}): FocalFunction {
  const range = more.range ?? { start: 0, end: file.text.length };
  return {
    file,
    name,
    qualifiedName: name,
    kind: 'function',
    range,
    nodeRange: range,
    bodyRange: range,
    parameters: [],
    signature: '',
    isAsync: false,
    isGenerator: false,
    enclosing: [],
    imports: [],
    syntaxErrors: [],
    exported: true,
    ...more,
  };
}
