"""The protocol's end in the worker: requests on descriptor 3, replies on descriptor 4."""
import gc
import json
import os
import signal
import sys
import time
import traceback

from eider_harness import limits, overlay, prepare, project, script
from eider_harness.guard import fence
from eider_harness.integrity import Seal
from eider_harness.supervisor import Birth, Supervisor
from eider_harness.warm import adopt, imported, rehearse, warm_up

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
        self.qualified_name = target["focal"]["qualifiedName"]
        self.job = {"coverage": False, "trace": False}

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
                    _remove_tree(entry.path)
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
        return {"protocol": _protocol, "runtime": _runtime()}

    def warm(self, request):
        before = set(sys.modules)
        project.preload(set(request["frameworks"]))
        self.warmed = {name.partition(".")[0] for name in set(sys.modules) - before}
        return {}

    def open(self, request):
        if not hasattr(os, "fork"):
            raise Refused(
                "badRuntime",
                f"{_runtime()} on this system cannot fork, which Eider needs to run candidates.",
                "Open the folder in WSL, a container or on a remote machine with Linux or macOS.",
            )
        context = self.context = Context(request["target"])
        if any(_stands_in(name, context.place.search) for name in self.warmed):
            # The workspace has a module of that name: it would have been loaded instead.
            return {"stale": True}
        for folder in reversed(context.place.search):
            sys.path.insert(0, folder)
        self.scripts, self.notes = script.parse(context.target["scripts"])
        if not context.target["sandboxed"]:
            context.guard = fence(context.target["scratch"], context.target["workspaceRoot"])
        processes = limits.Processes(context.target["ownProcesses"])
        self.supervisor = Supervisor(context, processes, lambda: self.line({"event": "alive"}), 3)
        context.place.settle()
        frameworks = {file["framework"] for file in context.target["testFiles"]}
        for missing in project.preload(frameworks):
            self.notes.append(
                f"{missing} is not installed for {sys.executable}, so {_few(self.files(missing))} cannot be run: "
                f"`{sys.executable} -m pip install {missing}`."
            )
            frameworks.discard(missing)
        self.frameworks = frameworks
        warm_up(context, self.supervisor)
        if "async" in context.source:
            import asyncio  # noqa: F401  children find it warm
        self.settle()
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
        return {"tests": tests, "notes": notes}

    def files(self, framework):
        return sorted({file["path"] for file in self.context.target["testFiles"] if file["framework"] == framework})

    def rehearse(self, framework):
        """Has a child collect the framework's tests, and takes over what that imported. None when it did not end."""
        self.rehearsed.add(framework)
        root = self.context.target["workspaceRoot"]
        found = rehearse(self.context, self.supervisor, lambda: self.look(framework, self.files(framework), root))
        if found is not None:
            adopt(self.context, found)
            self.settle()
        return found

    def look(self, framework, files, root):
        seal = Seal()
        before = set(sys.modules)
        tests, notes = project.collect(framework, files, root)
        return {"tests": tests, "notes": notes, "replaced": sorted(seal.all_broken()), **imported(self.context, before)}

    def settle(self):
        """Everything is imported: what children start from."""
        self.context.seal = Seal()
        self.context.place.settle()
        self.supervisor.birth = Birth(self.context)
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
            prepared, lambda tests: prepare.units(tests, self.scripts), job
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


def _remove_tree(folder):
    """shutil.rmtree without shutil, which brings compression libraries into every child's memory."""
    for path, folders, files in os.walk(folder):
        for one in folders:
            if not os.path.islink(os.path.join(path, one)):
                os.chmod(os.path.join(path, one), 0o700)
    for path, folders, files in os.walk(folder, topdown=False):
        for one in files:
            os.unlink(os.path.join(path, one))
        for one in folders:
            full = os.path.join(path, one)
            (os.unlink if os.path.islink(full) else os.rmdir)(full)
    os.rmdir(folder)


def _few(files):
    names = [os.path.basename(file) for file in files]
    return ", ".join(names) if len(names) <= 3 else f"{', '.join(names[:3])} and {len(names) - 3} more"


def serve():
    limits.prepare_parent()
    # A collection would write to every object, and every page written is copied for the next child.
    gc.disable()
    # Eider's end is seen as the end of the requests; a request to end ends the children too.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Server().serve()
    os._exit(0)
