"""What a child is told: everything about the target, and the job at hand."""
import os

from eider_harness import overlay


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
