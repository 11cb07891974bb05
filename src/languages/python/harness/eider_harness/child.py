"""What happens in a forked child: load the candidate, run units of tests, report raw outcomes to the parent."""
from eider_harness import pristine

__builtins__ = pristine()

import copy
import io
import os
import sys
from itertools import islice
from struct import Struct
from time import perf_counter_ns
from types import AsyncGeneratorType, CoroutineType

from eider_harness import overlay, project
from eider_harness.integrity import shadowed
from eider_harness.observe import observer
from eider_harness.values import (
    Opaque,
    canonical,
    cut,
    describe_error,
    display,
    dumps,
    encode,
    equal_anywhere,
    lies,
)

_realpath = os.path.realpath
_write = os.write
_exit = os._exit
_eval = eval
_exec = exec
_deepcopy = copy.deepcopy
_CO_COROUTINE = 0x80
_hold_ns = 3_000_000
_position = Struct("=ii")


class Channel:
    """Records to the parent, each a line that begins with the nonce of this child."""

    def __init__(self, descriptor, nonce, board, at_once):
        prefix = nonce
        held = []
        last = [0]

        def send(record):
            """Results of quick tests travel together, unless the parent wants to stop at one of them (`at_once`).

            What is held back when the process dies is run again: only the test at work is blamed for that.
            """
            held.append(prefix + dumps(record).encode("ascii") + b"\n")
            now = perf_counter_ns()
            if record[0] == "result" and not at_once and now - last[0] < _hold_ns:
                return
            last[0] = now
            data = b"".join(held)
            held.clear()
            while data:
                data = data[_write(descriptor, data) :]

        count = [0]

        def begin(index):
            """Tells the parent (through shared memory) which test runs: one that never ends cannot say so."""
            count[0] += 1
            _position.pack_into(board, 0, index, count[0] & 0x7FFFFFFF)

        self.board = board
        self.send = send
        self.begin = begin


class Captured(io.BytesIO):
    """Standard output of a test, at most `limit` bytes; the rest is lost."""

    limit = 1 << 20

    def write(self, data):
        room = self.limit - self.tell()
        if room > 0:
            super().write(data[:room])
        return len(data)


def fresh_output(limit):
    raw = Captured()
    raw.limit = limit
    sys.stdout = io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", newline="", write_through=True)
    return raw


