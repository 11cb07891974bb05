"""How a process becomes a child that knows nothing of what it was before."""
import gc
import os
import signal
import sys

from eider_harness import limits

#: Seconds that loading the module may take.
load_seconds = 10.0


class Birth:
    """Everything a child needs to become a process of its own, made ready in the parent: a page the child need not
    touch is a page that need not be copied."""

    def __init__(self, context):
        null = os.open(os.devnull, os.O_RDWR)
        self._null = null
        self._stdin = open(0, encoding="utf-8", closefd=False)
        self._stderr = open(2, "w", encoding="utf-8", closefd=False)
        self._main = type(sys)("__main__")
        self._main.__builtins__ = sys.modules["builtins"]
        self._own = [name for name in sys.modules if name.split(".")[0] == "eider_harness"]
        self._context = context
        self._bound = limits.Bound(context.limits)

    def child(self, writing):
        if hasattr(os, "setsid"):
            os.setsid()
        for descriptor in (0, 1, 2):
            os.dup2(self._null, descriptor)
        os.closerange(3, writing)
        os.closerange(writing + 1, 256)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        modules = sys.modules
        context = self._context
        tests = sum(len(unit.members) for unit in context.units)
        self._bound.apply(int(load_seconds + tests * context.test_ms / 1000) + 5)
        random = modules.get("random")
        if random is not None:
            random.seed(0)
        sys.stdin = self._stdin
        sys.stderr = self._stderr
        sys.argv[:] = [context.place.path]
        if context.guard is not None:
            context.guard()
        for name in self._own:
            modules.pop(name, None)
        modules["__main__"] = self._main
        gc.enable()
