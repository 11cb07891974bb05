// A mocha reporter for logs: failures in full and the sums, and {passed, failed, skipped} written to a file.
const { writeFileSync } = require('node:fs');
const Mocha = require('mocha');
const { Base } = (Mocha.default ?? Mocha).reporters;

module.exports = class extends Base {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      this.epilogue();
      const { passes, failures, pending } = this.stats;
      const counts = { passed: passes, failed: failures, skipped: pending };
      writeFileSync(options.reporterOptions.output, JSON.stringify(counts));
    });
  }
};
