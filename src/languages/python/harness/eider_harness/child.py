"""What happens in a forked child: load the candidate, run units of tests, report raw outcomes to the parent."""
from eider_harness import pristine

__builtins__ = pristine()

import copy
import os
from time import perf_counter_ns

from eider_harness import overlay, project
from eider_harness.channel import Channel, fresh_output
from eider_harness.checks import Checks
from eider_harness.integrity import shadowed
from eider_harness.observe import observer
from eider_harness.reporter import Reporter
from eider_harness.settling import as_list, awaited, settled
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
_exit = os._exit
_eval = eval
_deepcopy = copy.deepcopy


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
            awaited(_eval(statement, scope), statement)
        if prepared.test["kind"] == "property":
            return self._property(prepared, scope)
        if prepared.test["kind"] == "probe":
            return self._probe(prepared, scope)
        value = awaited(_eval(prepared.call, scope), prepared.call)
        value = settled(value)
        if prepared.expected_known and hasattr(type(value), "__next__"):
            value = as_list(value, prepared.expected)
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
            wanted = settled(awaited(_eval(prepared.expected_code, scope), prepared.expected_code))
            if hasattr(type(value), "__next__") and isinstance(wanted, (list, tuple)):
                value = as_list(value, wanted)
                raw.pop("canonical", None)
                raw.update(self._value(value))
            self._wanted(raw, value, wanted)
            return self._judged_here(raw)
        return raw

    def _probe(self, prepared, scope):
        before = []
        for label, name, code in prepared.hoisted:
            value = scope[name] = awaited(_eval(code, scope), code)
            # An iterator is used up by looking at it.
            if not hasattr(type(value), "__next__"):
                before.append((label, value, canonical(value)))
        raw = self._value(settled(awaited(_eval(prepared.call, scope), prepared.call)))
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
            result = settled(callee(*arguments))
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
        reporter = Reporter(
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
            awaited(_eval(unit.code, scope), unit.code)
        except BaseException as error:
            failure = describe_error(error, self.context.place.path)
        checks.finish(failure)


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
