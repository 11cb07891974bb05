"""Looks on while a test runs: executed lines of the focal file, values of the focal function's variables."""
from eider_harness import pristine

__builtins__ = pristine()

import sys
import threading
from types import CodeType

from eider_harness.values import display

#: Where the lines of the test at work stand in the memory shared with the parent: a byte a line.
lines_offset = 8
max_steps = 2000
max_variables = 40
repr_limit = 200
_tool = 4


class Blind:
    """Sees nothing. The base of those that do: `start` and `stop` surround a test, `report` is what was seen."""

    def start(self, index):
        pass

    def stop(self):
        return None


class Lines(Blind):
    """Zero-based lines of the focal file, also of a test that never ends: they are written down at once."""

    def __init__(self, path, board):
        self._board = board
        self._size = len(board) - lines_offset
        self._blank = bytes(self._size)
        size = self._size

        def mark(code, line):
            if code.co_filename == path and line <= size:
                board[lines_offset + line - 1] = 1

        self._mark = mark
        monitoring = getattr(sys, "monitoring", None)
        self._monitoring = monitoring
        if monitoring is not None:
            disable = monitoring.DISABLE

            def once(code, line):
                mark(code, line)
                return disable

            monitoring.use_tool_id(_tool, "eider")
            monitoring.register_callback(_tool, monitoring.events.LINE, once)
            return

        def local(frame, event, _):
            if event == "line":
                mark(frame.f_code, frame.f_lineno)
            return local

        self._trace = lambda frame, event, _: local if frame.f_code.co_filename == path else None

    def start(self, index):
        self._board[lines_offset:] = self._blank
        if self._monitoring is not None:
            self._monitoring.set_events(_tool, self._monitoring.events.LINE)
            self._monitoring.restart_events()
        else:
            threading.settrace(self._trace)
            sys.settrace(self._trace)

    def stop(self):
        if self._monitoring is not None:
            self._monitoring.set_events(_tool, 0)
        else:
            sys.settrace(None)
            threading.settrace(None)
        return {"lines": lines_of(self._board)}


def lines_of(board):
    seen = bytes(board[lines_offset:])
    found, at = [], seen.find(1)
    while at != -1:
        found.append(at)
        at = seen.find(1, at + 1)
    return found


class Steps(Blind):
    """Variables just before each line of the focal function and of what is defined in it."""

    def __init__(self, place, qualified_name, send):
        self._send = send
        self._codes = None
        self._place = place
        self._path = qualified_name.split(".")
        self._steps = []
        self._index = -1

    def start(self, index):
        if self._codes is None:
            self._codes = {id(code) for code in _codes_of(self._place.code, self._path)} if self._place.code else set()
        self._steps = []
        self._index = index
        self._depth = 0
        sys.settrace(self._enter)

    def stop(self):
        sys.settrace(None)
        return {"steps": self._steps}

    def _enter(self, frame, event, _):
        if id(frame.f_code) not in self._codes or len(self._steps) >= max_steps:
            return None
        self._depth += 1
        return self._local

    def _local(self, frame, event, _):
        if event == "return":
            self._depth -= 1
        elif event == "line" and len(self._steps) < max_steps:
            self._steps.append(
                {"line": frame.f_lineno - 1, "depth": self._depth - 1, "variables": _variables(frame.f_locals)}
            )
            if len(self._steps) == max_steps:
                # A test that never ends could not hand them over at its end.
                self._send(["steps", self._index, self._steps])
                sys.settrace(None)
        return self._local


class Both(Blind):
    def __init__(self, observers):
        self._observers = observers

    def start(self, index):
        for one in self._observers:
            one.start(index)

    def stop(self):
        report = {}
        for one in self._observers:
            report.update(one.stop())
        return report


def _variables(local):
    shown = []
    for name, value in local.items():
        if name[:1] == "." or len(shown) == max_variables:
            continue
        shown.append({"name": name, "repr": display(value, repr_limit)[:repr_limit], "type": type(value).__name__})
    return shown


def _codes_of(code, path):
    """Code objects of the function with this qualified name, and of everything defined in it."""
    inner = [one for one in code.co_consts if isinstance(one, CodeType)]
    if not path:
        return [code] + [deep for one in inner for deep in _codes_of(one, [])]
    return [deep for one in inner if one.co_name == path[0] for deep in _codes_of(one, path[1:])]


def observer(job, place, qualified_name, board, send):
    """What the job asks for. Lines are watched by sys.settrace before Python 3.12, which has only one seat: then the
    steps, which contain them for the focal function, come in a job of their own."""
    wanted = []
    if job["coverage"]:
        wanted.append(Lines(place.path, board))
    if job["trace"] and (not wanted or hasattr(sys, "monitoring")):
        wanted.append(Steps(place, qualified_name, send))
    return Blind() if not wanted else wanted[0] if len(wanted) == 1 else Both(wanted)
