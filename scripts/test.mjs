import { run } from './entry.mjs';

await run('test.ts');
