"""The protocol's end in the worker: requests on descriptor 3, replies on descriptor 4."""
import gc
import json
import os
import platform
import shutil
import signal
import sys
import time
import traceback

from eider_harness import limits, overlay, prepare, script
from eider_harness.integrity import Seal
from eider_harness.observe import Blind
from eider_harness.supervisor import Supervisor
from eider_harness.warm import warm_up

_protocol = 1


class Refused(Exception):
    """An answer for a person: `id` is one of the product's error ids."""

    def __init__(self, id, message, next):
        super().__init__(message)
        self.id = id
        self.next = next


class Context:
    """What a child inherits: everything about the target, and the job at hand."""

    def __init__(self, target):
        self.target = target
        self.limits = target["limits"]
        self.place = overlay.Place(target["focal"]["path"], target["workspaceRoot"])
        self.cache = overlay.CodeCache()
        self.seal = None
        #: Names the original module itself replaces or shadows.
        self.allowed = frozenset()
        self.shadowed = frozenset()
        self.guard = None
        self.source = target["focal"]["text"]
        self.units = []
        self.skip = set()
        self.test_ms = self.limits["testMs"]
        self.observe = Blind

    def clean(self):
        """Nothing a candidate wrote is there for the next."""
        scratch = self.target["scratch"]
        try:
            entries = list(os.scandir(scratch))
        except OSError:
            return
        for entry in entries:
            try:
                if entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry.path, ignore_errors=True)
                else:
                    os.unlink(entry.path)
            except OSError:
                continue


class Server:
    def __init__(self):
        self.requests = os.fdopen(3, "rb", closefd=False)
        self.nonce = ""
        self.context = None
        self.supervisor = None
        self.scripts = {}
        self.notes = []
        self.tests = {}
        self.running = 0

    def line(self, content):
        data = (json.dumps({"id": self.running, "nonce": self.nonce, **content}) + "\n").encode("ascii")
        while data:
            data = data[os.write(4, data) :]

    def serve(self):
        for text in self.requests:
            request = json.loads(text)
            self.running = request["id"]
            try:
                self.line({"ok": getattr(self, request["op"])(request)})
            except Refused as refusal:
                self.line({"error": {"id": refusal.id, "message": str(refusal), "next": refusal.next}})
            except Exception:
                self.line({"error": {"id": "bug", "message": traceback.format_exc()}})
            if request["op"] == "stop":
                break

    def hello(self, request):
        self.nonce = request["nonce"]
        return {"protocol": _protocol, "runtime": f"{platform.python_implementation().replace('CPython', 'Python')} {platform.python_version()}"}

    def open(self, request):
        context = self.context = Context(request["target"])
        for folder in reversed(context.place.search):
            sys.path.insert(0, folder)
        self.scripts, self.notes = script.parse(context.target["scripts"])
        processes = limits.Processes(context.target["ownProcesses"])
        self.supervisor = Supervisor(context, processes, lambda: self.line({"event": "alive"}), 3)
        self.notes += warm_up(context, self.supervisor)
        context.seal = Seal()
        gc.collect()
        gc.freeze()
        return {}

    def collect(self, request):
        tests = [test for one in self.scripts.values() for test in script.collect(one)]
        return {"tests": tests, "notes": self.notes}

    def run(self, request):
        started = time.perf_counter()
        job = request["job"]
        for test in job["define"]:
            self.tests[test["id"]] = prepare.Prepared(test)
        prepared = [self.tests[id] for id in job["tests"]]
        self.context.test_ms = job["testMs"]
        verdicts, reports, failure = self.supervisor.run(
            prepared, lambda tests: prepare.units(tests, self.scripts), job
        )
        duration = round((time.perf_counter() - started) * 1000, 3)
        if failure is not None:
            reply = {"kind": "notLoaded", "errorType": failure["t"], "message": failure["m"], "durationMs": duration}
            if failure["line"] is not None:
                reply["line"] = failure["line"]
            return reply
        return {"kind": "ran", "verdicts": verdicts, "durationMs": duration}

    def stop(self, request):
        return {}


def serve():
    limits.prepare_parent()
    # Eider's end is seen as the end of the requests; a request to end ends the children too.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Server().serve()
    os._exit(0)
