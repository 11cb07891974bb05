"""Limits of a child and the end of everything it started."""
from eider_harness import pristine

__builtins__ = pristine()

import os
import signal
import sys

try:
    import resource
except ImportError:
    resource = None

_linux = sys.platform.startswith("linux")
_libc = None
if _linux:
    try:
        import ctypes

        _libc = ctypes.CDLL(None, use_errno=True)
    except Exception:
        _libc = None
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_CHILD_SUBREAPER = 1, 4, 36


def _prctl(option, value):
    if _libc is not None:
        _libc.prctl(option, value, 0, 0, 0)


def prepare_parent():
    """Orphans of children come back to this process, and no child may look into it."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)
    _prctl(_PR_SET_DUMPABLE, 0)


def die_with_parent():
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL) if _linux else None


class Bound:
    """The limits of a child, worked out beforehand in the parent."""

    def __init__(self, bounds):
        self._address_space = _address_space() + (int(bounds["memoryMb"]) << 20)

    def apply(self, cpu_seconds):
        _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        _prctl(_PR_SET_DUMPABLE, 1)
        if resource is None:
            return
        _limit(resource.RLIMIT_CORE, 0)
        _limit(resource.RLIMIT_CPU, cpu_seconds)
        _limit(resource.RLIMIT_FSIZE, 64 << 20)
        _limit(resource.RLIMIT_NOFILE, 256)
        if hasattr(resource, "RLIMIT_AS") and _linux:
            _limit(resource.RLIMIT_AS, self._address_space)


def _limit(which, value):
    try:
        hard = resource.getrlimit(which)[1]
        bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(which, (bound, bound))
    except (ValueError, OSError):
        pass


def _address_space():
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return 0


class Processes:
    """The processes below this one that are not meant to outlive a job."""

    def __init__(self, own_processes):
        #: In a process name space of its own one signal reaches everybody else at once, also a fork bomb.
        self._own = own_processes and _linux and os.getppid() in (0, 1)

    def kill(self, child):
        """Kills `child`, its group and all that is left of it, and waits until they are gone."""
        if self._own:
            send(-1)
        else:
            send_group(child)
            send(child)
        while True:
            try:
                done, _ = os.waitpid(child, 0)
                if done == child:
                    break
            except InterruptedError:
                continue
            except ChildProcessError:
                break
        self._bury_orphans()

    def _bury_orphans(self):
        for _ in range(10_000):
            try:
                if os.waitpid(-1, os.WNOHANG)[0] != 0:
                    continue
            except ChildProcessError:
                return
            # Orphans that are still alive: they were adopted because of PR_SET_CHILD_SUBREAPER.
            if self._own:
                send(-1)
            for orphan in descendants():
                send_group(orphan)
                send(orphan)

    def usage(self):
        """(number of processes and threads, resident bytes) below this process; (0, 0) where that is unknown."""
        return usage_of(self._everybody()) if _linux else (0, 0)

    def _everybody(self):
        if not self._own:
            return descendants()
        me = os.getpid()
        return [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) not in (1, me)]


def usage_of(pids):
    """(number of processes and threads, resident bytes) of these processes; (0, 0) where that is unknown."""
    if not _linux:
        return 0, 0
    count, resident = 0, 0
    page = resource.getpagesize()
    for pid in pids:
        try:
            with open(f"/proc/{pid}/statm", "rb") as file:
                fields = file.read().split()
            # Pages shared with the parent by fork count for nobody.
            resident += max(0, int(fields[1]) - int(fields[2])) * page
            count += len(os.listdir(f"/proc/{pid}/task"))
        except (OSError, ValueError, IndexError):
            continue
    return count, resident


def descendants(root=None):
    """Processes below this one, or below `root`."""
    children = {}
    try:
        names = os.listdir("/proc") if _linux else []
    except OSError:
        names = []
    for name in names:
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", "rb") as file:
                    stat = file.read()
                parent = int(stat[stat.rindex(b")") + 2 :].split()[1])
                children.setdefault(parent, []).append(int(name))
            except (OSError, ValueError, IndexError):
                continue
    found, queue = [], [os.getpid() if root is None else root]
    while queue:
        below = children.get(queue.pop(), [])
        found.extend(below)
        queue.extend(below)
    return found


def send(pid, name=getattr(signal, "SIGKILL", signal.SIGTERM)):
    try:
        os.kill(pid, name)
    except OSError:
        pass


def send_group(pid):
    try:
        os.killpg(pid, signal.SIGKILL)
    except OSError:
        pass
