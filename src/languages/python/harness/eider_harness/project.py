"""The project's own tests, run by the project's own framework inside the child."""
from eider_harness import pristine

__builtins__ = pristine()

import importlib
import os

from eider_harness import pytest_tests, unittest_tests

_runners = {"pytest": pytest_tests, "unittest": unittest_tests}


def preload(frameworks):
    """Imports in the parent what every child would import again. Returns the names of frameworks that are missing."""
    missing = set()
    if "pytest" in frameworks and not pytest_tests.preload():
        missing.add("pytest")
    if "unittest" in frameworks:
        importlib.import_module("unittest")
    return missing


def run(framework, members, root, reporter):
    files = sorted({one.test["path"] for _, one in members})
    try:
        failure = _runners[framework].run(files, reporter)
    except BaseException as error:
        failure = reporter.error(error)
    reporter.finish(failure)


def collect(framework, files, root):
    """([test descriptions], [notes]); runs in a child, as it imports the project."""
    collected = _runners[framework].collect(files)
    tests, notes = [], []
    for path, name, line, problem in collected:
        if problem is not None:
            notes.append(problem)
            continue
        tests.append(
            {
                "kind": "project",
                "id": f"{framework}:{os.path.relpath(path, root)}::{name}",
                "title": f"{name.replace('::', '.')} ({os.path.basename(path)})",
                "trust": "trusted",
                "source": "project",
                "framework": framework,
                "path": path,
                "selector": name,
                "at": {"path": path, "line": line},
            }
        )
    return tests, notes
