'use strict';
// Runs a rewritten script once and decides each of its assertions.
const { types } = host;
const { decide, known } = require('./assertions');
const { scriptName } = require('./softScript');
const { errored, lineIn, observed } = require('./outcome');

/**
 * Records a verdict for each of `tests`. An assertion that is evaluated several times (in a loop) fails when it fails once;
 * one that is never reached is inconclusive, except the first after the script itself has thrown, which is errored.
 */
exports.runScript = async (soft, tests, tools) => {
  const { record, observe, observer, loader, begin, skip, context, indexOf } = tools;
  const { path } = soft.script;
  const byIndex = new Map(tests.map((test) => [indexOf(test), test]));
  const results = new Map();
  const settled = (index, verdict) => {
    const before = results.get(index);
    if (before && before.kind !== 'passed') return;
    results.set(index, verdict);
  };

  function soften(index, method, evaluate) {
    const test = byIndex.get(index);
    if (test && (skip[test.id] || tools.stopped?.())) return undefined;
    if (test) begin(test.id);
    const start = context.elapsed();
    const elapsed = () => context.elapsed() - start;
    const { input, text } = soft.assertions[index];
    const fail = (error) =>
      settled(index, errored(error, { durationMs: elapsed(), path: context.path, input: input ?? text }));
    const judge = (values) => {
      if (!known(method))
        return settled(index, { kind: 'inconclusive', reason: `Eider does not know assert.${method}` });
      const problem = decide(method, values);
      return types.isPromise(problem) ? problem.then(finish(values), fail) : finish(values)(problem);
    };
    const finish = (values) => (problem) => {
      const durationMs = elapsed();
      const seen = input === undefined || typeof values[0] === 'function' ? {} : { observed: observed(values[0]) };
      if (problem === undefined) settled(index, { kind: 'passed', durationMs, ...seen });
      else settled(index, { kind: 'failed', durationMs, ...problem, input: input ?? text, ...seen });
      if (observer && test) observe(test);
      return undefined;
    };
    try {
      const values = evaluate();
      return types.isPromise(values) ? values.then(judge, fail) : judge(values);
    } catch (error) {
      fail(error);
      if (observer && test) observe(test);
      return undefined;
    }
  }

  let thrown;
  try {
    const modules = [];
    for (const specifier of soft.modules) {
      const module = await loader.importFrom(specifier, path);
      modules.push(module.namespace);
    }
    const result = context.evaluate(soft.code)(loader.requireFrom(path), soften, modules);
    if (types.isPromise(result)) await result;
  } catch (error) {
    thrown = { error };
  }
  const thrownAt = thrown ? (lineIn(thrown.error, scriptName) ?? 0) : 0;
  const unreached = tests
    .filter((test) => !results.has(indexOf(test)) && test.line >= thrownAt)
    .sort((a, b) => a.line - b.line);
  for (const test of tests) {
    if (skip[test.id]) continue;
    const verdict = results.get(indexOf(test));
    if (verdict) record(test, verdict);
    else if (thrown && test === unreached[0]) {
      record(test, errored(thrown.error, { durationMs: context.elapsed(), path: context.path }));
    } else {
      const why = thrown ? ` because the script ended with ${thrown.error?.message ?? 'an error'}` : '';
      record(test, { kind: 'inconclusive', reason: `the script did not reach this assertion${why}` });
    }
  }
};
