import { existsSync } from 'node:fs';
import * as path from 'node:path';

const marks = ['.git', 'package.json', 'pyproject.toml', 'setup.py', 'setup.cfg', 'pytest.ini', 'tox.ini'];

/** The nearest folder above a file that looks like a project's root, else the file's own folder. */
export function workspaceRootOf(file: string): string {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (marks.some((mark) => existsSync(path.join(folder, mark)))) return folder;
    if (path.dirname(folder) === folder) return path.dirname(file);
  }
}
