'use strict';
// Runs test files written for `node:test` in the candidate's realm, with the rules of Node's runner: suites, hooks, subtests, skip and todo.
const { types } = host;
const { runInContext } = host.vm.Script.prototype;
const { errored, messageOf } = require('./outcome');
const { projectTest, verdictOf } = require('./projectTests');

const separator = ' > ';
const kinds = ['before', 'after', 'beforeEach', 'afterEach'];

/** `script` is `realm/nodeTest.js`. */
exports.createNodeTestRunner = (script) => {
  async function collect(path, work) {
    const found = new Map();
    let native = false;
    const report = (node, outcome) => {
      if (node.unsupported) native = true;
      if (node.kind === 'suite' || node.hasSubtests || outcome.skipped) return;
      found.set(node.selector, projectTest('node:test', path, node.selector));
    };
    const { loadError, unsupported } = await execute(path, {
      ...work,
      report,
      wanted: () => true,
      begin: () => undefined,
      limitMs: 10_000,
    });
    // The file is for the real runner: what is right here may be wrong there.
    if (native || unsupported) return { tests: [], notes: [], native: true };
    const notes = loadError ? [`${path} could not be loaded: ${messageOf(loadError.error)}`] : [];
    return { tests: [...found.values()], notes };
  }

  async function run(path, tests, { record, observe, begin, limitMs, skip, focalPath, ...work }) {
    const bySelector = new Map(tests.map((test) => [test.selector, test]));
    const selectors = [...bySelector.keys()].filter((selector) => !skip[bySelector.get(selector).id]);
    const failedAncestors = [];
    const report = (node, outcome) => {
      const test = bySelector.get(node.selector);
      if (outcome.error && node.hasSubtests !== true) failedAncestors.push({ node, outcome });
      if (!test || skip[test.id]) return;
      record(test, verdictOf(outcome, focalPath));
      observe(test);
    };
    const { loadError, unsupported } = await execute(path, {
      ...work,
      report,
      limitMs,
      wanted: (selector) =>
        selectors.some(
          (one) => one === selector || one.startsWith(selector + separator) || selector.startsWith(one + separator),
        ),
      begin: (node) =>
        begin(bySelector.get(node.selector)?.id ?? tests.find((test) => test.selector.startsWith(node.selector))?.id),
    });
    for (const test of tests) {
      if (skip[test.id]) continue;
      const above = failedAncestors.find(({ node }) => test.selector.startsWith(node.selector + separator));
      if (loadError && unsupported) record(test, verdictOf({ unsupported }));
      else if (loadError) record(test, errored(loadError.error, { durationMs: 0, path: focalPath }));
      else if (above) record(test, verdictOf(above.outcome, focalPath));
      else record(test, { kind: 'inconclusive', reason: 'the file did not run this test' });
    }
  }

  /** Loads the file and runs its tree; `report(node, outcome)` for every test that ended. */
  async function execute(path, { realm, loader, files, report, wanted, begin, limitMs, onStray }) {
    const root = newNode(undefined, 'suite', '', {}, undefined);
    let defining = root;
    let current;
    const seen = new Map();

    function newNode(parent, kind, name, options, fn) {
      const node = {
        parent,
        kind,
        name,
        options,
        fn,
        children: [],
        before: [],
        after: [],
        beforeEach: [],
        afterEach: [],
      };
      const plain = parent?.selector ? `${parent.selector}${separator}${name}` : name;
      const nth = parent ? (seen.get(plain) ?? 0) + 1 : 1;
      if (parent) seen.set(plain, nth);
      node.selector = nth > 1 ? `${plain} #${nth}` : plain;
      return node;
    }

    const bridge = {
      define(owner, kind, name, options, fn) {
        const parent = owner ?? (current && !defining.open ? current : defining);
        const node = newNode(parent, kind, name, options, fn);
        parent.children.push(node);
        if (parent.running) {
          parent.hasSubtests = true;
          return runNode(node);
        }
        if (kind === 'suite') return defineSuite(node);
        // As in Node: only a test at the top can be awaited, one inside a suite would wait for the suite to end.
        return parent === root ? new Promise((resolve) => (node.resolve = resolve)) : undefined;
      },
      hook(owner, kind, fn) {
        if (kinds.includes(kind)) (owner ?? defining)[kind].push(fn);
      },
      mark: (node, how) => {
        node.marked = how;
      },
      unsupported: (what) => {
        (current ?? root).unsupported ??= what;
      },
      names: host.nodeTestNames,
    };
    function defineSuite(node) {
      const before = defining;
      defining = node;
      node.open = true;
      try {
        const result = skipped(node) ? undefined : node.fn();
        if (types.isPromise(result)) node.ready = result;
      } catch (error) {
        node.error = { error };
      } finally {
        node.open = false;
        defining = before;
      }
      return undefined;
    }
    const skipped = (node) => node.options.skip !== undefined && node.options.skip !== false;

    const assert = loader.requireFrom(path)('node:assert');
    const api = Reflect.apply(runInContext, script, [realm.global])(bridge);
    files.set(path, api.module);
    files.set('', api.module);
    let stray;
    onStray((error) => stray?.(error));

    async function call(fn, context) {
      const failure = new Promise((_, reject) => (stray = reject));
      failure.catch(() => undefined);
      const limit = timeLimit(limitMs);
      const run = async () => (fn.length >= 2 ? api.withCallback(fn, context) : fn(context));
      try {
        await Promise.race([run(), failure, limit.promise]);
      } finally {
        limit.clear();
        stray = undefined;
      }
    }

    async function runHooks(node, kind) {
      for (const fn of node[kind]) await call(fn, {});
    }
    const testsBelow = (node) =>
      node.children.flatMap((child) => (child.kind === 'suite' ? testsBelow(child) : [child]));
    const ancestors = (node) => (node.parent ? [...ancestors(node.parent), node.parent] : []);

    async function runNode(node) {
      if (node.started) return;
      node.started = true;
      if (node.kind === 'suite') await runSuite(node);
      else await runTest(node);
      node.resolve?.();
    }

    async function runSuite(node) {
      try {
        if (node.ready) await node.ready;
        if (node.error) throw node.error.error;
        if (skipped(node)) return;
        if (node.children.every((child) => !wanted(child.selector))) return;
        await runHooks(node, 'before');
      } catch (error) {
        for (const test of testsBelow(node)) report(test, { error: { error }, durationMs: 0 });
        return;
      }
      for (let i = 0; i < node.children.length; i += 1)
        if (wanted(node.children[i].selector)) await runNode(node.children[i]);
      try {
        await runHooks(node, 'after');
      } catch (error) {
        report(node, { error: { error }, durationMs: 0 });
      }
    }

    async function runTest(node) {
      if (skipped(node) || (node.options.todo && node.fn === undefined)) {
        report(node, { skipped: 'skipped', durationMs: 0 });
        return;
      }
      begin(node);
      const start = Number(host.hrtime()) / 1e6;
      const above = ancestors(node);
      const outer = current;
      current = node;
      node.running = true;
      let failure;
      const guarded = async (run) => {
        try {
          await run();
        } catch (error) {
          failure ??= { error };
        }
      };
      const { context, finish } = api.newContext(node, node.name, node.selector, assert, undefined);
      await guarded(async () => {
        for (const one of above) for (const fn of one.beforeEach) await call(fn, context);
      });
      if (!failure) await guarded(() => call(node.fn, context));
      await guarded(async () => {
        for (const child of node.children) {
          await runNode(child);
          if (child.failed) failure ??= child.failed;
        }
      });
      await guarded(() => finish());
      await guarded(async () => {
        for (const one of [...above].reverse()) for (const fn of one.afterEach) await call(fn, context);
        for (const fn of node.after) await call(fn, context);
      });
      node.running = false;
      node.failed = failure;
      current = outer;
      const todo = node.options.todo || node.marked === 'todo';
      const durationMs = Number(host.hrtime()) / 1e6 - start;
      if (node.marked === 'skip' || (failure && todo)) report(node, { skipped: node.marked ?? 'todo', durationMs });
      else if (node.unsupported) report(node, { unsupported: node.unsupported, error: failure, durationMs });
      else if (failure?.error === timedOut) report(node, { timedOutAfter: limitMs, error: failure, durationMs });
      else report(node, { error: failure, durationMs });
    }

    let loadError;
    let loaded = false;
    const loadingFile = loader.import(path).then(
      () => (loaded = true),
      (error) => {
        loadError = { error };
        loaded = true;
      },
    );
    // Tests run while the file is still being loaded: it may await one of them.
    const turn = () => new Promise((resolve) => host.setImmediate(resolve));
    await Promise.race([loadingFile, turn().then(turn)]);
    if (root.before.length > 0) await runHooks(root, 'before').catch((error) => (loadError ??= { error }));
    for (let i = 0; !loadError && (i < root.children.length || !loaded);) {
      if (i < root.children.length) {
        if (wanted(root.children[i].selector)) await runNode(root.children[i]);
        i += 1;
      } else await Promise.race([loadingFile, turn()]);
    }
    if (!loadError) await runHooks(root, 'after').catch(() => undefined);
    onStray(() => undefined);
    return { loadError, unsupported: root.unsupported };
  }

  return { collect, run };
};

function timeLimit(limitMs) {
  let timer;
  const promise = new Promise((_, reject) => {
    timer = host.setTimeout(() => reject(timedOut), limitMs);
  });
  promise.catch(() => undefined);
  return { promise, clear: () => host.clearTimeout(timer) };
}
const timedOut = { timedOut: true };
