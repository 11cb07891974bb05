import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { root } from './paths';

/** `npm run bench -- NAME [arguments]` runs test/bench/NAME.ts (what they share is in folders and in results.ts); without a name it lists them. */
const folder = path.join(root, 'test/bench');
const names = existsSync(folder)
  ? readdirSync(folder)
      .filter((file) => file.endsWith('.ts') && file !== 'results.ts')
      .map((file) => file.slice(0, -'.ts'.length))
  : [];
const [name, ...args] = process.argv.slice(2);

if (name === undefined || !names.includes(name)) {
  console.log(`usage: npm run bench -- NAME [arguments]\nnames: ${names.join(', ') || '(none)'}`);
  process.exitCode = name === undefined ? 0 : 2;
} else {
  const data = path.resolve(process.env['EIDER_BENCH_DATA'] ?? path.join(root, '../shared/bench'));
  if (!existsSync(data)) console.log(`${data} is not there: set EIDER_BENCH_DATA to the folder of the data sets`);
  const child = spawn(
    process.execPath,
    [
      '--require',
      path.join(root, 'test/registerText.cjs'),
      ...process.execArgv,
      path.join(folder, `${name}.ts`),
      ...args,
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, EIDER_BENCH_DATA: data },
    },
  );
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
