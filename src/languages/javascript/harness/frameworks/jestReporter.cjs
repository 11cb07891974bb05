'use strict';
const events = require('./jestEvents.cjs');

module.exports = class {
  onTestCaseStart(test, info) {
    events.onStart(test, info);
  }
  onTestCaseResult(test, result) {
    events.onResult(test, result);
  }
  getLastError() {
    return undefined;
  }
};
