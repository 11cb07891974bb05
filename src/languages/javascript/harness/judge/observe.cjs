'use strict';
// Collects what the probes of an instrumented focal file report, test by test.
const { shortRepr, typeName } = require('./repr');

const maxSteps = 2000;

/** `onLines` is told of lines when a test executes them for the first time: what a test that never ends has executed is known too. */
exports.createObserver = (lines, onLines) => {
  let hits = new Set();
  let steps = [];
  let depth = 0;
  const hit = (id) => {
    if (hits.has(id)) return;
    hits.add(id);
    onLines(lines[id]);
  };
  return {
    /** What the instrumented text calls. */
    probes: {
      hit,
      step(id, variables) {
        hit(id);
        if (steps.length >= maxSteps) return;
        const values = [];
        for (const name of Object.keys(variables)) {
          try {
            const value = variables[name]();
            values.push({ name, repr: shortRepr(value), type: typeName(value) });
          } catch {
            // Declared further down: it has no value yet.
          }
        }
        steps.push({ line: lines[id][0], depth: Math.max(0, depth - 1), variables: values });
      },
      enter: () => void (depth += 1),
      leave: () => void (depth -= 1),
    },
    /** Executed lines and steps since the last call, and forgets them. */
    take() {
      const covered = new Set();
      for (const id of hits) for (const line of lines[id]) covered.add(line);
      const taken = { lines: [...covered].sort((a, b) => a - b), steps };
      hits = new Set();
      steps = [];
      depth = 0;
      return taken;
    },
  };
};
