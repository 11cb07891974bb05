// A mocha reporter for logs: failures in full, the slowest tests and the sums, and {passed, failed, skipped, failures} written to a file.
const { writeFileSync } = require('node:fs');
const Mocha = require('mocha');
const { Base } = (Mocha.default ?? Mocha).reporters;

module.exports = class extends Base {
  constructor(runner, options) {
    super(runner, options);
    const took = [];
    runner.on('pass', (test) => took.push({ seconds: test.duration / 1000, title: test.fullTitle() }));
    runner.on('retry', (test, error) => console.log(`run once more: ${test.fullTitle()}: ${error.message}`));
    runner.once('end', () => {
      this.epilogue();
      const slowest = took.sort((a, b) => b.seconds - a.seconds).slice(0, 12);
      console.log(slowest.map(({ seconds, title }) => `${seconds.toFixed(1).padStart(6)} s  ${title}`).join('\n'));
      const { passes, failures, pending } = this.stats;
      const titles = this.failures.map((test) => test.fullTitle());
      const counts = { passed: passes, failed: failures, skipped: pending, failures: titles };
      writeFileSync(options.reporterOptions.output, JSON.stringify(counts));
    });
  }
};
