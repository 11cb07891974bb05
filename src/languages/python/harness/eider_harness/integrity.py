"""Notices when code under test bends what judges it. Judging plain data needs none of this: that is done in the parent."""
from eider_harness import pristine

__builtins__ = pristine()

import builtins
import sys

_modules = ("math", "operator", "json", "copy", "unittest", "unittest.case", "unittest.result", "unittest.suite", "pytest")
#: What pytest itself changes while it runs.
_restless = ("_pytest.assertion.util", "_pytest.assertion.rewrite", "_pytest.config", "_pytest.faulthandler", "_pytest.threadexception")
#: Their classes are judges too.
_judges = ("unittest.case", "unittest.result", "unittest.suite", "_pytest.python", "_pytest.runner", "_pytest.reports",
           "_pytest.nodes", "_pytest.raises", "_pytest.python_api", "_pytest.fixtures", "pluggy._hooks", "pluggy._callers")  # fmt: skip


def _watched_dicts():
    yield "builtins", vars(builtins)
    modules = sys.modules
    names = list(_modules)
    if "pytest" in modules:
        names += [name for name in modules if name.startswith(("_pytest.", "pluggy")) and name not in _restless]
    for name in names:
        module = modules.get(name)
        if module is not None:
            yield name, vars(module)
    for name in _judges:
        module = modules.get(name)
        if module is not None:
            for key, value in list(vars(module).items()):
                if type(value) is type and value.__module__ == name:
                    yield f"{name}.{key}", vars(value)


class Seal:
    """What was there before any code under test ran. `allowed` are names the original module replaces itself."""

    def __init__(self):
        self._before = {name: dict(content) for name, content in _watched_dicts()}

    def broken(self, allowed=()):
        """Name of the first thing that was replaced or removed, or None."""
        for found in self.all_broken():
            if found not in allowed:
                return found
        return None

    def all_broken(self):
        for name, content in _watched_dicts():
            before = self._before.get(name)
            if before is None:
                continue
            for key, value in before.items():
                if key not in _own_business and content.get(key) is not value:
                    yield f"{name}.{key}"


_own_business = frozenset(("_", "__warningregistry__", "__abstractmethods__", "_abc_impl", "__annotations__", "__doc__"))


def shadowed(namespace):
    """Built-in names that a module defines itself."""
    known = pristine()
    return {name for name in namespace if name in known and name[:2] != "__"}
