"""Runs candidates against tests. See languages/PROTOCOL.md.

Every module that also runs in a forked child begins with `__builtins__ = pristine()`: its functions then keep
the built-ins of the start, whatever the code under test does to the module `builtins`.
"""
import builtins as _builtins

_copy = dict(vars(_builtins))


def pristine():
    return _copy
