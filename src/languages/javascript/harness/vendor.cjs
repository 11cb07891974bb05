'use strict';
// The build bundles these two into `vendor.bundle.cjs`, so that the user's project needs neither.
exports.acorn = require('acorn');
exports.sucrase = require('sucrase');
