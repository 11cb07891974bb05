"""Runs a job in children, watches them from outside, and composes the verdicts."""
import gc
import mmap
import os
import select
import signal
import struct
import sys
import time
from binascii import hexlify

from eider_harness import child, limits
from eider_harness.judge import errored, judge
from eider_harness.observe import lines_of, lines_offset
from eider_harness.values import loads

_position = struct.Struct("=ii")
#: Seconds between looks at the processes and memory of a child that is slow to answer.
_tick = 0.05
_heartbeat = 0.8
_load_ms = 10_000
#: After so many time-outs in one job the limit of the rest becomes a tenth: a function that hangs, hangs everywhere.
_patience = 5


class Outcome(Exception):
    """A child's life is over before its end. `kind` and `message` become the verdict of the test it was at."""

    def __init__(self, kind, message=""):
        super().__init__(message)
        self.kind = kind
        self.message = message


class Supervisor:
    def __init__(self, context, processes, alive, requests):
        self.context = context
        self.processes = processes
        self.alive = alive
        #: Descriptor of the requests: its end means that Eider is gone.
        self.requests = requests
        lines = context.source.count("\n") + 10_000
        self.board = mmap.mmap(-1, lines_offset + min(lines, 1_000_000))
        self.birth = Birth(context)

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
        units = units_of(prepared)
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
        """One child from fork to grave. Returns ("notLoaded", error) or None."""
        self.board[:8] = _position.pack(-1, 0)
        nonce = hexlify(os.urandom(16))
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                self.birth.child(writing)
                child.main(self.context, writing, nonce, self.board)
            finally:
                os._exit(70)  # whatever goes wrong, a child never becomes a second parent
        os.close(writing)
        stream = Stream(reading, nonce)
        self.loaded = False
        self.ended = False
        problem = None
        try:
            self._watch(pid, stream, units)
        except Outcome as outcome:
            problem = outcome
        finally:
            self.processes.kill(pid)
            os.close(reading)
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

    def _watch(self, pid, stream, units):
        poll = select.poll()
        poll.register(stream.descriptor, select.POLLIN)
        poll.register(self.requests, 0)
        expected = {index for unit in units for index, _ in unit.members} - self.context.skip
        now = time.monotonic
        started = beat = now()
        deadline = started + _load_ms / 1000
        ticks = 0
        position = self.board[:8]
        total = None
        while True:
            wait = min(deadline - now(), _tick if ticks < 20 else 0.2)
            for descriptor, event in poll.poll(max(0, wait * 1000)):
                if descriptor == self.requests and event & (select.POLLHUP | select.POLLERR | select.POLLNVAL):
                    self.processes.kill(pid)
                    os._exit(0)
            records = stream.read()
            for record in records:
                kind = record[0]
                if kind == "loaded" and not self.loaded:
                    self.loaded = True
                    deadline = now() + self._limit_ms() / 1000
                    total = now() + self._limit_ms() / 1000 * max(1, len(expected)) + 1
                    total += sum(_load_ms / 1000 for unit in units if unit.kind == "project")
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
            if stream.closed:
                raise Outcome("Crash", self._epitaph(pid))
            if stream.tampered:
                raise Outcome("Tampering", "The code under test wrote to the harness.")
            ticks += 1
            if now() - beat > _heartbeat:
                beat = now()
                self.alive()
            if self.loaded and self.board[:8] != position:
                # It is at another test of the same unit than at the last look.
                position = self.board[:8]
                preparing = _position.unpack(position)[0] == -2
                deadline = min(now() + (_load_ms if preparing else self._limit_ms()) / 1000, total)
            if now() >= deadline:
                raise Outcome("timedOut")
            self._usage(pid)

    def _usage(self, pid):
        bounds = self.context.limits
        count, resident = self.processes.usage()
        if count > bounds["processes"]:
            raise Outcome("TooManyProcesses", f"More than {bounds['processes']} processes and threads were started.")
        if resident > bounds["memoryMb"] << 20:
            raise Outcome("MemoryError", f"More than {bounds['memoryMb']} MiB of memory were used.")
        if count == 0 and self._dead(pid):
            raise Outcome("Crash", self._epitaph(pid))

    def _dead(self, pid):
        try:
            return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
        except (OSError, AttributeError):
            return False

    def _epitaph(self, pid):
        info = None
        for _ in range(20):  # its pipe closes a moment before it can be waited for
            try:
                info = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except (OSError, AttributeError):
                break
            if info is not None:
                break
            time.sleep(0.005)
        if info is None:
            return "The code under test closed the harness's descriptors."
        if info.si_code == os.CLD_EXITED:
            return f"The process ended with exit code {info.si_status} before the test was over."
        return f"The process was ended by signal {info.si_status} before the test was over."

    def _result(self, record):
        _, index, raw, duration, report = record
        one = self.prepared[index]
        try:
            self.verdicts[one.id] = judge(one, raw, duration)
        except (KeyError, TypeError, ValueError, RecursionError, AttributeError):
            raise Outcome("Tampering", "The code under test wrote to the harness.") from None
        if report is not None:
            self.reports[one.id] = report


class Stream:
    """Reads a child's records; a line without the child's nonce is nobody's."""

    def __init__(self, descriptor, nonce):
        self.descriptor = descriptor
        self.closed = False
        self.tampered = False
        self._nonce = nonce
        self._parts = []
        self._size = 0
        os.set_blocking(descriptor, False)

    def read(self):
        records = []
        while not self.closed:
            try:
                data = os.read(self.descriptor, 1 << 16)
            except BlockingIOError:
                break
            if not data:
                self.closed = True
                break
            *lines, rest = data.split(b"\n")
            for line in lines:
                self._parts.append(line)
                whole, self._parts, self._size = b"".join(self._parts), [], 0
                if not whole.startswith(self._nonce):
                    self.tampered = True
                    return records
                try:
                    record = loads(whole[len(self._nonce) :])
                    records.append(record if type(record) is list and record else ["?"])
                except (ValueError, RecursionError):
                    self.tampered = True
                    return records
            self._parts.append(rest)
            self._size += len(rest)
            if self._size > 64 << 20:
                self.tampered = True
                return records
            if len(data) < 1 << 16:
                break
        return records


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
        os.setsid()
        for descriptor in (0, 1, 2):
            os.dup2(self._null, descriptor)
        os.closerange(3, writing)
        os.closerange(writing + 1, 256)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        modules = sys.modules
        context = self._context
        tests = sum(len(unit.members) for unit in context.units)
        self._bound.apply(int(_load_ms / 1000 + tests * context.test_ms / 1000) + 5)
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
