"""Prints the tests that Hypothesis' ghostwriter writes for a function: ghostwriter.py FOLDER MODULE FUNCTION.

The ghostwriter formats with black, which is not needed to run what it writes: without black it is left out.
"""

import importlib
import sys
import types

try:
    import black  # noqa: F401
except ImportError:
    black = types.ModuleType("black")
    black.Mode = black.FileMode = lambda **_: None
    black.TargetVersion = types.SimpleNamespace(**{f"PY3{minor}": minor for minor in range(3, 20)})
    black.format_str = lambda text, mode=None, **_: text
    sys.modules["black"] = black

folder, module, function = sys.argv[1:]
sys.path.insert(0, folder)
from hypothesis.extra import ghostwriter  # noqa: E402

print(ghostwriter.magic(getattr(importlib.import_module(module), function)))
