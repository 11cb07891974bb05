"""Imports in the parent, once, what the focal module needs from outside of the workspace."""
import importlib
import io
import os
import sys
import time

from eider_harness import overlay
from eider_harness.integrity import Seal, shadowed
from eider_harness.supervisor import become_child
from eider_harness.values import loads, dumps

_wait = 60.0


def warm_up(context, supervisor):
    """A child loads the original first and tells what that took: the parent never executes a line of the workspace.

    Returns notes for the user.
    """
    found = _rehearse(context, supervisor)
    if found is None:
        return []
    context.allowed = frozenset(found["replaced"])
    context.shadowed = frozenset(found["shadowed"])
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
    return []


def _rehearse(context, supervisor):
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            before = set(sys.modules)
            seal = Seal()
            become_child(context, writing)
            found = {"modules": [], "files": [], "replaced": [], "shadowed": []}
            try:
                sys.stdout = open(os.devnull, "w", encoding="utf-8")
                overlay.lay(context.place, context.source, context.cache)
                module = overlay.load(context.place)
                found["shadowed"] = sorted(shadowed(vars(module)))
            except BaseException:
                pass
            root = os.path.realpath(context.target["workspaceRoot"]) + os.sep
            for name, module in list(sys.modules.items()):
                if name in before or name == "__main__":
                    continue
                file = getattr(module, "__file__", None)
                if file and _of_workspace(os.path.realpath(file), root):
                    if file.endswith(".py"):
                        found["files"].append(file)
                elif getattr(module, "__spec__", None) is not None and name not in sys.builtin_module_names:
                    found["modules"].append(name)
            found["replaced"] = sorted(seal.all_broken())
            data = dumps(found).encode("ascii")
            while data:
                data = data[os.write(writing, data) :]
        finally:
            os._exit(0)
    os.close(writing)
    os.set_blocking(reading, False)
    parts, deadline, text = [], time.monotonic() + _wait, b""
    import select

    poll = select.poll()
    poll.register(reading, select.POLLIN)
    while time.monotonic() < deadline:
        if not poll.poll(500):
            supervisor.alive()
            continue
        text = os.read(reading, 1 << 16)
        if not text:
            break
        parts.append(text)
    supervisor.processes.kill(pid)
    os.close(reading)
    context.clean()
    try:
        return loads(b"".join(parts))
    except ValueError:
        return None


def _of_workspace(path, root):
    return path.startswith(root) and f"{os.sep}site-packages{os.sep}" not in path
