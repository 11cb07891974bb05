import { lstat, readdir, realpath } from 'node:fs/promises';
import * as path from 'node:path';

/** Keys, credentials and histories below the home folder. */
const homeSecrets = [
  '.ssh',
  '.aws',
  '.gnupg',
  '.azure',
  '.kube',
  '.docker',
  '.netrc',
  '_netrc',
  '.npmrc',
  '.yarnrc',
  '.yarnrc.yml',
  '.pypirc',
  '.git-credentials',
  '.password-store',
  '.vault-token',
  '.terraform.d',
  '.terraformrc',
  '.boto',
  '.s3cfg',
  '.pgpass',
  '.my.cnf',
  '.env',
  '.bash_history',
  '.zsh_history',
  '.python_history',
  '.node_repl_history',
  '.psql_history',
  '.cargo/credentials',
  '.cargo/credentials.toml',
  '.gem/credentials',
  '.m2/settings.xml',
  '.gradle/gradle.properties',
  '.config/gcloud',
  '.config/gh',
  '.config/hub',
  '.config/git/credentials',
  '.config/op',
  '.config/sops',
  '.config/pip/pip.conf',
  '.config/google-chrome',
  '.config/chromium',
  '.config/Code',
  '.local/share/keyrings',
  '.mozilla',
  'Library/Keychains',
  'Library/Application Support/Google/Chrome',
  'Library/Application Support/Firefox',
  'Library/Application Support/Code',
];

/** Folders that hold no `.env` files of the user and are too large to walk. */
const skipped = new Set(['node_modules', '.git', '__pycache__', 'site-packages', '.venv', 'venv', 'dist', 'build']);

export interface Secrets {
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

/** What is there to mask: home keys and credentials, and the workspace's `.env*` files (at most three folders deep). */
export async function findSecrets(home: string, workspaceRoot: string): Promise<Secrets> {
  const folders: string[] = [];
  const files: string[] = [];
  for (const name of homeSecrets) {
    try {
      // Through a link the target is what must be hidden.
      const full = await realpath(path.join(home, name));
      const stat = await lstat(full);
      if (stat.isDirectory()) folders.push(full);
      else if (stat.isFile()) files.push(full);
    } catch {
      // Not there: nothing to mask.
    }
  }
  await environmentFiles(workspaceRoot, 3, files);
  return { folders, files };
}

async function environmentFiles(folder: string, depth: number, found: string[]): Promise<void> {
  let entries;
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch {
    return;
  }
  for (const entry of entries) {
    const full = path.join(folder, entry.name);
    if (entry.isFile() && entry.name.startsWith('.env')) found.push(full);
    else if (entry.isDirectory() && depth > 0 && !skipped.has(entry.name)) {
      await environmentFiles(full, depth - 1, found);
    }
  }
}
