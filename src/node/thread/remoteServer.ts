import type { SourceFile } from '../../core/model/focalFunction';
import type { TextRange } from '../../core/model/text';
import type { Answer, CallSignature, LanguageServer, Member, ServerAction, ServerDiagnostic } from '../../core/ports';
import type { Channel } from './channel';

/** The thread's end: a language server whose questions the host answers. */
export function remoteServer(channel: Channel, id: number): LanguageServer {
  const ask = <T>(question: keyof LanguageServer, signal: AbortSignal, ...args: readonly unknown[]) =>
    channel.value('server', [id, question, ...args], signal) as Promise<Answer<T>>;
  return {
    name: "the editor's language servers",
    members: (file, offset, signal) => ask<readonly Member[]>('members', signal, file, offset),
    signatures: (file, offset, signal) => ask<readonly CallSignature[]>('signatures', signal, file, offset),
    diagnostics: (file, signal) => ask<readonly ServerDiagnostic[]>('diagnostics', signal, file),
    actions: (file, range, signal) => ask<readonly ServerAction[]>('actions', signal, file, range),
    type: (file, offset, signal) => ask<string>('type', signal, file, offset),
  };
}

/** The host's end. */
export async function* askServer(
  server: LanguageServer,
  [question, file, where]: readonly unknown[],
  signal: AbortSignal,
): AsyncIterable<Answer<unknown>> {
  const source = file as SourceFile;
  switch (question) {
    case 'members':
    case 'signatures':
    case 'type':
      yield await server[question](source, where as number, signal);
      break;
    case 'diagnostics':
      yield await server.diagnostics(source, signal);
      break;
    case 'actions':
      yield await server.actions(source, where as TextRange, signal);
      break;
    default:
      throw new Error(`nobody answers ${String(question)}`);
  }
}
