"""Where a framework's results go: to the tests they belong to."""
from eider_harness import pristine

__builtins__ = pristine()

from time import perf_counter_ns

from eider_harness.values import cut, describe_error


class Reporter:
    """Where a framework's results go: to the tests they belong to."""

    def __init__(self, wanted, begin, send, tampered, observer, focal_path):
        #: (real path of the test file, name within it) -> index
        self.wanted = wanted
        self._begin = begin
        self._send = send
        self._tampered = tampered
        self._observer = observer
        self._focal_path = focal_path
        self._open = set(wanted.values())
        self.started = 0

    def begin(self, index):
        self._begin(index)
        self._observer.start(index)
        self.started = perf_counter_ns()

    def end(self, index, raw):
        duration = perf_counter_ns() - self.started
        report = self._observer.stop()
        if index not in self._open:
            return
        self._open.discard(index)
        if raw.get("holds") is True:
            found = self._tampered()
            if found is not None:
                raw = {"tampered": found}
        self._send(["result", index, raw, duration, report])
        self._begin(-2)

    def error(self, error):
        return {"error": describe_error(error, self._focal_path)}

    def finish(self, failure):
        """Tests the framework said nothing about."""
        for index in sorted(self._open):
            raw = failure or {"inconclusive": "the framework did not run it"}
            self._send(["result", index, raw, 0, None])


def failure_of(error, compared):
    message = cut(str(error).strip() or type(error).__name__, 1500)
    raw = {"holds": False, "message": message}
    if compared is not None:
        raw["actual"], raw["expected"] = compared
    return raw
