import assert from 'node:assert';
import { chooseSandbox } from '../../src/node/sandbox/sandbox';
import { hostilePrograms, provoke } from '../bench/hostile/corpus';
import { javascriptArena } from '../bench/hostile/javascript';
import { silent } from './executorSupport';

/** One of each kind; `npm run bench -- hostile` runs the whole corpus. */
const chosen = [
  'closeDescriptors',
  'daemonize',
  'deleteWorkspace',
  'equalToEverything',
  'exitZero',
  'exitByEscape',
  'forgeProtocol',
  'forgeTheHookAndReturn',
  'killParent',
  'leaveTrapsByEscape',
  'network',
  'patchAssertByEscape',
  'patchJson',
  'pollutePrototypeByEscape',
  'readKeys',
  'stealTheJudge',
];

describe('Hostile JavaScript programs', () => {
  let arena: Awaited<ReturnType<typeof javascriptArena>> | undefined;

  before(async function () {
    const { containment } = await chooseSandbox('preferred', silent, AbortSignal.timeout(20_000));
    if (containment !== 'sandboxed') this.skip();
    arena = await javascriptArena('required');
  });
  after(() => arena?.close());

  const programs = hostilePrograms('javascript').filter(({ name }) => chosen.includes(name));

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
