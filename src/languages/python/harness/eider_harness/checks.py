"""The assertions of a script, each a test of its own."""
from eider_harness import pristine

__builtins__ = pristine()

import sys
from time import perf_counter_ns

from eider_harness.values import Opaque, cut, describe_error, display, dumps, encode, lies


class Checks:
    """Collects the outcomes of a script's assertions. Failures are sent at once, passes when the script is over."""

    def __init__(self, runner, indexes, skip):
        self._runner = runner
        self._open = {index: None for index in indexes if index not in skip}
        self._passed = {}
        self._reports = {}
        self._input = None
        self._started = 0

    def wanted(self, index):
        return index in self._open

    def begin(self, index, shown):
        self._input = shown
        if type(shown) is tuple:
            callee, arguments = shown
            self._input = f"{callee}({', '.join([display(argument, 300) for argument in arguments])})"
        self._runner.begin(index)
        self._runner.observer.start(index)
        self._started = perf_counter_ns()

    def equal(self, index, left, right):
        raw = {"holds": True if left == right else False}
        try:
            raw["left"], raw["right"] = encode(left), encode(right)
            dumps([raw["left"], raw["right"]])
        except (Opaque, ValueError, RecursionError):
            raw.pop("left", None)
            raw.pop("right", None)
            # unittest.mock.ANY says so for the test; what a candidate made may not.
            if raw["holds"] and any([lies(side) and not _is_any(side) for side in (left, right)]):
                raw["holds"] = False
        if not raw["holds"]:
            raw["actual"], raw["expected"] = display(left), display(right)
            raw["message"] = f"expected {cut(raw['expected'], 200)}, got {cut(raw['actual'], 200)}"
        self._decide(index, raw)

    def truth(self, index, value):
        self._decide(index, {"holds": True if value else False})

    def raised(self, index):
        self._decide(index, {"error": describe_error(sys.exc_info()[1], self._runner.context.place.path)})

    def _decide(self, index, raw):
        duration = perf_counter_ns() - self._started
        report = self._merge(index, self._runner.observer.stop())
        self._runner.begin(-1)
        if raw.get("holds") is True:
            # In a loop an assertion holds when it holds every time; the values of the last time stand for it.
            self._passed[index] = (raw, duration + self._passed.get(index, (None, 0))[1])
            return
        raw["input"] = self._input
        self._passed.pop(index, None)
        if index in self._open:
            del self._open[index]
            self._runner.send(["result", index, raw, duration, report])

    def _merge(self, index, report):
        """An assertion in a loop: all lines it ever ran, the steps of the last time."""
        before = self._reports.get(index)
        if report is not None:
            if before is not None and "lines" in report:
                report["lines"] = sorted({*before["lines"], *report["lines"]})
            self._reports[index] = report
        return report

    def finish(self, failure):
        found = self._runner.tampered()
        for index in list(self._open):
            raw, duration = self._passed.get(index, (None, 0))
            if raw is not None and found is not None:
                raw = {"tampered": found}
            elif raw is None and failure is not None:
                raw = {"error": failure}
            elif raw is None:
                raw = {"inconclusive": "the script never came to this assertion"}
            self._runner.send(["result", index, raw, duration, self._reports.get(index)])


def _is_any(value):
    mock = sys.modules.get("unittest.mock")
    return mock is not None and value is mock.ANY
