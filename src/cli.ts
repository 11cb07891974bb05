import * as path from 'node:path';
import { parseCommand, usage, type CommonOptions } from './cli/arguments';
import { runFix } from './cli/fix';
import { runModel } from './cli/model';
import { runTests } from './cli/tests';
import { jsonPrinter, textPrinter } from './cli/printer';
import { createDebugger } from './core';
import { defaultPlan } from './core/candidate/strategies/plan';
import { HumanError } from './core/errors';
import type { Log } from './core/ports';
import { languages } from './languages/registry';
import { chooseModel, endpointFromEnvironment, priceFromEnvironment } from './models/choose';
import type { Capabilities } from './models/capabilities';
import { PrivateServers } from './node/languageServer/privateServers';
import { cacheFolder, KeptMap } from './node/keptMap';
import { createNodePorts } from './node/ports';
import { workspaceRootOf } from './node/workspaceRoot';
import { version } from '../package.json';

// `eider fix ... | head` reads no further than it wants: what was asked for is done all the same.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

async function main(argv: readonly string[]): Promise<number> {
  const command = parseCommand(argv);
  switch (command.command) {
    case 'help':
      process.stdout.write(usage);
      return 0;
    case 'version':
      process.stdout.write(`${version}\n`);
      return 0;
    case 'fix':
    case 'tests': {
      const controller = new AbortController();
      for (const name of ['SIGINT', 'SIGTERM'] as const)
        process.once(name, () => controller.abort(new Error('cancelled')));
      const root = workspaceRootOf(path.resolve(command.file));
      using server = serversFor(command, root);
      const self = createDebugger({ ...portsFor(command, root), server }, languages);
      const streams = { out: process.stdout, err: process.stderr };
      if (command.command === 'tests')
        return await runTests(command, { self, languages, root }, streams, controller.signal);
      const printer = command.json ? jsonPrinter(streams) : textPrinter(streams);
      const price = priceFromEnvironment(process.env);
      const plan = { ...defaultPlan, ...(price && { price }) };
      return await runFix(command, { self, languages, root, plan }, printer, controller.signal);
    }
    case 'model': {
      const controller = new AbortController();
      process.once('SIGINT', () => controller.abort(new Error('cancelled')));
      const endpoint = command.provider === 'templates' ? undefined : endpointFromEnvironment(process.env);
      return await runModel(command, endpoint, knownModels(), process.stdout, controller.signal);
    }
    case 'bench': {
      const { runBench } = await import('./cli/bench');
      return runBench(command);
    }
  }
}

function portsFor(options: CommonOptions, workspaceRoot: string): ReturnType<typeof createNodePorts> {
  const model = chooseModel(options.provider, endpointFromEnvironment(process.env), { capabilities: knownModels() });
  return createNodePorts({
    ...(model && { model }),
    assets: __dirname,
    workspaceRoot,
    settings: () => ({
      sandbox: options.sandbox,
      ...(options.python === undefined ? {} : { pythonPath: options.python }),
      ...(options.node === undefined ? {} : { nodePath: options.node }),
    }),
    log: standardErrorLog(options.verbose),
  });
}

/** What `eider model` found out. */
const knownModels = () => new KeptMap<Capabilities>(path.join(cacheFolder(process.env), 'models.json'));

function serversFor(options: CommonOptions, root: string): PrivateServers {
  const log = standardErrorLog(options.verbose);
  return new PrivateServers({
    root,
    log,
    commands: options.languageServers,
    ...(options.python === undefined ? {} : { pythonPath: options.python }),
  });
}

function standardErrorLog(verbose: boolean): Log {
  const line = (level: string) => (message: string, cause?: unknown) => {
    if (!verbose && level !== 'error') return;
    const because = cause instanceof Error ? ` (${cause.message})` : '';
    process.stderr.write(`${level}: ${message}${because}\n`);
  };
  return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (error instanceof HumanError) process.stderr.write(`eider: ${error.message}\n${error.next}\n`);
    else
      process.stderr.write(
        `eider: a bug in Eider\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
    process.exitCode = 2;
  },
);
