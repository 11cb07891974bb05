// Lets tests import `.scm` queries as text, as esbuild does in the bundles.
const { readFileSync } = require('node:fs');
require.extensions['.scm'] = (module, file) => {
  module.exports = readFileSync(file, 'utf8');
};
