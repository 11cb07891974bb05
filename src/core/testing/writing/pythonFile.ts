import type { FocalFunction } from '../../model/focalFunction';
import type { TestPlace } from '../../model/generation';
import { neededNames, pythonModule, withPythonImports } from './imports';
import { pythonBlocks, pythonClass } from './python';
import type { TestFile } from './writeTests';

const hypothesisNames = ['example', 'given', 'settings', 'strategies as st'];

/** How a Python test file takes generated tests. */
export function pythonFile(
  focal: FocalFunction,
  place: TestPlace,
  moduleNames: readonly string[],
  packages: ReadonlySet<string>,
): TestFile {
  const framework = place.framework === 'unittest' ? 'unittest' : 'pytest';
  const module = moduleIn(place.text ?? '', focal) ?? pythonModule(focal.file.path, packages);
  return {
    comment: '#',
    depth: framework === 'unittest' ? 1 : 0,
    between: framework === 'unittest' ? 1 : 2,
    ...(framework === 'unittest' && { container: { open: `class ${pythonClass(focal)}(unittest.TestCase):` } }),
    start: [],
    blocks: (tests, taken) => pythonBlocks(focal, tests, framework, taken),
    imports: (lines, code, modules) => {
      const own = [...modules].filter((name) => name !== 'hypothesis');
      const plain = [...own, ...(framework === 'unittest' ? ['unittest'] : [])].sort();
      const names = neededNames(focal, code, moduleNames);
      const library = { module: 'hypothesis', names: modules.has('hypothesis') ? hypothesisNames : [] };
      return spaced(withPythonImports(withPythonImports(lines, library, plain), { module, names }, []));
    },
  };
}

/** The name under which an existing test file imports the module. */
function moduleIn(text: string, focal: FocalFunction): string | undefined {
  const stem = focal.file.path.replace(/\\/g, '/').replace(/(\/__init__)?\.pyw?$/, '');
  const last = stem.slice(stem.lastIndexOf('/') + 1);
  const modules = [...text.matchAll(/^from\s+([\w.]+)\s+import\b/gm)].map(([, name]) => name ?? '');
  return modules.find((name) => name.replace(/^\.+/, '').split('.').at(-1) === last);
}

/** Two blank lines between the imports and what follows, as every Python formatter wants. */
function spaced(lines: readonly string[]): readonly string[] {
  let last = -1;
  for (const [i, line] of lines.entries()) if (/^(import|from)\s/.test(line)) last = i;
  const next = lines[last + 1];
  return last >= 0 && next !== undefined && /^(def|class|# Eider)/.test(next)
    ? [...lines.slice(0, last + 1), '', '', ...lines.slice(last + 1)]
    : lines;
}
