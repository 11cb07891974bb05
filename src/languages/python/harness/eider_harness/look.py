"""A first look at what loading the focal module, or collecting a framework's tests, brings with it. Runs in a child."""
import os
import sys

from eider_harness import overlay, project
from eider_harness.integrity import Seal, shadowed


def look(context, framework, files):
    """Loads the focal module or, with a framework's name, collects the tests in `files`."""
    return _collect(context, framework, files) if framework else _load(context)


def _collect(context, framework, files):
    seal = Seal()
    before = set(sys.modules)
    tests, notes = project.collect(framework, files, context.target["workspaceRoot"])
    return {"tests": tests, "notes": notes, "replaced": sorted(seal.all_broken()), **imported(context, before)}


def _load(context):
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
