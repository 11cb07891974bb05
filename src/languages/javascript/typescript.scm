; abstract class Shape {}
(abstract_class_declaration name: (_) @name) @class

; namespace Shapes { export function area() {} }
(internal_module name: (_) @name) @owner

; function area(width: number): number;
; function area(width: number): number { return width; }
(function_signature) @signature

; export function area(width: number): number;
; export function area(width: number): number { return width; }
(export_statement declaration: (function_signature) @definition) @signature

; class Shape { area(width: number): number; area(width: number): number { return width; } }
(method_signature) @signature

; class Shape { @memo() area() { return 0; } }
(class_body (decorator)+ @before . (method_definition) @definition)

; const double = ((x: number) => x * 2) as Double;
((variable_declarator name: (identifier) @name value: (as_expression (parenthesized_expression (arrow_function) @function))) @definition
  (#set! kind "arrow"))

; const double = ((x: number) => x * 2) satisfies Double;
((variable_declarator name: (identifier) @name value: (satisfies_expression (parenthesized_expression (arrow_function) @function))) @definition
  (#set! kind "arrow"))

; const math = { double: (x: number) => x * 2 } as const;
(variable_declarator name: (identifier) @name value: [(as_expression (object)) (satisfies_expression (object))]) @owner

; export = double;
(export_statement (identifier) @exported)
