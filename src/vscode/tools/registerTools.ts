import * as vscode from 'vscode';
import { HumanError } from '../../core/errors';
import type { GeneratedSuite } from '../../core/model/generation';
import { testsText } from '../../core/testing/testsText';
import { reportText } from '../../core/explanation/report';
import type { SelfDebugger } from '../../core/selfDebugger';
import { verificationText } from '../../core/verification/verificationText';
import type { Consent } from '../consent';
import type { FunctionIndex } from '../editor/functionIndex';
import { tool } from '../ids';
import { t } from '../l10n';
import type { Runner } from '../run/runner';
import { targetOf, type ToolInput } from './target';

export interface ToolParts {
  readonly consent: Consent;
  readonly index: FunctionIndex;
  readonly runner: Runner;
  readonly debuggerFor: (path: string) => SelfDebugger;
}

/** An agent waits longer than a person who saves a file. */
const TESTS_BUDGET_MS = 10_000;

interface VerifyInput extends ToolInput {
  readonly code: string;
}

/**
 * The verified loop for chat agents. A tool answers in text, errors a person may read included, so that the agent can go on;
 * it never changes a file.
 */
export function registerTools(parts: ToolParts): vscode.Disposable {
  const { runner, debuggerFor } = parts;
  return vscode.Disposable.from(
    vscode.lm.registerTool<VerifyInput>(tool.verify, {
      prepareInvocation: ({ input }) => ({
        invocationMessage: t('Eider runs {0} against its tests', input.functionName),
      }),
      invoke: ({ input }, token) =>
        answer(token, async (signal) => {
          const { file, focal } = await targetOf(input, parts);
          const request = {
            file,
            select: { offset: focal.nodeRange.start },
            code: input.code,
            by: t('a chat agent'),
            seed: 1,
          };
          return verificationText(await debuggerFor(file.path).verify(request, signal));
        }),
    }),
    vscode.lm.registerTool<ToolInput>(tool.explain, {
      prepareInvocation: ({ input }) => ({
        invocationMessage: t('Eider looks for what is wrong with {0}', input.functionName),
      }),
      invoke: ({ input }, token) =>
        answer(token, async (signal) => {
          const { file, focal } = await targetOf(input, parts);
          const run = runner.start({ file, select: { offset: focal.nodeRange.start }, name: focal.qualifiedName });
          signal.addEventListener('abort', () => run.cancel(), { once: true });
          await run.done;
          signal.throwIfAborted();
          return reportText(run.view);
        }),
    }),
    vscode.lm.registerTool<ToolInput>(tool.tests, {
      prepareInvocation: ({ input }) => ({
        invocationMessage: t('Eider makes tests for {0}', input.functionName),
      }),
      invoke: ({ input }, token) =>
        answer(token, async (signal) => {
          const { file, focal } = await targetOf(input, parts);
          const self = debuggerFor(file.path);
          const request = {
            file,
            select: { offset: focal.nodeRange.start },
            budgetMs: TESTS_BUDGET_MS,
            seed: 1,
            thorough: true,
          };
          let suite: GeneratedSuite | undefined;
          let message = '';
          for await (const event of self.tests(request, signal)) {
            if (event.kind === 'suite') suite = event.suite;
            if (event.kind === 'finished') message = event.message;
          }
          signal.throwIfAborted();
          return suite ? testsText(suite, await self.writeTests(suite, signal), message) : message;
        }),
    }),
  );
}

async function answer(
  token: vscode.CancellationToken,
  work: (signal: AbortSignal) => Promise<string>,
): Promise<vscode.LanguageModelToolResult> {
  const abort = new AbortController();
  const listener = token.onCancellationRequested(() => abort.abort(new vscode.CancellationError()));
  if (token.isCancellationRequested) abort.abort(new vscode.CancellationError());
  try {
    const cancelled = new Promise<never>((_, reject) => {
      abort.signal.addEventListener('abort', () => reject(new vscode.CancellationError()), { once: true });
    });
    return textResult(await Promise.race([work(abort.signal), cancelled]));
  } catch (error) {
    if (error instanceof HumanError) return textResult(`${error.message} ${error.next}`);
    throw error;
  } finally {
    listener.dispose();
  }
}

const textResult = (text: string) => new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
