"""Runs a job in children, watches them from outside, and composes the verdicts."""
import struct
import time

from eider_harness.birth import load_seconds
from eider_harness.judge import errored, judge
from eider_harness.observe import lines_of

_position = struct.Struct("=ii")
#: Seconds between looks at the processes and memory of a child that is slow to answer.
_tick = 0.05
_heartbeat = 0.8
#: After so many time-outs in one job the limit of the rest becomes a tenth: a function that hangs, hangs everywhere.
_patience = 5


class Outcome(Exception):
    """A child's life is over before its end. `kind` and `message` become the verdict of the test it was at."""

    def __init__(self, kind, message=""):
        super().__init__(message)
        self.kind = kind
        self.message = message


class Supervisor:
    def __init__(self, context, nursery, alive):
        self.context = context
        self.nursery = nursery
        self.alive = alive
        self.board = b""

    def run(self, prepared, units_of, job):
        """(verdicts by id, reports by id, failure to load or None). `units_of` groups a list of (index, test)."""
        context = self.context
        self.prepared = prepared
        self.verdicts = {}
        self.reports = {}
        self.stop = job["stopAtFirstFailure"]
        self.stop_at_timeout = job["stopAtFirstTimeout"]
        self.test_ms = job["testMs"]
        self.timeouts = 0
        context.source = job["source"]
        context.job = job
        units = units_of(list(enumerate(prepared)))
        retries = {}
        while units:
            context.units = units
            context.skip = {index for unit in units for index, one in unit.members if one.id in self.verdicts}
            failure = self._life(units)
            if failure is not None and failure[0] == "notLoaded":
                if not self.verdicts:
                    return self.verdicts, self.reports, failure[1]
                self._rest(units, "errored", failure[1]["t"], failure[1]["m"])
            if self._stopped():
                break
            units = [unit for unit in units if any(one.id not in self.verdicts for _, one in unit.members)]
            if units:
                key = (units[0].kind, units[0].key)
                retries[key] = retries.get(key, 0) + 1
                if retries[key] > 3 and len(units[0].members) > 1:
                    self._rest(units[:1], "errored", "Crash", "the tests before it kept ending the process")
        return self.verdicts, self.reports, None

    def _stopped(self):
        kinds = {verdict["kind"] for verdict in self.verdicts.values()}
        return (self.stop and bool(kinds - {"passed", "inconclusive"})) or (self.stop_at_timeout and "timedOut" in kinds)

    def _rest(self, units, *verdict):
        for unit in units:
            for _, one in unit.members:
                if one.id not in self.verdicts:
                    self._decide(one, verdict)

    def _decide(self, one, verdict):
        kind, error, message = verdict
        if kind == "timedOut":
            self.verdicts[one.id] = {"kind": "timedOut", "limitMs": self._limit_ms()}
        else:
            self.verdicts[one.id] = errored(0, error, message)

    def _limit_ms(self):
        return self.test_ms if self.timeouts < _patience else max(50, self.test_ms // 10)

    def _life(self, units):
        """One child from birth to grave. Returns ("notLoaded", error) or None."""
        child = self.nursery.begin(units)
        self.board = child.board
        self.loaded = False
        problem = None
        try:
            self._watch(child)
        except Outcome as outcome:
            problem = outcome
        finally:
            child.end()
            self.context.clean()
        if problem is None:
            return None
        if problem.kind == "notLoaded":
            return ("notLoaded", problem.message)
        if not self.loaded:
            kind, message = {
                "timedOut": ("Timeout", "loading the module took too long"),
            }.get(problem.kind, (problem.kind, problem.message))
            return ("notLoaded", {"t": kind, "m": message, "line": None})
        self._blame(units, problem)
        return None

    def _blame(self, units, problem):
        """Gives the verdict to the test that ran when the child's life ended."""
        index = _position.unpack(self.board[:8])[0]
        undecided = [(i, one, unit) for unit in units for i, one in unit.members if one.id not in self.verdicts]
        if not undecided:
            return
        at = [one for i, one, _ in undecided if i == index]
        # Units run in order: when none of its tests was at work, the first open unit as a whole is to blame.
        blamed = at or [one for _, one, unit in undecided if unit is undecided[0][2]]
        kind = "timedOut" if problem.kind == "timedOut" else "errored"
        for one in blamed:
            self._decide(one, (kind, problem.kind, problem.message))
            if at and self.context.job["coverage"]:
                self.reports.setdefault(one.id, {})["lines"] = lines_of(self.board)
        if kind == "timedOut":
            self.timeouts += 1

    def _watch(self, child):
        units = self.context.units
        expected = {index for unit in units for index, _ in unit.members} - self.context.skip
        now = time.monotonic
        started = beat = now()
        deadline = started + load_seconds
        ticks = 0
        position = self.board[:8]
        total = None
        while True:
            records = child.wait(max(0, min(deadline - now(), _tick if ticks < 20 else 0.2)))
            for record in records:
                kind = record[0]
                if kind == "loaded" and not self.loaded:
                    self.loaded = True
                    deadline = now() + self._limit_ms() / 1000
                    total = now() + self._limit_ms() / 1000 * max(1, len(expected)) + 1
                    total += sum(load_seconds for unit in units if unit.kind == "project")
                elif kind == "notLoaded" and not self.loaded:
                    raise Outcome("notLoaded", record[1])
                elif kind == "result" and self.loaded and record[1] in expected:
                    expected.discard(record[1])
                    self._result(record)
                    deadline = now() + self._limit_ms() / 1000
                    if self._stopped():
                        return
                elif kind == "steps" and self.loaded and record[1] in expected:
                    self.reports.setdefault(self.prepared[record[1]].id, {})["steps"] = record[2]
                elif kind == "end" and self.loaded and not expected:
                    return
                else:
                    raise Outcome("Tampering", "The code under test wrote to the harness.")
            if records:
                continue
            if child.closed:
                raise Outcome("Crash", child.epitaph())
            if child.stream.tampered:
                raise Outcome("Tampering", "The code under test wrote to the harness.")
            ticks += 1
            if now() - beat > _heartbeat:
                beat = now()
                self.alive()
            if self.loaded and self.board[:8] != position:
                # It is at another test of the same unit than at the last look.
                position = self.board[:8]
                preparing = _position.unpack(position)[0] == -2
                deadline = min(now() + (load_seconds if preparing else self._limit_ms() / 1000), total)
            if now() >= deadline:
                raise Outcome("timedOut")
            self._usage(child)

    def _usage(self, child):
        bounds = self.context.limits
        count, resident = child.usage()
        if count > bounds["processes"]:
            raise Outcome("TooManyProcesses", f"More than {bounds['processes']} processes and threads were started.")
        if resident > bounds["memoryMb"] << 20:
            raise Outcome("MemoryError", f"More than {bounds['memoryMb']} MiB of memory were used.")
        if count == 0 and child.dead():
            raise Outcome("Crash", child.epitaph())

    def _result(self, record):
        _, index, raw, duration, report = record
        one = self.prepared[index]
        try:
            self.verdicts[one.id] = judge(one, raw, duration)
        except (KeyError, TypeError, ValueError, RecursionError, AttributeError):
            raise Outcome("Tampering", "The code under test wrote to the harness.") from None
        if report is not None:
            self.reports[one.id] = report