class Runner:
    def __init__(self, context, channel):
        self.context = context
        self.send = channel.send
        self.begin = channel.begin
        self.module = None
        self.namespace = None
        self.observer = observer(context.job, context.place, context.qualified_name, channel.board, channel.send)

    def load(self):
        context = self.context
        started = perf_counter_ns()
        try:
            overlay.lay(context.place, context.source, context.cache)
            self.module = overlay.load(context.place)
        except BaseException as error:
            self.send(["notLoaded", describe_error(error, context.place.path), perf_counter_ns() - started])
            return False
        self.namespace = vars(self.module)
        self.send(["loaded", perf_counter_ns() - started])
        return True

    def run(self, unit):
        if unit.kind == "script":
            self._script(unit)
            return
        if unit.kind == "project":
            self._project(unit)
            return
        ((index, prepared),) = unit.members
        self.begin(index)
        self.observer.start(index)
        started = perf_counter_ns()
        try:
            raw = self._single(prepared)
            duration = perf_counter_ns() - started
        except BaseException as error:
            duration = perf_counter_ns() - started
            raw = {"error": describe_error(error, self.context.place.path)}
        self.send(["result", index, raw, duration, self.observer.stop()])

    def tampered(self):
        """For what is judged here: what of the judge's was replaced."""
        context = self.context
        found = context.seal.broken(context.allowed)
        if found is None:
            names = shadowed(self.namespace) - context.shadowed
            found = f"the built-in {min(names)}" if names else None
        return found

    # Examples, probes, properties

    def _single(self, prepared):
        if prepared.problem is not None:
            return {"inconclusive": prepared.problem}
        output = fresh_output(self.context.limits["outputBytes"])
        scope = dict(self.namespace)
        for statement in prepared.setup:
            _await(_eval(statement, scope), statement)
        if prepared.test["kind"] == "property":
            return self._property(prepared, scope)
        if prepared.test["kind"] == "probe":
            return self._probe(prepared, scope)
        value = _await(_eval(prepared.call, scope), prepared.call)
        value = _settle(value)
        if prepared.expected_known and hasattr(type(value), "__next__"):
            value = _as_list(value, prepared.expected)
        raw = self._value(value)
        raw["printed"] = output.getvalue().decode("utf-8", "replace")
        expected = prepared.test["expected"]
        if "value" not in raw and value is not None:
            raw["repr"] = display(value, 1 << 20)
            raw["lies"] = lies(value)
        if expected["kind"] == "throws":
            return raw
        if prepared.expected_known:
            if "value" not in raw:
                raw["equal"] = equal_anywhere(value, prepared.expected, expected["kind"] == "printed")
                return self._judged_here(raw)
            return raw
        if expected["kind"] == "value":
            wanted = _settle(_await(_eval(prepared.expected_code, scope), prepared.expected_code))
            if hasattr(type(value), "__next__") and isinstance(wanted, (list, tuple)):
                value = _as_list(value, wanted)
                raw.pop("canonical", None)
                raw.update(self._value(value))
            self._wanted(raw, value, wanted)
            return self._judged_here(raw)
        return raw

    def _probe(self, prepared, scope):
        before = []
        for label, name, code in prepared.hoisted:
            value = scope[name] = _await(_eval(code, scope), code)
            # An iterator is used up by looking at it.
            if not hasattr(type(value), "__next__"):
                before.append((label, value, canonical(value)))
        raw = self._value(_settle(_await(_eval(prepared.call, scope), prepared.call)))
        after = [(label, canonical(value), was) for label, value, was in before]
        changed = [f"{label} is now {now}" for label, now, was in after if now != was]
        raw["mutated"] = "; ".join(changed) if changed else None
        return raw

    def _wanted(self, raw, value, wanted):
        try:
            raw["wanted"] = encode(wanted)
        except (Opaque, RecursionError):
            raw["wantedDisplay"] = display(wanted)
        if "value" not in raw or "wanted" not in raw:
            raw["equal"] = equal_anywhere(value, wanted)

    def _judged_here(self, raw):
        if "equal" in raw or "holds" in raw:
            found = self.tampered()
            if found is not None:
                return {"tampered": found}
        return raw

    def _value(self, value):
        try:
            wire = encode(value)
            dumps(wire)  # numbers of many thousand digits are refused here
            return {"value": wire}
        except (Opaque, ValueError, RecursionError):
            return {"display": display(value), "canonical": canonical(value), "type": type(value).__name__}

    def _property(self, prepared, scope):
        arguments = [_eval(argument, scope) for argument in prepared.arguments]
        callee = _eval(prepared.call, scope)
        try:
            before = _deepcopy(arguments)
        except Exception:
            before = arguments
        input = f"{prepared.test['callee']}({', '.join([display(one, 300) for one in before])})"
        try:
            result = _settle(callee(*arguments))
        except BaseException as error:
            return {"error": describe_error(error, self.context.place.path), "input": input}
        raw = self._value(result)
        raw["input"] = input
        raw["checkError"] = None
        judge = dict(self.namespace)
        judge.update(scope)
        judge.update({"__builtins__": dict(pristine()), "result": result, "args": before})
        try:
            raw["holds"] = True if _eval(prepared.check, judge) and not lies(result) else False
        except Exception as error:
            raw["holds"] = False
            raw["checkError"] = f"{prepared.test['check']} raised {type(error).__name__}: {cut(str(error), 200)}"
        return self._judged_here(raw)

    # The project's own tests

    def _project(self, unit):
        fresh_output(self.context.limits["outputBytes"])
        wanted = {
            (_realpath(one.test["path"]), one.test["selector"]): index
            for index, one in unit.members
            if index not in self.context.skip
        }
        self.begin(-2)
        reporter = project.Reporter(
            wanted, self.begin, self.send, self.tampered, self.observer, self.context.place.path
        )
        project.run(unit.key, unit.members, self.context.target["workspaceRoot"], reporter)

    # Scripts

    def _script(self, unit):
        fresh_output(self.context.limits["outputBytes"])
        indexes = [index for index, _ in unit.members]
        if unit.code is None:
            for index in indexes:
                self.send(["result", index, {"inconclusive": "its script cannot be read"}, 0, None])
            return
        checks = Checks(self, indexes, self.context.skip)
        scope = dict(self.namespace)
        scope.update(
            {
                "__name__": "__main__",
                "__builtins__": dict(pristine()),
                "__eider_check__": checks,
                "__eider_any__": BaseException,
            }
        )
        failure = None
        self.begin(-1)
        try:
            _await(_eval(unit.code, scope), unit.code)
        except BaseException as error:
            failure = describe_error(error, self.context.place.path)
        checks.finish(failure)


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


def _settle(value):
    """The value of a coroutine, the items of an asynchronous generator."""
    if type(value) is CoroutineType:
        return _run_async(value)
    if type(value) is AsyncGeneratorType:
        return _run_async(_collect(value))
    return value


def _run_async(value):
    # Not at the top: few functions need it, and every child pays for what its parent holds in memory.
    import asyncio

    return asyncio.run(value)


async def _collect(items):
    return [item async for item in items]


def _await(value, code):
    if code.co_flags & _CO_COROUTINE:
        return _run_async(value)
    return value


def _as_list(value, expected):
    """An iterator compared with a list: as many items as it takes to tell."""
    kind = type(expected)
    if kind not in (list, tuple):
        return value
    return kind(islice(value, len(expected) + 1))


def main(context, descriptor, nonce, board):
    """Runs in the child and never returns."""
    try:
        job = context.job
        at_once = job["stopAtFirstFailure"] or job["stopAtFirstTimeout"]
        runner = Runner(context, Channel(descriptor, nonce, board, at_once))
        if runner.load():
            for unit in context.units:
                runner.run(unit)
            runner.send(["end"])
    finally:
        _exit(0)
