import type * as ts from 'typescript';

/** Milliseconds without a question after which everything held for questions is given back. */
const IDLE_MS = 60_000;

interface Laid {
  readonly project: ts.server.Project;
  readonly fileName: string;
  readonly service: ts.LanguageService;
  lay(text: string): void;
}

/** The registry that the server's projects share; a language service calls the keyed methods only. */
type Registry = ts.DocumentRegistry;

/** A language service that sees the user's project with the text of one file replaced. One file at a time. */
export class Overlays {
  readonly #ts: typeof ts;
  readonly #projects: ts.server.ProjectService;
  #laid: Laid | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(typescript: typeof ts, projects: ts.server.ProjectService) {
    this.#ts = typescript;
    this.#projects = projects;
  }

  /** Undefined where the file belongs to no project that is open. */
  over(file: string, text: string): { readonly service: ts.LanguageService; readonly fileName: string } | undefined {
    const fileName = this.#ts.server.toNormalizedPath(file);
    if (!this.#projects.getScriptInfo(fileName)) return undefined;
    const project = this.#projects.getDefaultProjectForFile(fileName, true);
    if (!project?.languageServiceEnabled) return undefined;
    if (this.#laid?.project !== project || this.#laid.fileName !== fileName) {
      this.#clear();
      this.#laid = lay(this.#ts, project, fileName);
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#clear(), IDLE_MS);
    this.#timer.unref();
    this.#laid.lay(text);
    return { service: this.#laid.service, fileName };
  }

  #clear(): void {
    this.#laid?.service.dispose();
    this.#laid = undefined;
  }
}

/** A service of its own over a proxy of the project, so that all files but one are the project's, parsed once. */
function lay(typescript: typeof ts, project: ts.server.Project, fileName: string): Laid {
  const canonical = (name: string): string => (project.useCaseSensitiveFileNames() ? name : name.toLowerCase());
  const path = canonical(fileName);
  const isOwn = (name: string): boolean => canonical(name) === path;
  const untyped = /\.[cm]?jsx?$/.test(path);
  let text = '';
  let version = 0;
  const overrides: Record<PropertyKey, unknown> = {
    getScriptSnapshot: (name: string) =>
      isOwn(name) ? typescript.ScriptSnapshot.fromString(text) : project.getScriptSnapshot(name),
    getScriptVersion: (name: string) => (isOwn(name) ? `eider ${version}` : project.getScriptVersion(name)),
    getProjectVersion: () => `${project.getProjectVersion()} eider ${version}`,
    // Plain JavaScript is not checked unless it says so: here, what a patch adds is compared with what was there.
    getCompilationSettings: () => {
      const found = project.getCompilationSettings();
      return untyped && found.checkJs === undefined ? { ...found, allowJs: true, checkJs: true } : found;
    },
    // With it the service would take the project's program for its own and end up with none.
    updateFromProject: undefined,
  };
  const host = new Proxy(project, {
    get(target, name) {
      if (Object.hasOwn(overrides, name)) return overrides[name];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  return {
    project,
    fileName,
    service: typescript.createLanguageService(host, registryBeside(typescript, project, path)),
    lay(next) {
      if (version > 0 && next === text) return;
      text = next;
      version++;
    },
  };
}

/** The registry of the user's projects for all files but the one laid over: a candidate's text never enters it. */
function registryBeside(typescript: typeof ts, { projectService }: ts.server.Project, own: string): Registry {
  const { documentRegistry } = projectService as unknown as { readonly documentRegistry?: Registry };
  const shared = documentRegistry ?? typescript.createDocumentRegistry();
  const outside =
    (otherwise: Registry['acquireDocumentWithKey']): Registry['acquireDocumentWithKey'] =>
    (...args) => {
      const [fileName, path, , , snapshot, version, kind, options] = args;
      if (path !== own) return otherwise(...args);
      const target = options ?? typescript.ScriptTarget.ESNext;
      return typescript.createLanguageServiceSourceFile(fileName, snapshot, target, version, false, kind);
    };
  // The older way to release has no last argument: what comes is passed on.
  const release = shared as unknown as { releaseDocumentWithKey(path: ts.Path, ...rest: readonly unknown[]): void };
  const beside = {
    releaseDocumentWithKey: (path: ts.Path, ...rest: readonly unknown[]) => {
      if (path !== own) release.releaseDocumentWithKey(path, ...rest);
    },
  };
  return Object.assign(
    {
      ...shared,
      acquireDocumentWithKey: outside(shared.acquireDocumentWithKey.bind(shared)),
      updateDocumentWithKey: outside(shared.updateDocumentWithKey.bind(shared)),
    },
    beside,
  );
}
