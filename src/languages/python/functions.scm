; def area(width): return width
(function_definition name: (identifier) @name) @function

; double = lambda x: x * 2
((assignment left: (identifier) @name right: (lambda) @function) @definition
  (#set! kind "arrow"))

; half = lambda x: x / 2
(expression_statement (assignment right: (lambda)) @definition) @range

; @cache
; def area(width): return width
(decorated_definition definition: (function_definition) @definition) @range

; class Shape:
;     @staticmethod
;     def unit(): return Shape()
((decorated_definition (decorator (identifier) @_decorator) definition: (function_definition) @function)
  (#eq? @_decorator "staticmethod")
  (#set! kind "staticMethod"))

; class Shape:
;     @classmethod
;     def unit(cls): return cls()
((decorated_definition (decorator (identifier) @_decorator) definition: (function_definition) @function)
  (#eq? @_decorator "classmethod")
  (#set! kind "classMethod"))

; class Shape:
;     @property
;     def area(self): return 0
((decorated_definition (decorator (identifier) @_decorator) definition: (function_definition) @function)
  (#any-of? @_decorator "property" "cached_property")
  (#set! kind "getter"))

; class Shape:
;     @functools.cached_property
;     def area(self): return 0
((decorated_definition (decorator (attribute attribute: (identifier) @_decorator)) definition: (function_definition) @function)
  (#any-of? @_decorator "cached_property" "getter")
  (#set! kind "getter"))

; class Shape:
;     @area.setter
;     def area(self, value): self.side = value
((decorated_definition (decorator (attribute attribute: (identifier) @_decorator)) definition: (function_definition) @function)
  (#eq? @_decorator "setter")
  (#set! kind "setter"))

; class Shape:
;     def __init__(self): self.side = 1
((function_definition name: (identifier) @_name) @function
  (#eq? @_name "__init__")
  (#set! kind "constructor"))

; @overload
; def area(width: int) -> int: ...
((decorated_definition (decorator (identifier) @_decorator) definition: (function_definition) @overload)
  (#eq? @_decorator "overload"))

; @typing.overload
; def area(width: int) -> int: ...
((decorated_definition (decorator (attribute attribute: (identifier) @_decorator)) definition: (function_definition) @overload)
  (#eq? @_decorator "overload"))

; class Shape: pass
(class_definition name: (identifier) @name) @class

; def area(width):
;     "The area."
;     return width
(function_definition body: (block . (expression_statement (string) @docstring))) @function

; def count(): yield 1
(yield) @yield

; # The area.
(comment) @comment
