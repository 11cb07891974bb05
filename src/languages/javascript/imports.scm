; import fs from 'node:fs';
((import_statement (import_clause (identifier) @local) source: (string) @module)
  (#set! imported "default"))

; import * as path from 'node:path';
((import_statement (import_clause (namespace_import (identifier) @local)) source: (string) @module)
  (#set! imported "*"))

; import { area } from './shape';
(import_statement (import_clause (named_imports (import_specifier name: (_) @imported !alias))) source: (string) @module)

; import { area as surface } from './shape';
(import_statement (import_clause (named_imports (import_specifier name: (_) @imported alias: (identifier) @local))) source: (string) @module)

; const shape = require('./shape');
((variable_declarator name: (identifier) @local value: (call_expression function: (identifier) @_require arguments: (arguments . (string) @module)))
  (#eq? @_require "require")
  (#set! imported "*"))

; const { area } = require('./shape');
((variable_declarator
    name: (object_pattern (shorthand_property_identifier_pattern) @imported)
    value: (call_expression function: (identifier) @_require arguments: (arguments . (string) @module)))
  (#eq? @_require "require"))

; const { area: surface } = require('./shape');
((variable_declarator
    name: (object_pattern (pair_pattern key: (_) @imported value: (identifier) @local))
    value: (call_expression function: (identifier) @_require arguments: (arguments . (string) @module)))
  (#eq? @_require "require"))

; const surface = require('./shape').area;
((variable_declarator
    name: (identifier) @local
    value: (member_expression
      object: (call_expression function: (identifier) @_require arguments: (arguments . (string) @module))
      property: (property_identifier) @imported))
  (#eq? @_require "require"))

; const shape = await import('./shape.mjs');
((variable_declarator name: (identifier) @local value: (await_expression (call_expression function: (import) arguments: (arguments . (string) @module))))
  (#set! imported "*"))

; const { area } = await import('./shape.mjs');
(variable_declarator
  name: (object_pattern (shorthand_property_identifier_pattern) @imported)
  value: (await_expression (call_expression function: (import) arguments: (arguments . (string) @module))))

; const { area: surface } = await import('./shape.mjs');
(variable_declarator
  name: (object_pattern (pair_pattern key: (_) @imported value: (identifier) @local))
  value: (await_expression (call_expression function: (import) arguments: (arguments . (string) @module))))

; export { area } from './shape';
(export_statement (export_clause (export_specifier name: (_) @imported)) source: (string) @reexport)

; export * from './shape';
((export_statement !declaration "*" source: (string) @reexport)
  (#set! imported "*"))
