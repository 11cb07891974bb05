; import shape = require('./shape');
((import_statement (import_require_clause (identifier) @local source: (string) @module))
  (#set! imported "*"))
