"""Turns tests into compiled code, once for a worker, before any child exists."""
import ast

from eider_harness.judge import literal
from eider_harness.script import instrument

_top_level_await = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


class Prepared:
    """A test with its code objects. `problem`: why it cannot be run at all."""

    def __init__(self, test):
        self.test = test
        self.id = test["id"]
        self.problem = None
        self.input = None
        self.setup = []
        self.call = None
        self.expected_known = False
        self.expected = None
        self.expected_code = None
        self.arguments = []
        self.check = None
        try:
            self._compile()
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            self.problem = f"the test is no valid Python: {error}"

    def _compile(self):
        test = self.test
        if test["kind"] not in ("example", "probe", "property"):
            return
        self.setup = [_code(statement, "exec") for statement in test["setup"]]
        if test["kind"] == "property":
            self.arguments = [_code(argument, "eval") for argument in test["args"]]
            self.call = _code(test["callee"], "eval")
            self.check = _code(test["check"], "eval")
            self.input = f"{test['callee']}({', '.join(test['args'])})"
            return
        self.input = test["call"]
        if test["kind"] == "probe":
            self.hoisted, self.call = _hoist(test["call"])
        else:
            self.call = _call(test["call"])
        if test["kind"] == "example":
            expected = test["expected"]
            if expected["kind"] == "value":
                self.expected_known, self.expected = literal(expected["source"])
                self.expected_code = _code(expected["source"], "eval")
            elif expected["kind"] == "printed":
                self.expected_known, self.expected = literal(expected["text"])


def _code(source, mode):
    return compile(source.strip(), "<test>", mode, flags=_top_level_await, dont_inherit=True)


def _call(source):
    try:
        return _code(source, "eval")
    except SyntaxError:
        return _code(source, "exec")


def _hoist(source):
    """Receiver and arguments of a call as ([(label, name, code)], code of the call), so that their changes can be seen."""
    try:
        tree = ast.parse(source.strip(), mode="eval")
    except SyntaxError:
        return [], _code(source, "exec")
    call = tree.body
    if not isinstance(call, ast.Call) or any(isinstance(argument, ast.Starred) for argument in call.args):
        return [], _code(source, "eval")
    hoisted = []

    def hoist(node):
        name = f"__eider_argument_{len(hoisted)}__"
        label = ast.unparse(node)
        hoisted.append((label, name, compile(ast.Expression(node), "<test>", "eval", _top_level_await, True)))
        return ast.copy_location(ast.Name(name, ast.Load()), node)

    if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
        call.func.value = hoist(call.func.value)
    call.args = [hoist(argument) for argument in call.args]
    return hoisted, compile(tree, "<test>", "eval", _top_level_await, True)


class Unit:
    """Tests that run together: one example, all wanted assertions of a script, all wanted tests of a framework."""

    def __init__(self, kind, key):
        self.kind = kind
        self.key = key
        #: (index in the job's list of tests, prepared test)
        self.members = []
        self.code = None


def units(numbered, scripts):
    """Units of (index, prepared test), in the order of their first tests. `scripts` maps script ids to their parsed `Script`s."""
    result = []
    grouped = {}
    for index, one in numbered:
        kind = one.test["kind"]
        if kind in ("script", "project"):
            key = one.test["script"] if kind == "script" else one.test["framework"]
            unit = grouped.get((kind, key))
            if unit is None:
                unit = grouped[(kind, key)] = Unit(kind, key)
                result.append(unit)
        else:
            unit = Unit(kind, one.id)
            result.append(unit)
        unit.members.append((index, one))
    for unit in result:
        if unit.kind == "script":
            script = scripts.get(unit.key)
            lines = {one.test["line"]: index for index, one in unit.members}
            unit.code = instrument(script, lines) if script else None
    return result
