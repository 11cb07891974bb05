import { run } from './entry.mjs';

await run('start.ts');
