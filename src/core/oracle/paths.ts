/** Absolute paths as text: the core has no file system. Results use `/`, which every platform's file functions take. */

export const slashed = (path: string): string => path.replaceAll('\\', '/');

export function folderOf(path: string): string {
  const clean = slashed(path);
  return clean.slice(0, Math.max(0, clean.lastIndexOf('/')));
}

export function nameOf(path: string): string {
  return slashed(path).split('/').pop() ?? '';
}

/** File name without its last ending: `stats` for `stats.py`. */
export function stemOf(path: string): string {
  return nameOf(path).replace(/(?<=.)\.[^.]+$/, '');
}

/** `base` + `relative` with `.` and `..` resolved. */
export function join(base: string, relative: string): string {
  const parts = slashed(base).split('/');
  for (const part of slashed(relative).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** Folders from the one that holds `path` up to `root`, nearest first. */
export function foldersUp(path: string, root: string): readonly string[] {
  const top = slashed(root).replace(/\/$/, '');
  const folders: string[] = [];
  for (let folder = folderOf(path); folder.length >= top.length && folder.startsWith(top); folder = folderOf(folder)) {
    folders.push(folder);
    if (folder === '') break;
  }
  return folders;
}

/** A glob over a base name: `*` stands for anything. */
export function matchesGlob(name: string, glob: string): boolean {
  const pattern = glob.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${pattern.join('.*')}$`).test(name);
}
