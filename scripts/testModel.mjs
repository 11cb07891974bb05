import { run } from './entry.mjs';

await run('testModel.ts');
