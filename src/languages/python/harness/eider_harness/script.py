"""Plain scripts of assertions: every assertion is a test of its own, the script is run once."""
import ast
import copy

CHECK = "__eider_check__"


class Script:
    def __init__(self, script):
        self.id = script["id"]
        self.path = script["path"]
        self.text = script["text"]
        self.tree = ast.parse(self.text, filename=self.path)
        self.codes = {}


def parse(scripts):
    """Scripts by id, and a sentence for each that is no Python."""
    result, notes = {}, []
    for script in scripts:
        try:
            result[script["id"]] = Script(script)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            notes.append(f"{script['path']} is no valid Python: {error}")
    return result, notes


def collect(script):
    """One test for every line on which an assertion begins."""
    seen = set()
    for node in sorted(_assertions(script.tree), key=lambda node: (node.lineno, node.col_offset)):
        line = node.lineno - 1
        if line in seen:
            continue
        seen.add(line)
        title = " ".join((ast.get_source_segment(script.text, node.test) or "assert").split())
        yield {
            "kind": "script",
            "id": f"script:{script.id}:{line}",
            "title": title if len(title) <= 120 else f"{title[:119]}…",
            "trust": "trusted",
            "source": "script",
            "script": script.id,
            "line": line,
            "at": {"path": script.path, "line": line},
        }


def _assertions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]


def instrument(script, lines):
    """Code of the script in which the assertions on `lines` (line -> index of the test) report and go on.

    The others keep their meaning: an assertion nobody asked for is no test here, it is left out.
    """
    key = tuple(sorted(lines.items()))
    code = script.codes.get(key)
    if code is None:
        if len(script.codes) > 50:
            script.codes.clear()
        tree = ast.fix_missing_locations(_Soft(lines).visit(copy.deepcopy(script.tree)))
        code = script.codes[key] = compile(tree, script.path, "exec", dont_inherit=True)
    return code


class _Soft(ast.NodeTransformer):
    def __init__(self, lines):
        self.lines = lines

    def visit_Assert(self, node):
        index = self.lines.get(node.lineno - 1)
        if index is None:
            return ast.copy_location(ast.Pass(), node)
        test, report = node.test, None
        begin = _call("begin", ast.Constant(index), _arguments(test))
        if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq):
            report = _call("equal", ast.Constant(index), test.left, test.comparators[0])
        else:
            report = _call("truth", ast.Constant(index), test)
        guarded = ast.Try(
            body=[ast.Expr(begin), ast.Expr(report)],
            handlers=[
                ast.ExceptHandler(
                    type=ast.Name("__eider_any__", ast.Load()),
                    name=None,
                    body=[ast.Expr(_call("raised", ast.Constant(index)))],
                )
            ],
            orelse=[],
            finalbody=[],
        )
        unless = ast.If(test=_call("wanted", ast.Constant(index)), body=[guarded], orelse=[])
        for new in ast.walk(unless):
            if not hasattr(new, "lineno"):
                ast.copy_location(new, node)
        return unless


def _call(method, *arguments):
    target = ast.Attribute(ast.Name(CHECK, ast.Load()), method, ast.Load())
    return ast.Call(func=target, args=list(arguments), keywords=[])


def _arguments(test):
    """`("f(", [x, 3], ")")` for `f(x, 3) == y`, to show the input; names are read before the call, calls are not made twice."""
    call = test.left if isinstance(test, ast.Compare) else test
    if not isinstance(call, ast.Call) or any(not isinstance(a, (ast.Name, ast.Constant)) for a in call.args):
        return ast.Constant(ast.unparse(call) if isinstance(call, ast.Call) else ast.unparse(test))
    if not any(isinstance(argument, ast.Name) for argument in call.args) or call.keywords:
        return ast.Constant(ast.unparse(call))
    return ast.Tuple([ast.Constant(ast.unparse(call.func)), ast.List(list(call.args), ast.Load())], ast.Load())
