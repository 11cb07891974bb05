// Mocha's dot reporter (failures in full, successes as dots) that also writes {passed, failed, skipped} to a file.
const { writeFileSync } = require('node:fs');
const Mocha = require('mocha');
const Dot = (Mocha.default ?? Mocha).reporters.Dot;

module.exports = class extends Dot {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats;
      const counts = { passed: passes, failed: failures, skipped: pending };
      writeFileSync(options.reporterOptions.output, JSON.stringify(counts));
    });
  }
};
