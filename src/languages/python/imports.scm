; import os.path
(import_statement name: (dotted_name) @module)

; import numpy as np
(import_statement name: (aliased_import name: (dotted_name) @module alias: (identifier) @local))

; from math import sqrt
(import_from_statement module_name: (_) @module name: (dotted_name) @imported)

; from math import sqrt as root
(import_from_statement module_name: (_) @module name: (aliased_import name: (dotted_name) @imported alias: (identifier) @local))

; from math import *
(import_from_statement module_name: (_) @module (wildcard_import) @imported @local)
