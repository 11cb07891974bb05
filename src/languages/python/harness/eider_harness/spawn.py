"""Children in processes of their own, for systems without `fork()` (Windows) and where it must not be used.

Each child serves one job and ends. The next one is started, and imports what will be needed, while the present one works.
"""
import json
import mmap
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from binascii import hexlify

from eider_harness import limits
from eider_harness.fork import board_size
from eider_harness.observe import lines_offset
from eider_harness.stream import Stream
from eider_harness.values import loads

_main = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "main.py")
_windows = sys.platform == "win32"
#: What a child says when it waits for its order.
ready_word = b"ready"
_start_seconds = 60.0


class SpawnNursery:
    def __init__(self, context, alive):
        self.context = context
        self.alive = alive
        self._ready = None
        self._living = set()
        #: What a new child imports before its job, and compiles.
        self._warm = {"modules": [], "files": []}

    def settle(self, found):
        """From now on children know what a first look has `found`."""
        if found is not None:
            for name in self._warm:
                self._warm[name] += [one for one in found[name] if one not in self._warm[name]]
        self._forget()

    def begin(self, units):
        """A child that runs the context's job on `units`."""
        context = self.context
        child = self._next()
        nonce = hexlify(os.urandom(16))
        child.stream = Stream(nonce)
        child.tell(
            {
                "op": "run",
                "source": context.source,
                "job": {name: value for name, value in context.job.items() if name != "define"},
                "tests": [[index, one.test] for unit in units for index, one in unit.members],
                "skip": sorted(context.skip),
                "testMs": context.test_ms,
                "nonce": nonce.decode("ascii"),
            }
        )
        self._ready = self._spawn()
        return child

    def look(self, framework, files, seconds):
        """Result of `look` in a child with the original laid over the focal file; None when it did not end well."""
        child = self._next()
        child.tell({"op": "look", "framework": framework, "files": files})
        parts, deadline = [], time.monotonic() + seconds
        while time.monotonic() < deadline and not child.closed:
            data = child.read(0.5)
            if data:
                parts.append(data)
            else:
                self.alive()
        child.end()
        self.context.clean()
        try:
            return loads(b"".join(parts))
        except ValueError:
            return None

    def close(self):
        """Ends every child: Eider is gone, or needs no more."""
        for child in list(self._living):
            child.end()

    def pids(self):
        return [child.pid for child in self._living]

    def prepare(self):
        """A child for the first job."""
        self._ready = self._ready or self._spawn()

    def _next(self):
        """A child that has imported all it was told to: from now on its time counts."""
        child, self._ready = self._ready or self._spawn(), None
        deadline = time.monotonic() + _start_seconds
        while not child.ready and not child.closed and time.monotonic() < deadline:
            if child.read(0.5) == ready_word:
                child.ready = True
            else:
                self.alive()
        return child

    def _forget(self):
        if self._ready is not None:
            self._ready.end()
            self._ready = None

    def _spawn(self):
        context = self.context
        child = SpawnedChild(self, board_size(context))
        self._living.add(child)
        child.tell(
            {
                "target": context.target,
                "allowed": sorted(context.allowed),
                "shadowed": sorted(context.shadowed),
                "board": child.board_name,
                "boardSize": len(child.board),
                **self._warm,
            }
        )
        return child

    def buried(self, child):
        self._living.discard(child)


class SpawnedChild:
    def __init__(self, nursery, size):
        self.nursery = nursery
        self.closed = False
        self.ready = False
        self.stream = None
        handles, self.board_name, self.board = _shared_memory(size)
        self._process = subprocess.Popen(
            [sys.executable, "-B", _main, "--child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            **({} if _windows else {"pass_fds": handles}),
        )
        for handle in handles:
            os.close(handle)
        self.pid = self._process.pid
        self._inbox = queue.Queue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def tell(self, message):
        try:
            self._process.stdin.write((json.dumps(message) + "\n").encode("ascii"))
            self._process.stdin.flush()
        except OSError:
            pass  # it is dead, as its silence will show

    def _listen(self):
        descriptor = self._process.stdout.fileno()
        try:
            while True:
                data = os.read(descriptor, 1 << 16)
                self._inbox.put(data)
                if not data:
                    return
        except (OSError, ValueError):
            self._inbox.put(b"")

    def read(self, seconds):
        """Bytes it wrote, b"" when there are none in that time or will be none any more (`closed`)."""
        try:
            data = self._inbox.get(timeout=seconds) if seconds > 0 else self._inbox.get_nowait()
        except queue.Empty:
            return b""
        if not data:
            self.closed = True
        return data

    def wait(self, seconds):
        """Its records, as soon as there are some, at the latest after `seconds`."""
        records = []
        data = self.read(seconds)
        while data and not self.stream.tampered:
            records += self.stream.feed(data)
            data = self.read(0)
        return records

    def usage(self):
        return limits.usage_of([self.pid, *limits.descendants(self.pid)])

    def dead(self):
        return self._process.poll() is not None

    def epitaph(self):
        try:
            code = self._process.wait(0.2)
        except subprocess.TimeoutExpired:
            return "The code under test closed the harness's descriptors."
        if code < 0:
            return f"The process was ended by signal {-code} before the test was over."
        return f"The process ended with exit code {code} before the test was over."

    def end(self):
        """Kills it and all it started, and waits until they are gone."""
        if _windows:
            # The whole tree: children are found through their parents as long as those live.
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(self.pid)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        else:
            self._kill_below()
        self._process.kill()
        self._process.wait()
        self.nursery.buried(self)
        if not _windows:
            self._kill_orphans()
        try:
            self._process.stdin.close()
        except OSError:
            pass
        # Not before its last read: the number of a closed descriptor is soon another child's.
        self._listener.join(2)
        if not self._listener.is_alive():
            self._process.stdout.close()

    def _kill_below(self):
        """Stopped first, so that none can start another while the list is read."""
        for _ in range(50):
            below = [self.pid, *limits.descendants(self.pid)]
            for name in (signal.SIGSTOP, signal.SIGKILL):
                for pid in below:
                    limits.send(pid, name)
            limits.send_group(self.pid)
            if not limits.descendants(self.pid):
                return

    def _kill_orphans(self):
        """What left the tree came back to this process, which is their subreaper (Linux)."""
        for _ in range(50):
            keep = set(self.nursery.pids())
            for pid in list(keep):
                keep.update(limits.descendants(pid))
            strays = [pid for pid in limits.descendants() if pid not in keep]
            if not strays:
                return
            for pid in strays:
                limits.send(pid, signal.SIGKILL)
                try:
                    os.waitpid(pid, os.WNOHANG)
                except OSError:
                    pass


def _shared_memory(size):
    """(descriptors to hand over, name, memory) of a board that a child can open too."""
    if _windows:
        name = f"eider-{os.getpid()}-{hexlify(os.urandom(8)).decode('ascii')}"
        return [], name, _fresh(mmap.mmap(-1, size, tagname=name))
    with tempfile.TemporaryFile() as file:
        os.ftruncate(file.fileno(), size)
        handle = os.dup(file.fileno())
    os.set_inheritable(handle, True)
    return [handle], str(handle), _fresh(mmap.mmap(handle, size))


def _fresh(board):
    board[:lines_offset] = b"\xff" * 4 + bytes(lines_offset - 4)
    return board


def open_board(name, size):
    """The board as the child sees it."""
    if _windows:
        return mmap.mmap(-1, size, tagname=name)
    return mmap.mmap(int(name), size)
