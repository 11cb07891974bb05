; def test_area(): pass
((function_definition name: (identifier) @name) @test
  (#match? @name "^test")
  (#set! style "pytest"))

; class TestShape(unittest.TestCase): pass
((class_definition superclasses: (argument_list [(identifier) @_base (attribute attribute: (identifier) @_base)])) @suite
  (#match? @_base "TestCase$")
  (#set! style "unittest"))

; assert area(2) == 4
(assert_statement) @assertion

; self.assertEqual(area(2), 4)
((call function: (attribute attribute: (identifier) @_method)) @assertion
  (#match? @_method "^assert[A-Z]"))
