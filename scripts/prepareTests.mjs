import { run } from './entry.mjs';

await run('prepareTests.ts');
