"""Imports in the parent, once, what the focal module needs from outside of the workspace."""
import importlib
import io
import sys

#: Seconds the original may take to load; it is as likely to hang as any candidate. A whole test suite may take longer.
load_seconds = 10.0
collect_seconds = 60.0


def adopt(context, found):
    """Imports what a first look imported from outside of the workspace, and compiles what it imported from inside."""
    context.allowed |= set(found["replaced"])
    context.shadowed |= set(found.get("shadowed", ()))
    for path in found["files"]:
        context.cache.add(path)
    preimport(found["modules"])


def preimport(names):
    output = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = io.StringIO()
    try:
        for name in names:
            try:
                importlib.import_module(name)
            except Exception:
                continue
    finally:
        sys.stdout, sys.stderr = output
