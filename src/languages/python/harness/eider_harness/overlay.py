"""Lays a candidate over the focal file: whoever loads that path, under whatever name, gets the candidate's text."""
from eider_harness import pristine

__builtins__ = pristine()

import importlib
import importlib.util
import os
import sys
from importlib.machinery import SourceFileLoader

_realpath = os.path.realpath
_basename = os.path.basename
_stat = os.stat
_compile = compile
_original_get_code = SourceFileLoader.get_code


class Place:
    """Where the focal file stands among the modules."""

    def __init__(self, path, workspace_root):
        self.path = path
        #: Code of the candidate, in a child that has asked for it.
        self.code = None
        self.real = _realpath(path)
        folder, file = os.path.split(path)
        names = [] if file == "__init__.py" else [os.path.splitext(file)[0]]
        while os.path.isfile(os.path.join(folder, "__init__.py")) and os.path.dirname(folder) != folder:
            names.insert(0, os.path.basename(folder))
            folder = os.path.dirname(folder)
        self.name = ".".join(names) or "__init__"
        self.root = folder
        candidates = [folder, workspace_root, os.path.join(workspace_root, "src")]
        self.search = [one for i, one in enumerate(candidates) if os.path.isdir(one) and one not in candidates[:i]]


    def settle(self):
        """Works out, once in the parent, what every child would have to find out again."""
        self.package = os.path.dirname(self.path) if _basename(self.path) == "__init__.py" else None
        self.spec = importlib.util.spec_from_file_location(
            self.name,
            self.path,
            loader=SourceFileLoader(self.name, self.path),
            submodule_search_locations=[self.package] if self.package else None,
        )
        # A focal file may share its name with a module that others need (copy.py): then only its own importers see it.
        shared = sys.modules.get(self.name)
        self.private = shared is not None and _realpath(getattr(shared, "__file__", None) or "") != self.real


class CodeCache:
    """Code of workspace modules, compiled once in the parent: (mtime, size) -> code by path. No module is executed here."""

    def __init__(self):
        self._codes = {}

    def add(self, path):
        try:
            with open(path, "rb") as file:
                stat = os.fstat(file.fileno())
                self._codes[path] = (stat.st_mtime_ns, stat.st_size, _compile(file.read(), path, "exec", dont_inherit=True))
        except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
            pass

    def get(self, path):
        entry = self._codes.get(path)
        if entry is None:
            return None
        try:
            stat = _stat(path)
        except OSError:
            return None
        return entry[2] if (stat.st_mtime_ns, stat.st_size) == entry[:2] else None


def lay(place, source, cache):
    """From here on, in this process, the focal path means `source`. The candidate is compiled when it is first asked for."""
    focal, base = place.real, _basename(place.real)
    known = {}
    text = source[1:] if source[:1] == "\ufeff" else source

    def get_code(self, fullname):
        path = self.path
        if path in known:
            return known[path]
        if _basename(path) == base and _realpath(path) == focal:
            if place.code is None:
                place.code = _compile(text, place.path, "exec", dont_inherit=True)
            known[path] = place.code
            return place.code
        return cache.get(path) or _original_get_code(self, fullname)

    get_code.eider_source = lambda path: text if _basename(path) == base and _realpath(path) == focal else None
    SourceFileLoader.get_code = get_code
    cached = sys.modules.get("linecache")
    if cached is not None:
        cached.cache[place.path] = (lambda: text,)


def load(place):
    """Imports the focal module under its own name and returns it."""
    name = place.name
    if "." in name:
        module = importlib.import_module(name)
        if _realpath(getattr(module, "__file__", None) or "") == place.real:
            return module
    module = importlib.util.module_from_spec(place.spec)
    if not place.private:
        sys.modules[name] = module
    place.spec.loader.exec_module(module)
    return module if place.private else sys.modules.get(name, module)
