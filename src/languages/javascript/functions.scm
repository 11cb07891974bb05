; function area(width) { return width; }
[(function_declaration name: (identifier) @name) (generator_function_declaration name: (identifier) @name)] @function

; class Shape { area() { return 0; } }
((method_definition name: (_) @name) @function
  (#set! kind "method"))

; class Shape { static unit() { return new Shape(); } }
((method_definition "static") @function
  (#set! kind "staticMethod"))

; class Shape { get area() { return 0; } }
((method_definition "get") @function
  (#set! kind "getter"))

; class Shape { set area(value) { this.side = value; } }
((method_definition "set") @function
  (#set! kind "setter"))

; class Shape { constructor() { this.side = 1; } }
((method_definition name: (property_identifier) @_name) @function
  (#eq? @_name "constructor")
  (#set! kind "constructor"))

; const double = (x) => x * 2;
((variable_declarator name: (identifier) @name value: (arrow_function) @function) @definition
  (#set! kind "arrow"))

; const double = function (x) { return x * 2; };
((variable_declarator name: (identifier) @name value: [(function_expression) (generator_function)] @function) @definition
  (#set! kind "functionExpression"))

; const Button = memo((props) => props.label);
((variable_declarator name: (identifier) @name
    value: (call_expression arguments: (arguments . (arrow_function) @function))) @definition
  (#set! kind "arrow"))

; const Button = memo(function (props) { return props.label; });
((variable_declarator name: (identifier) @name
    value: (call_expression arguments: (arguments . (function_expression) @function))) @definition
  (#set! kind "functionExpression"))

; exports.double = (x) => x * 2;
((assignment_expression left: (_) @name right: (arrow_function) @function) @definition
  (#set! kind "arrow"))

; exports.double = function (x) { return x * 2; };
((assignment_expression left: (_) @name right: [(function_expression) (generator_function)] @function) @definition
  (#set! kind "functionExpression"))

; const math = { double: (x) => x * 2 };
((pair key: (_) @name value: (arrow_function) @function) @definition
  (#set! kind "arrow"))

; const math = { double: function (x) { return x * 2; } };
((pair key: (_) @name value: [(function_expression) (generator_function)] @function) @definition
  (#set! kind "functionExpression"))

; class Shape { double = (x) => x * 2; }
((class_body (_ [(property_identifier) (private_property_identifier)] @name value: (arrow_function) @function) @definition)
  (#set! kind "arrow"))

; class Shape { double = function (x) { return x * 2; }; }
((class_body (_ [(property_identifier) (private_property_identifier)] @name value: (function_expression) @function) @definition)
  (#set! kind "functionExpression"))

; export default (x) => x * 2;
((export_statement value: (arrow_function) @function) @range
  (#set! kind "arrow")
  (#set! name "default"))

; export default function (x) { return x * 2; }
((export_statement value: [(function_expression) (generator_function)] @function) @range
  (#set! kind "function")
  (#set! name "default"))

; const double = (x) => x * 2;
([(lexical_declaration . (variable_declarator value: [(arrow_function) (function_expression) (generator_function) (call_expression)]) @definition .)
  (variable_declaration . (variable_declarator value: [(arrow_function) (function_expression) (generator_function) (call_expression)]) @definition .)] @range)

; exports.double = (x) => x * 2;
(expression_statement (assignment_expression right: [(arrow_function) (function_expression) (generator_function)]) @definition) @range

; export function double(x) { return x * 2; }
(export_statement declaration: (_) @definition @exported) @range

; class Shape {}
(class_declaration name: (_) @name) @class

; const Shape = class {};
(variable_declarator name: (identifier) @name value: (class)) @class

; export default class {}
((export_statement value: (class) @class)
  (#set! name "default"))

; const math = { double(x) { return x * 2; } };
(variable_declarator name: (identifier) @name value: (object)) @owner

; math.extra = { double(x) { return x * 2; } };
(assignment_expression left: (_) @name right: (object)) @owner

; const math = { extra: { double(x) { return x * 2; } } };
(pair key: (_) @name value: (object)) @owner

; export { double as twice };
(export_statement (export_clause (export_specifier name: (identifier) @exported)))

; export default double;
(export_statement value: (identifier) @exported)

; module.exports = double;
((assignment_expression left: (_) @_left right: (identifier) @exported)
  (#match? @_left "^(module\\.)?exports\\b"))

; module.exports = { double };
((assignment_expression left: (_) @_left right: (object [(shorthand_property_identifier) @exported (pair value: (identifier) @exported)]))
  (#eq? @_left "module.exports"))

; // The area.
(comment) @comment
