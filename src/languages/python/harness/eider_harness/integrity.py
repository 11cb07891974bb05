"""Notices when code under test bends what judges it. Judging plain data needs none of this: that is done in the parent."""
from eider_harness import pristine

__builtins__ = pristine()

import builtins
import sys

_watched = ("math", "operator", "unittest.case", "unittest.result", "json", "copy")


def _watched_dicts():
    yield "builtins", vars(builtins)
    for name in _watched:
        module = sys.modules.get(name)
        if module is not None:
            yield name, vars(module)
    case = sys.modules.get("unittest.case")
    if case is not None and isinstance(getattr(case, "TestCase", None), type):
        yield "unittest.TestCase", vars(case.TestCase)
    outcomes = sys.modules.get("pytest")
    if outcomes is not None:
        yield "pytest", vars(outcomes)


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
                if content.get(key) is not value and key not in ("_", "__warningregistry__"):
                    yield f"{name}.{key}"


def shadowed(namespace):
    """Built-in names that a module defines itself."""
    known = pristine()
    return {name for name in namespace if name in known and name[:2] != "__"}
