import { readdir, readFile, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { root } from './paths';

/** Collects the sentences of `t('…')` into l10n/bundle.l10n.json, the file translators start from. */
async function main(): Promise<void> {
  const folder = path.join(root, 'src/vscode');
  const sentences = new Set<string>();
  for (const file of await readdir(folder, { recursive: true })) {
    if (!file.endsWith('.ts')) continue;
    const text = await readFile(path.join(folder, file), 'utf8');
    for (const match of text.matchAll(/\bt\(\s*'((?:[^'\\]|\\.)*)'/g)) {
      sentences.add((match[1] ?? '').replace(/\\'/g, "'"));
    }
  }
  const bundle = Object.fromEntries([...sentences].sort().map((sentence) => [sentence, sentence]));
  await writeFile(path.join(root, 'l10n/bundle.l10n.json'), `${JSON.stringify(bundle, null, 2)}\n`);
}

void main();
