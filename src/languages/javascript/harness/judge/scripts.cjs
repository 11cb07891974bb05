'use strict';
// The scripts of a target: each of their assertions is a test.
const { softScript } = require('./softScript');
const { runScript } = require('./runScript');

exports.createScripts = (given) => {
  /** By id of the script. */
  const scripts = new Map();
  /** Which assertion of its script a test is, by id of the test. */
  const places = new Map();
  for (const script of given) scripts.set(script.id, opened(script, places));
  return {
    /** Every assertion as a test, and why there are none of a script that cannot be read. */
    collect() {
      const all = [...scripts.values()];
      return {
        tests: all.flatMap((soft) => (soft.problem ? [] : soft.assertions.map((assertion) => assertion.test))),
        notes: all.flatMap((soft) => (soft.problem ? [soft.problem] : [])),
      };
    },
    /** Runs the script of `test` once, for all tests of the job that stand in it. */
    async run(work, job, test, tools) {
      const soft = scripts.get(test.script);
      if (!soft || soft.problem) {
        tools.record(test, { kind: 'inconclusive', reason: soft?.problem ?? `there is no script ${test.script}` });
        return;
      }
      const ordinals = new Map(job.tests.map((one, index) => [one.id, index + 1]));
      const wanted = job.tests.filter((one) => one.kind === 'script' && one.script === test.script);
      await runScript(soft, wanted, {
        ...tools,
        loader: work.loader,
        limitMs: job.testMs,
        skip: job.known ?? {},
        begin: (id) => tools.begin(ordinals.get(id) ?? ordinals.get(test.id)),
        indexOf: (one) => places.get(one.id) ?? soft.assertions.findIndex((a) => a.line === one.line),
      });
    },
  };
};

function opened(script, places) {
  let soft;
  try {
    soft = softScript(script.text, script.path);
  } catch (error) {
    return { script, problem: `${script.path} cannot be parsed: ${error.message}` };
  }
  const seen = new Map();
  soft.assertions.forEach((assertion, index) => {
    const nth = (seen.get(assertion.line) ?? 0) + 1;
    seen.set(assertion.line, nth);
    const id = `${script.id}:${assertion.line + 1}${nth > 1 ? `.${nth}` : ''}`;
    places.set(id, index);
    assertion.test = {
      id,
      kind: 'script',
      title: assertion.text,
      trust: 'trusted',
      source: 'script',
      at: { path: script.path, line: assertion.line },
      script: script.id,
      line: assertion.line,
    };
  });
  return { ...soft, script };
}
