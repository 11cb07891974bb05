import * as path from 'node:path';
import { defaultLimits } from '../../../src/core/model/execution';
import type { FocalFunction } from '../../../src/core/model/focalFunction';
import type { Ports } from '../../../src/core/ports';
import type { RepairTask } from '../repairSets';

/** Whether each source passes every assertion of the judge. */
export async function judge(
  task: RepairTask,
  ports: Ports,
  focal: FocalFunction,
  sources: string[],
): Promise<boolean[]> {
  const signal = new AbortController().signal;
  const script = {
    id: 'judge',
    path: path.join(ports.workspace.root, `judge${path.extname(task.fileName)}`),
    text: task.judge,
  };
  await using session = await ports.executor.open(
    {
      focal,
      workspaceRoot: ports.workspace.root,
      scripts: [script],
      testFiles: [],
      limits: { ...defaultLimits, testMs: 10_000 },
    },
    signal,
  );
  const verdicts: boolean[] = [];
  for (const [i, source] of sources.entries()) {
    const result = await session.run(
      { id: `judge ${i}`, source, tests: session.tests, stopAtFirstFailure: true },
      signal,
    );
    verdicts.push(
      result.kind === 'ran' &&
        session.tests.length > 0 &&
        session.tests.every((t) => ['passed', 'inconclusive'].includes(result.verdicts.get(t.id)?.kind ?? '')) &&
        session.tests.some((t) => result.verdicts.get(t.id)?.kind === 'passed'),
    );
  }
  return verdicts;
}
