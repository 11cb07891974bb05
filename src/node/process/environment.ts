/** Variables that tests may see. Credentials live in the others. */
const allowed = new Set([
  'PATH',
  'LANG',
  'LANGUAGE',
  'TZ',
  'TERM',
  'VIRTUAL_ENV',
  'CONDA_PREFIX',
  'CONDA_DEFAULT_ENV',
  'PYTHONPATH',
  'PYTHONHOME',
  'NODE_PATH',
  'LD_LIBRARY_PATH',
  'DYLD_LIBRARY_PATH',
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'COMSPEC',
  'PATHEXT',
  'NUMBER_OF_PROCESSORS',
  'PROCESSOR_ARCHITECTURE',
]);

/**
 * The environment of a harness: the allow-list taken from `source`, `extra` names the user added, a home folder and a
 * folder for temporary files that are the worker's own, then the runtime's `own` variables.
 */
export function harnessEnvironment(
  source: Readonly<Record<string, string | undefined>>,
  extra: readonly string[],
  scratch: string,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  const named = new Set(extra.map((name) => name.toUpperCase()));
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(source)) {
    const key = name.toUpperCase();
    if (value !== undefined && (allowed.has(key) || key.startsWith('LC_') || named.has(key))) result[name] = value;
  }
  return {
    ...result,
    HOME: scratch,
    USERPROFILE: scratch,
    TMPDIR: scratch,
    TEMP: scratch,
    TMP: scratch,
    CI: '1',
    NO_COLOR: '1',
    ...own,
  };
}
