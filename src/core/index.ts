import { captureFunctions, capturePlaces } from './capture/capture';
import { Syntax } from './capture/syntax';
import { Rehearsal } from './candidate/rehearsal';
import type { FixTemplate } from './candidate/template';
import { templates as everyTemplate } from './candidate/templates/registry';
import type { LanguageDefinition } from './language';
import type { SessionEvent } from './model/events';
import type { GeneratedSuite, GenerationEvent } from './model/generation';
import type { FocalFunction, SourceFile } from './model/focalFunction';
import type { Ports } from './ports';
import type { FixRequest, SelfDebugger } from './selfDebugger';
import { Session } from './session';
import { findTests } from './testRun/findTests';
import { runTests } from './testRun/runTests';
import { TestGeneration } from './testing/generateTests';
import type { TestsRequest } from './testing/request';
import { writeTests } from './testing/writing/writeTests';
import { verify } from './verification/verify';

/** The core's one door. `options.templates`: other small edits than all of them, none for example, to see what they are worth. */
export function createDebugger(
  ports: Ports,
  languages: readonly LanguageDefinition[],
  options: { readonly templates?: readonly FixTemplate[] } = {},
): SelfDebugger {
  const syntax = new Syntax(ports.grammars, languages);
  const rehearsal = new Rehearsal(syntax, options.templates ?? everyTemplate);
  return {
    functions: (file: SourceFile): Promise<readonly FocalFunction[]> => captureFunctions(syntax, file),
    prepare: async (file) => {
      await ports.executor.prepare?.(file, ports.workspace.root);
      await rehearsal.of(file.languageId);
    },
    places: (file) => capturePlaces(syntax, file),
    fix: (request: FixRequest, signal: AbortSignal): AsyncIterable<SessionEvent> =>
      new Session(ports, syntax, request, signal, options.templates).run(),
    tests: (request: TestsRequest, signal: AbortSignal): AsyncIterable<GenerationEvent> =>
      new TestGeneration(ports, syntax, request, signal).run(),
    writeTests: (suite: GeneratedSuite, signal: AbortSignal) => writeTests(syntax, ports.workspace, suite, signal),
    verify: (request, signal) => verify(ports, syntax, request, signal),
    findTests: (paths, signal) => findTests(syntax, ports.workspace, paths, signal),
    runTests: (request, signal) => runTests(ports, syntax, request, signal),
  };
}
