import { run } from './entry.mjs';

await run('bench.ts');
