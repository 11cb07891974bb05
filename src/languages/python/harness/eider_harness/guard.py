"""Where there is no sandbox: Python's own audit events refuse what a test has no business with.

A fence against accidents and lazy malice, not a wall: native code can climb over it. The level shown to the user stays
"limits only".
"""
from eider_harness import pristine

__builtins__ = pristine()

import os
import sys

_write_flags = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_changes = frozenset(
    "os.remove os.rename os.rmdir os.mkdir os.link os.symlink os.truncate os.chmod os.chown os.chflags os.utime "
    "os.setxattr os.removexattr os.lchmod os.lchown".split()
)
_programs = frozenset(
    "subprocess.Popen os.system os.exec os.posix_spawn os.spawn os.startfile os.startfile/2 pty.spawn".split()
)
_network = frozenset("socket.connect socket.bind socket.sendto socket.sendmsg socket.getaddrinfo socket.gethostbyname".split())
_secrets = (".ssh .aws .gnupg .azure .kube .docker .netrc .npmrc .pypirc .git-credentials .password-store "
            ".config/gcloud .config/gh .local/share/keyrings .mozilla Library/Keychains").split()  # fmt: skip


def _real_home():
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_dir
    except (ImportError, KeyError):
        return os.path.expanduser("~")


def fence(scratch, workspace_root):
    """A function that puts up the fence in the process that calls it, for the rest of its life."""
    realpath, fspath, abspath, basename = os.path.realpath, os.fspath, os.path.abspath, os.path.basename
    separator, devnull = os.sep, os.devnull
    allowed = tuple({realpath(scratch) + separator, abspath(scratch) + separator})
    home = _real_home()
    secret = tuple(realpath(os.path.join(home, name)) for name in _secrets)
    root = realpath(workspace_root) + separator

    def path_of(value):
        if isinstance(value, int) or value is None:
            return None
        name = fspath(value)
        return realpath(name.decode("utf-8", "surrogateescape") if isinstance(name, bytes) else name)

    def refuse(what):
        raise PermissionError(f"Eider does not let tests {what}")

    def hook(event, arguments):
        if event == "open":
            name, mode, flags = arguments
            path = path_of(name)
            if path is None:
                return
            if (isinstance(flags, int) and flags & _write_flags) or (mode and ("w" in mode or "a" in mode or "x" in mode or "+" in mode)):
                if path != devnull and not (path + separator).startswith(allowed):
                    refuse(f"write outside of the scratch folder: {path}")
            elif path.startswith(secret) or (path.startswith(root) and basename(path)[:4] == ".env"):
                refuse(f"read {path}")
        elif event in _changes:
            for value in arguments[:2]:
                if isinstance(value, (str, bytes)) or hasattr(value, "__fspath__"):
                    path = path_of(value)
                    if not (path + separator).startswith(allowed):
                        refuse(f"change {path}")
        elif event in _programs:
            refuse("start programs")
        elif event in _network:
            refuse("use the network")
        elif event == "os.kill" or event == "os.killpg":
            if arguments[0] <= 1 or arguments[0] == os_getppid():
                refuse("end other programs")

    os_getppid = os.getppid
    return lambda: sys.addaudithook(hook)
