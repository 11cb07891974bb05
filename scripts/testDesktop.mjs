import { run } from './entry.mjs';

await run('testDesktop.ts');
