import * as assert from 'node:assert/strict';
import type { FrameworkId } from '../../../../src/core/model/test';
import { launchConfiguration, type LaunchPlace } from '../../../../src/vscode/explorer/launch';

const place: LaunchPlace = { folder: '/p/app', root: '/p', program: '/p/node_modules/x/x.js' };
const launch = (framework: FrameworkId, path: string, selectors: readonly string[], more: Partial<LaunchPlace> = {}) =>
  launchConfiguration(framework, path, selectors, { ...place, ...more });
const pattern = (configuration: ReturnType<typeof launch>) => {
  const args = [configuration['args'], configuration['runtimeArgs']].flat().map(String);
  const at = args.findIndex((arg) => /^--(grep|test-?name-?pattern)/i.test(arg));
  return new RegExp(args[at]?.split('=')[1] ?? args[at + 1] ?? '(?!)');
};

describe('the launch configuration of a debugged test', () => {
  it('names the node id for pytest and the dotted name for unittest', () => {
    const pytest = launch('pytest', '/p/tests/test_a.py', ['TestA::test_x[1-2]']);
    assert.equal(pytest.type, 'debugpy');
    assert.equal(pytest['module'], 'pytest');
    assert.ok((pytest['args'] as string[]).includes('/p/tests/test_a.py::TestA::test_x[1-2]'));
    const unittest = launch('unittest', '/p/app/sub/test_a.py', ['TestA.test_x'], { runtime: '/venv/python' });
    assert.deepEqual(unittest['args'], ['sub.test_a.TestA.test_x']);
    assert.deepEqual(unittest['python'], ['/venv/python']);
    assert.equal(unittest['cwd'], '/p/app');
  });

  for (const framework of ['vitest', 'jest', 'mocha'] as const) {
    it(`matches the whole name, and nothing else, for ${framework}`, () => {
      const configuration = launch(framework, '/p/a.test.js', ['f (generated) > is 1.5?', 'f (generated) > b']);
      assert.equal(configuration.type, 'node');
      assert.equal(configuration['program'], place.program);
      const matches = pattern(configuration);
      assert.match('f (generated) is 1.5?', matches);
      assert.match('f (generated) b', matches);
      assert.doesNotMatch('f (generated) is 1.5? not', matches);
      assert.doesNotMatch('f (generated) is 1x5?', matches);
    });
  }

  it('matches the own name for node:test, without the number of a twin', () => {
    const configuration = launch('node:test', '/p/a.test.ts', ['f > is [1]', 'f > twin #2'], {
      nodeArguments: ['--import', 'tsx'],
      runtime: '/bin/node',
    });
    assert.match('is [1]', pattern(configuration));
    assert.match('twin', pattern(configuration));
    assert.doesNotMatch('is 1', pattern(configuration));
    assert.equal(configuration['program'], '/p/a.test.ts');
    assert.equal(configuration['runtimeExecutable'], '/bin/node');
    assert.deepEqual((configuration['runtimeArgs'] as string[]).slice(0, 2), ['--import', 'tsx']);
  });
});
