"""Imports in the parent, once, what the focal module needs from outside of the workspace."""
import importlib
import io
import os
import select
import sys
import time

from eider_harness import overlay
from eider_harness.integrity import Seal, shadowed
from eider_harness.values import dumps, loads

#: Seconds the original may take to load; it is as likely to hang as any candidate. A whole test suite may take longer.
_load = 10.0
_collect = 60.0


def warm_up(context, supervisor):
    """A child loads the original first and tells what that took: the parent never executes a line of the workspace."""
    found = rehearse(context, supervisor, lambda: _look(context), _load)
    if found is None:
        return
    context.shadowed = frozenset(found["shadowed"])
    adopt(context, found)


def adopt(context, found):
    """Imports what a rehearsal imported from outside of the workspace, and compiles what it imported from inside."""
    context.allowed |= set(found["replaced"])
    for path in found["files"]:
        context.cache.add(path)
    output = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = io.StringIO()
    try:
        for name in found["modules"]:
            try:
                importlib.import_module(name)
            except Exception:
                continue
    finally:
        sys.stdout, sys.stderr = output


def rehearse(context, supervisor, look, seconds=_collect):
    """Result of `look()`, run in a child with the original laid over the focal file; None when it did not end well."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            supervisor.birth.child(writing)
            sys.stdout = open(os.devnull, "w", encoding="utf-8")
            overlay.lay(context.place, context.target["focal"]["text"], context.cache)
            data = dumps(look()).encode("ascii")
            while data:
                data = data[os.write(writing, data) :]
        finally:
            os._exit(0)
    os.close(writing)
    parts, deadline = [], time.monotonic() + seconds
    poll = select.poll()
    poll.register(reading, select.POLLIN)
    while time.monotonic() < deadline:
        if not poll.poll(500):
            supervisor.alive()
            continue
        part = os.read(reading, 1 << 16)
        if not part:
            break
        parts.append(part)
    supervisor.processes.kill(pid)
    os.close(reading)
    context.clean()
    try:
        return loads(b"".join(parts))
    except ValueError:
        return None


def _look(context):
    seal = Seal()
    before = set(sys.modules)
    found = {"shadowed": []}
    try:
        found["shadowed"] = sorted(shadowed(vars(overlay.load(context.place))))
    except BaseException:
        pass
    found.update(imported(context, before))
    found["replaced"] = sorted(seal.all_broken())
    return found


def imported(context, before):
    """What was imported since `before`: names of modules from outside of the workspace, files inside."""
    root = os.path.realpath(context.target["workspaceRoot"]) + os.sep
    modules, files = [], []
    for name, module in list(sys.modules.items()):
        if name in before:
            continue
        file = getattr(module, "__file__", None)
        if file and _of_workspace(os.path.realpath(file), root):
            if file.endswith(".py"):
                files.append(file)
        elif getattr(module, "__spec__", None) is not None and name not in sys.builtin_module_names:
            modules.append(name)
    return {"modules": modules, "files": files}


def _of_workspace(path, root):
    return path.startswith(root) and f"{os.sep}site-packages{os.sep}" not in path
