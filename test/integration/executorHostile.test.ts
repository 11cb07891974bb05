import assert from 'node:assert';
import { hostilePrograms, provoke } from '../bench/hostile/corpus';
import { pythonArena } from '../bench/hostile/python';
import { chooseSandbox } from '../../src/node/sandbox/sandbox';
import { silent } from './executorSupport';

/** One of each kind; `npm run bench -- hostile` runs the whole corpus. */
const chosen = [
  'closeDescriptors',
  'deleteWorkspace',
  'exitZero',
  'forgeProtocol',
  'forkBomb',
  'killParent',
  'leaveTraps',
  'network',
  'patchAssertions',
  'readKeys',
  'unixSocket',
];

describe('Hostile Python programs', () => {
  let arena: Awaited<ReturnType<typeof pythonArena>> | undefined;

  before(async function () {
    const { containment } = await chooseSandbox('preferred', silent, AbortSignal.timeout(20_000));
    if (containment !== 'sandboxed') this.skip();
    arena = await pythonArena('required');
  });
  after(() => arena?.close());

  const programs = hostilePrograms('python').filter(({ name }) => chosen.includes(name));

  it('are all there', () => {
    assert.strictEqual(programs.length, chosen.length);
  });
  for (const program of programs) {
    it(`${program.name} does no harm and passes nothing`, async () => {
      assert.ok(arena);
      const { passed, escapes, affected, processes } = await provoke(arena, program);
      assert.deepStrictEqual(
        { passed, escapes, affected, processes },
        { passed: [], escapes: [], affected: [], processes: [] },
      );
    });
  }
});
