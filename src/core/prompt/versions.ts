import type { FocalFunction } from '../model/focalFunction';
import type { ProbeTest } from '../model/test';
import { verdictsOf } from '../model/verdicts';
import { foldersUp } from '../oracle/paths';
import type { ExecutionSession, Workspace } from '../ports';

/** More packages than this say nothing more to a model. */
const MOST = 8;
const PROBE_MS = 2000;

/**
 * `numpy 1.26.4`: the packages the function uses, as they are installed for it. Python's are asked of the user's own
 * interpreter (GitChameleon: models know several versions of an interface and must be told which one counts), JavaScript's
 * stand in the nearest `node_modules`. What is not installed or has no version is left out.
 */
export async function packageVersions(
  focal: FocalFunction,
  { session, workspace }: { readonly session: ExecutionSession; readonly workspace: Workspace },
  signal: AbortSignal,
): Promise<readonly string[]> {
  const modules = usedModules(focal);
  if (modules.length === 0) return [];
  return focal.file.languageId === 'python'
    ? pythonVersions(focal, modules, session, signal)
    : javascriptVersions(focal, modules, workspace, signal);
}

function usedModules({ file, range, imports }: FocalFunction): readonly string[] {
  const words = new Set(file.text.slice(range.start, range.end).match(/[\w$]+/g));
  const used = imports.filter(({ local }) => words.has(local) || words.has(local.split('.')[0] ?? ''));
  return [...new Set(used.map(({ module }) => module))].filter((module) => !/^[./]/.test(module));
}

async function pythonVersions(
  focal: FocalFunction,
  modules: readonly string[],
  session: ExecutionSession,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const names = [...new Set(modules.map((m) => m.split('.')[0] ?? m))].filter((n) => /^\w+$/.test(n)).slice(0, MOST);
  const probes = names.map((name): ProbeTest => {
    // A package is often called otherwise than its module: scikit-learn is sklearn.
    const find = `(lambda m: m.version((m.packages_distributions().get('${name}') or ['${name}'])[0]))`;
    const call = `${find}(__import__('importlib.metadata', fromlist=['version']))`;
    return {
      id: `version of ${name}`,
      title: name,
      trust: 'plausible',
      source: 'observation',
      kind: 'probe',
      setup: [],
      call,
    };
  });
  const job = { id: 'versions', source: focal.file.text, tests: probes, testMs: PROBE_MS };
  const verdicts = verdictsOf(await session.run(job, signal), probes);
  return probes.flatMap(({ id, title }) => {
    const verdict = verdicts.get(id);
    const observed = verdict?.kind === 'passed' ? verdict.observed : undefined;
    const version = observed?.kind === 'returned' ? /^'([\w.+!-]+)'$/.exec(observed.repr)?.[1] : undefined;
    return version === undefined ? [] : [`${title} ${version}`];
  });
}

async function javascriptVersions(
  focal: FocalFunction,
  modules: readonly string[],
  workspace: Workspace,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const names = modules.flatMap((module) => /^(?!node:)(?:@[\w.-]+\/)?[\w.-]+/.exec(module)?.[0] ?? []);
  const found = [...new Set(names)].slice(0, MOST).map(async (name) => {
    for (const folder of foldersUp(focal.file.path, workspace.root)) {
      const text = await workspace.read(`${folder}/node_modules/${name}/package.json`, signal);
      const version = text === undefined ? undefined : /"version"\s*:\s*"([\w.+-]+)"/.exec(text)?.[1];
      if (version !== undefined) return [`${name} ${version}`];
    }
    return [];
  });
  return (await Promise.all(found)).flat();
}
