; test('area', () => {});
((call_expression function: (identifier) @name arguments: (arguments . [(string) (template_string)])) @test
  (#any-of? @name "test" "it" "describe" "suite"))

; it.only('area', () => {});
((call_expression function: (member_expression object: (identifier) @name) arguments: (arguments . [(string) (template_string)])) @test
  (#any-of? @name "test" "it" "describe" "suite"))

; assert(area(2) === 4);
((call_expression function: (identifier) @_function) @assertion
  (#any-of? @_function "assert" "deepEqual" "deepStrictEqual" "strictEqual"))

; assert.equal(area(2), 4);
((call_expression function: (member_expression object: (identifier) @_object property: (property_identifier) @_property)) @assertion
  (#eq? @_object "assert"))

; console.assert(area(2) === 4);
((call_expression function: (member_expression object: (identifier) @_object property: (property_identifier) @_property)) @assertion
  (#eq? @_object "console")
  (#eq? @_property "assert"))
