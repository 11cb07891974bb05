/** Every id that `package.json` knows too. `test/unit/vscode/ids.test.ts` compares both ways. */
export const command = {
  fix: 'eider.fix',
  fixPick: 'eider.fixPick',
  cancel: 'eider.cancel',
  review: 'eider.review',
  explain: 'eider.explain',
  openDiff: 'eider.openDiff',
  apply: 'eider.apply',
  applyHunk: 'eider.applyHunk',
  reject: 'eider.reject',
  restore: 'eider.restore',
  next: 'eider.next',
  previous: 'eider.previous',
  compare: 'eider.compare',
  showMatrix: 'eider.showMatrix',
  answer: 'eider.answer',
  forgetAnswer: 'eider.forgetAnswer',
  copyAnswer: 'eider.copyAnswer',
  keepAnswer: 'eider.keepAnswer',
  toggleHeatMap: 'eider.toggleHeatMap',
  copyReport: 'eider.copyReport',
  exportReport: 'eider.exportReport',
  openRunLog: 'eider.openRunLog',
  showLog: 'eider.showLog',
  openSettings: 'eider.openSettings',
  openWalkthrough: 'eider.openWalkthrough',
  openSample: 'eider.openSample',
  allowRuns: 'eider.allowRuns',
  forbidRuns: 'eider.forbidRuns',
  selectModel: 'eider.selectModel',
  generateTests: 'eider.generateTests',
  reviewTests: 'eider.reviewTests',
  applyTests: 'eider.applyTests',
} as const;
export type CommandId = (typeof command)[keyof typeof command];

export const setting = {
  provider: 'eider.provider',
  modelBaseUrl: 'eider.model.baseUrl',
  modelName: 'eider.model.name',
  modelCalls: 'eider.model.maxCalls',
  modelStrategy: 'eider.model.strategy',
  modelPrice: 'eider.model.price',
  codeLens: 'eider.codeLens.enabled',
  testsOnSave: 'eider.tests.onSave',
  testsOnSaveModel: 'eider.tests.onSaveModel',
  progress: 'eider.progress',
  budget: 'eider.budget.seconds',
  workers: 'eider.workers',
  sandbox: 'eider.sandbox',
  python: 'eider.python.interpreter',
  node: 'eider.javascript.node',
  languageServers: 'eider.languageServers',
} as const;
export type SettingId = (typeof setting)[keyof typeof setting];

/** Language model tools. */
export const tool = {
  verify: 'eider_verify_candidate',
  explain: 'eider_explain_failure',
  tests: 'eider_generate_tests',
} as const;

export const webview = { matrix: 'eider.matrix' } as const;
export const view = { candidates: 'eider.candidates' } as const;
export const viewContainer = 'eider';
export const taskType = 'eider';
export const walkthrough = 'eider.start';

/** Context keys for `when` clauses. */
export const contextKey = {
  hasRun: 'eider.hasRun',
  running: 'eider.running',
  consented: 'eider.consented',
} as const;

export const language = { report: 'eider-report', runLog: 'eider-log' } as const;
/** Schemes of virtual documents: candidates under review, candidates that servers are asked about, reports and run logs. */
export const scheme = {
  review: 'eider-review',
  candidate: 'eider-candidate',
  report: 'eider-report',
  log: 'eider-log',
  tests: 'eider-tests',
} as const;

export const colour = {
  low: 'eider.suspiciousLowBackground',
  medium: 'eider.suspiciousMediumBackground',
  high: 'eider.suspiciousHighBackground',
} as const;

/** Context values of tree items, for menus. */
export const item = {
  candidate: 'candidate',
  rejected: 'rejectedCandidate',
  test: 'failingTest',
  answer: 'answer',
} as const;

export const languageIds = ['python', 'javascript', 'javascriptreact', 'typescript', 'typescriptreact'] as const;
