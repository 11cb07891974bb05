/** One run of a real VS Code: a window on a copy of a workspace, with its own settings and extensions. */
export interface Suite {
  /** The folder beside this file whose `*.vscode.test.ts` files run. */
  readonly name: string;
  /** The folder to copy and open, from the project's root. */
  readonly workspace: string;
  /** User settings of this window. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Folders of extensions to install besides Eider, from the project's root. */
  readonly links?: readonly string[];
  /** `source`: the built folder, as a person presses F5. `vsix`: the packaged file, installed. */
  readonly extension: 'source' | 'vsix';
  readonly trusted: boolean;
  /** After this many seconds the window is closed and the suite has failed. */
  readonly seconds: number;
}

const sample = 'test/sample-workspace';
/** No code runs in these windows outside of the sandbox: without one the suite fails. */
const contained = { 'eider.sandbox': 'required' };

/** In this order: what is asserted in milliseconds comes when the linter of `npm test` is over. */
export const suites: readonly Suite[] = [
  {
    name: 'samples',
    workspace: sample,
    // A slow window would save between Apply and undo, and undo would then leave a change.
    settings: { ...contained, 'files.autoSave': 'off' },
    extension: 'source',
    trusted: true,
    seconds: 1200,
  },
  {
    name: 'main',
    workspace: sample,
    settings: contained,
    links: ['test/host/python'],
    extension: 'source',
    trusted: true,
    seconds: 420,
  },
  {
    name: 'models',
    workspace: sample,
    links: ['test/host/models'],
    // The terminal's text is in the page only where it is not painted.
    settings: {
      'eider.provider': 'templates',
      'eider.budget.seconds': 20,
      'terminal.integrated.gpuAcceleration': 'off',
    },
    extension: 'source',
    trusted: true,
    seconds: 240,
  },
  {
    name: 'monitor',
    workspace: sample,
    links: ['test/host/python'],
    // What is typed and not saved stays so.
    settings: { ...contained, 'eider.provider': 'templates', 'eider.budget.seconds': 20, 'files.autoSave': 'off' },
    extension: 'source',
    trusted: true,
    seconds: 240,
  },
  {
    name: 'review',
    workspace: sample,
    // What is on disk is what the tests write.
    settings: { ...contained, 'files.autoSave': 'off' },
    extension: 'source',
    trusted: true,
    seconds: 300,
  },
  { name: 'tests', workspace: sample, extension: 'source', trusted: true, seconds: 300 },
  { name: 'untrusted', workspace: sample, extension: 'source', trusted: false, seconds: 90 },
  { name: 'vsix', workspace: sample, extension: 'vsix', trusted: true, seconds: 90 },
];
