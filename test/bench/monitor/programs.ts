import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { captureFunctions } from '../../../src/core/capture/capture';
import type { FocalFunction, SourceFile } from '../../../src/core/model/focalFunction';
import type { IdentifierMonitor } from '../../../src/core/monitor/identifiers/identifierMonitor';
import { createNodePorts } from '../../../src/node/ports';
import { syntax } from '../../doubles/grammars';
import { rows, type ModelProgram } from '../data';
import { judge } from '../judging/judge';
import { modelProgram } from '../repairSets';
import type { Row } from '../results';
import { emptied } from './emptied';

const models = ['starcoder', 'codellama', 'gpt-3.5-turbo-0613'];
const root = path.resolve(__dirname, '../../..');
const signal = new AbortController().signal;
const log = { debug: silent, info: silent, warn: silent, error: console.error };

/** Which of the programs that models wrote are refused before they are run; those are run after all, to see whether one was right. */
export async function programs(monitor: IdentifierMonitor, most: number): Promise<Row[]> {
  const found: Row[] = [];
  for (const model of models) {
    for (const row of rows<ModelProgram>(`model-programs-humaneval-${model}-even`).slice(0, most)) {
      const { fileName, source, functionName } = modelProgram(row);
      const file: SourceFile = {
        path: path.join(root, '.cache', fileName),
        languageId: 'python',
        text: source,
        version: 0,
      };
      const focal = (await captureFunctions(syntax, file)).find((f) => f.qualifiedName === functionName);
      if (!focal) continue;
      const started = performance.now();
      const { verdict, illegal } = await monitor.check(emptied(focal), source, signal, { repairs: false });
      const ms = Math.round(performance.now() - started);
      const caught = verdict === 'illegal';
      found.push({
        language: 'Python',
        what: 'program',
        file: model,
        function: functionName,
        known: true,
        caught,
        right: caught && (await isRight(row, focal)),
        why: illegal[0]?.why ?? '',
        ms,
      });
    }
  }
  return found;
}

async function isRight(row: ModelProgram, focal: FocalFunction): Promise<boolean> {
  const workspaceRoot = await mkdtemp(path.join(tmpdir(), 'eider-bench-'));
  try {
    const task = modelProgram(row);
    const file = { ...focal.file, path: path.join(workspaceRoot, task.fileName) };
    await writeFile(file.path, file.text);
    const assets = path.join(root, 'dist');
    const ports = createNodePorts({ assets, workspaceRoot, settings: () => ({ sandbox: 'preferred' }), log });
    return (await judge(task, ports, { ...focal, file }, [file.text])).includes(true);
  } finally {
    await rm(workspaceRoot, { recursive: true, force: true });
  }
}

function silent(): void {
  // The table is all there is to say.
}
