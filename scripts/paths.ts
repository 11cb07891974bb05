import * as path from 'node:path';

/** The project's folder; every script path starts here, whatever the current directory is. */
export const root = path.resolve(__dirname, '..');
/** Downloads, logs and test bundles: ignored by git, safe to delete. */
export const cache = path.join(root, '.cache');
export const hostDir = path.join(root, 'test/host');
export const packagingDir = path.join(root, 'test/package');
