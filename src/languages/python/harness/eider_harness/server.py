"""The protocol's end in the worker: requests on descriptor 3, replies on descriptor 4."""
import gc
import json
import os
import signal
import sys
import threading
import time
import traceback

from eider_harness import limits, prepare, project, script
from eider_harness.context import Context
from eider_harness.guard import fence
from eider_harness.integrity import Seal
from eider_harness.supervisor import Supervisor
from eider_harness.warm import adopt, collect_seconds, load_seconds

_protocol = 1


class Refused(Exception):
    """An answer for a person: `id` is one of the product's error ids."""

    def __init__(self, id, message, next):
        super().__init__(message)
        self.id = id
        self.next = next


class Server:
    def __init__(self, spawning):
        #: Children are started from nothing instead of forked.
        self.spawning = spawning or not hasattr(os, "fork")
        self.requests = os.fdopen(3, "rb", closefd=False)
        self.nursery = None
        self.nonce = ""
        self.context = None
        self.supervisor = None
        self.scripts = {}
        self.notes = []
        self.tests = {}
        self.running = 0
        self.frameworks = set()
        #: Names of the packages that `warm` loaded.
        self.warmed = set()
        self.rehearsed = set()
        self.jobs = 0

    def line(self, content):
        data = (json.dumps({"id": self.running, "nonce": self.nonce, **content}) + "\n").encode("ascii")
        while data:
            data = data[os.write(4, data) :]

    def serve(self):
        for text in self._asked_meanwhile() if self.spawning else self.requests:
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

    def _asked_meanwhile(self):
        """Requests, read by a thread: the end of them must be seen during a job too, where descriptors cannot be polled."""
        import queue

        inbox = queue.Queue()

        def listen():
            for text in self.requests:
                inbox.put(text)
            if self.nursery is not None:
                self.nursery.close()
            os._exit(0)

        threading.Thread(target=listen, daemon=True).start()
        while True:
            yield inbox.get()

    def hello(self, request):
        self.nonce = request["nonce"]
        return {"protocol": _protocol, "runtime": _runtime()}

    def warm(self, request):
        before = set(sys.modules)
        project.preload(set(request["frameworks"]))
        self.warmed = {name.partition(".")[0] for name in set(sys.modules) - before}
        # What is here now need not be looked at again when a function is known.
        gc.collect()
        gc.freeze()
        return {}

    def open(self, request):
        context = self.context = Context(request["target"])
        if any(_stands_in(name, context.place.search) for name in self.warmed):
            # The workspace has a module of that name: it would have been loaded instead.
            return {"stale": True}
        for folder in reversed(context.place.search):
            sys.path.insert(0, folder)
        self.scripts, self.notes = script.parse(context.target["scripts"])
        if not context.target["sandboxed"]:
            context.guard = fence(context.target["scratch"], context.target["workspaceRoot"])
        alive = lambda: self.line({"event": "alive"})  # noqa: E731
        if self.spawning:
            from eider_harness.spawn import SpawnNursery

            self.nursery = SpawnNursery(context, alive)
        else:
            from eider_harness.fork import ForkNursery

            processes = limits.Processes(context.target["ownProcesses"])
            self.nursery = ForkNursery(context, processes, alive, 3)
        self.supervisor = Supervisor(context, self.nursery, alive)
        context.place.settle()
        frameworks = {file["framework"] for file in context.target["testFiles"]}
        for missing in project.preload(frameworks):
            self.notes.append(
                f"{missing} is not installed for {sys.executable}, so {_few(self.files(missing))} cannot be run: "
                f"`{sys.executable} -m pip install {missing}`."
            )
            frameworks.discard(missing)
        self.frameworks = frameworks
        # A child loads the original first and tells what that took: the parent never executes a line of the workspace.
        found = self.nursery.look(None, [], load_seconds)
        if found is not None:
            adopt(context, found)
        if "async" in context.source:
            import asyncio  # noqa: F401  children find it warm
        self.settle(found)
        return {}

    def collect(self, request):
        tests = [test for one in self.scripts.values() for test in script.collect(one)]
        notes = list(self.notes)
        for framework in sorted(self.frameworks):
            found = self.rehearse(framework)
            if found is not None:
                tests.extend(found["tests"])
                notes.extend(found["notes"])
            else:
                notes.append(f"Collecting the tests of {_few(self.files(framework))} with {framework} did not end.")
        self.nursery.prepare()
        return {"tests": tests, "notes": notes}

    def files(self, framework):
        return sorted({file["path"] for file in self.context.target["testFiles"] if file["framework"] == framework})

    def rehearse(self, framework):
        """Has a child collect the framework's tests, and takes over what that imported. None when it did not end."""
        self.rehearsed.add(framework)
        found = self.nursery.look(framework, self.files(framework), collect_seconds)
        if found is not None:
            adopt(self.context, found)
            self.settle(found)
        return found

    def settle(self, found):
        """Everything is imported: what children start from."""
        self.context.seal = Seal()
        self.context.place.settle()
        self.nursery.settle(found)
        gc.collect()
        gc.freeze()

    def run(self, request):
        started = time.perf_counter()
        job = request["job"]
        for test in job["define"]:
            self.tests[test["id"]] = prepare.Prepared(test)
        prepared = [self.tests[id] for id in job["tests"]]
        for framework in {one.test["framework"] for one in prepared if one.test["kind"] == "project"} - self.rehearsed:
            self.rehearse(framework)
        self.context.test_ms = job["testMs"]
        verdicts, reports, failure = self.supervisor.run(
            prepared, lambda numbered: prepare.units(numbered, self.scripts), job
        )
        duration = round((time.perf_counter() - started) * 1000, 3)
        self.jobs += 1
        if self.jobs % 100 == 0:
            gc.collect()  # cheap: what was frozen is not looked at
        if failure is not None:
            reply = {"kind": "notLoaded", "errorType": failure["t"], "message": failure["m"], "durationMs": duration}
            if failure["line"] is not None:
                reply["line"] = failure["line"]
            return reply
        # Tests that had to be run again come late: the reply keeps the order of the job.
        ordered = {one.id: verdicts[one.id] for one in prepared if one.id in verdicts}
        reply = {"kind": "ran", "verdicts": ordered, "durationMs": duration}
        for asked, part, name in (("coverage", "lines", "coverage"), ("trace", "steps", "traces")):
            if job[asked]:
                reply[name] = {id: report[part] for id, report in reports.items() if part in report}
        return reply

    def stop(self, request):
        return {}


def _runtime():
    name = "Python" if sys.implementation.name == "cpython" else sys.implementation.name
    return f"{name} {'.'.join(map(str, sys.version_info[:3]))}"


def _stands_in(name, folders):
    return any(os.path.exists(os.path.join(folder, one)) for folder in folders for one in (name, name + ".py"))


def _few(files):
    names = [os.path.basename(file) for file in files]
    return ", ".join(names) if len(names) <= 3 else f"{', '.join(names[:3])} and {len(names) - 3} more"


def serve(spawning=False):
    limits.prepare_parent()
    # A collection would write to every object, and every page written is copied for the next child.
    gc.disable()
    # Eider's end is seen as the end of the requests; a request to end ends the children too.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    server = Server(spawning)
    server.serve()
    if server.nursery is not None:
        server.nursery.close()
    os._exit(0)
