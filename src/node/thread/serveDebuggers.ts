import type { SourceFile } from '../../core/model/focalFunction';
import type { GeneratedSuite } from '../../core/model/generation';
import type { LanguageModel, LanguageServer, Log, ModelChunk } from '../../core/ports';
import type { FixRequest, SelfDebugger } from '../../core/selfDebugger';
import type { TestRunRequest } from '../../core/testRun/runTests';
import type { TestsRequest } from '../../core/testing/request';
import type { VerifyRequest } from '../../core/verification/verify';
import { Channel, type Port } from './channel';
import { flattened } from './places';
import { remoteServer } from './remoteServer';
import type { DebuggerSetup } from './setup';

export interface MadeFrom {
  readonly setup: DebuggerSetup;
  readonly unsaved: (path: string) => string | undefined;
  readonly log: Log;
  /** Texts that are open and not saved, as they were when the last question was asked. */
  readonly unsavedTexts: () => ReadonlyMap<string, string>;
  readonly model?: LanguageModel;
  /** The editor's own language servers. */
  readonly server?: LanguageServer;
}

/** The thread's end: answers the host's questions with debuggers that `make` composes, one for each root. */
export function serveDebuggers(port: Port, make: (from: MadeFrom) => SelfDebugger, release: () => Promise<void>): void {
  const made = new Map<string, { readonly id: number; readonly self: SelfDebugger; setup: DebuggerSetup }>();
  const channel = new Channel(port, {
    answer: (method, [setup, request], signal) => {
      if (method === 'release') return one(release());
      const self = debuggerOf(setup as DebuggerSetup);
      switch (method) {
        case 'fix':
          return self.fix(request as FixRequest, signal);
        case 'tests':
          return self.tests(request as TestsRequest, signal);
        case 'writeTests':
          return one(self.writeTests(request as GeneratedSuite, signal));
        case 'verify':
          return one(self.verify(request as VerifyRequest, signal));
        case 'findTests':
          return one(self.findTests(request as readonly string[] | undefined, signal));
        case 'runTests':
          return self.runTests(request as TestRunRequest, signal);
        case 'functions':
          return one(self.functions(request as SourceFile));
        case 'prepare':
          return one(self.prepare(request as SourceFile));
        case 'places':
          return one(self.places(request as SourceFile).then(flattened));
        default:
          throw new Error(`nothing answers ${method}`);
      }
    },
    heard: () => undefined,
  });

  const debuggerOf = (setup: DebuggerSetup): SelfDebugger => {
    const { id, root } = setup;
    let known = made.get(root);
    if (known?.id !== id) {
      const { model } = setup;
      const self = make({
        setup,
        unsaved: (path) => made.get(root)?.setup.unsaved.get(path),
        unsavedTexts: () => made.get(root)?.setup.unsaved ?? new Map<string, string>(),
        log: log(channel, id),
        ...(setup.editorServers && { server: remoteServer(channel, id) }),
        ...(model && { model: remoteModel(channel, id, model) }),
      });
      known = { id, self, setup };
      made.set(root, known);
    }
    known.setup = setup;
    return known.self;
  };
}

async function* one(value: Promise<unknown>): AsyncIterable<unknown> {
  yield await value;
}

function log(channel: Channel, id: number): Log {
  const say = (level: string) => (message: string) => channel.tell(level, id, message);
  return {
    debug: say('debug'),
    info: say('info'),
    warn: say('warn'),
    // A cause may hold what cannot travel.
    error: (message, cause) =>
      channel.tell('error', id, message, cause instanceof Error ? new Error(cause.stack ?? cause.message) : cause),
  };
}

function remoteModel(
  channel: Channel,
  id: number,
  { name, contextTokens, steering }: NonNullable<DebuggerSetup['model']>,
): LanguageModel {
  return {
    name,
    ...(contextTokens !== undefined && { contextTokens }),
    ...(steering && { steering }),
    stream: (request, signal) => channel.stream('model', [id, request], signal) as AsyncIterable<ModelChunk>,
  };
}
