"""Children by `fork()`: each begins with everything its parent has imported, at the price of copying page tables."""
import mmap
import os
import select
import sys
import time
from binascii import hexlify

from eider_harness import child, overlay
from eider_harness.birth import Birth
from eider_harness.look import look
from eider_harness.observe import lines_offset
from eider_harness.stream import Stream
from eider_harness.values import dumps, loads


class ForkNursery:
    def __init__(self, context, processes, alive, requests):
        self.context = context
        self.processes = processes
        self.alive = alive
        #: Descriptor of the requests: its end means that Eider is gone.
        self.requests = requests
        self.board = mmap.mmap(-1, board_size(context))
        self.birth = Birth(context)

    def settle(self, found):
        """Everything is imported: what children start from."""
        self.birth = Birth(self.context)

    def begin(self, units):
        """A child that runs the context's job on `units`."""
        nonce = hexlify(os.urandom(16))
        self.board[:lines_offset] = b"\xff" * 4 + bytes(lines_offset - 4)  # at no test yet
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                self.birth.child(writing)
                child.main(self.context, writing, nonce, self.board)
            finally:
                os._exit(70)  # whatever goes wrong, a child never becomes a second parent
        os.close(writing)
        return ForkedChild(self, pid, reading, nonce)

    def look(self, framework, files, seconds):
        """Result of `look` in a child with the original laid over the focal file; None when it did not end well."""
        context = self.context
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                self.birth.child(writing)
                sys.stdout = open(os.devnull, "w", encoding="utf-8")
                overlay.lay(context.place, context.target["focal"]["text"], context.cache)
                data = dumps(look(context, framework, files)).encode("ascii")
                while data:
                    data = data[os.write(writing, data) :]
            finally:
                os._exit(0)
        os.close(writing)
        parts, deadline = [], time.monotonic() + seconds
        poll = select.poll()
        poll.register(reading, select.POLLIN)
        while time.monotonic() < deadline:
            if not poll.poll(500):
                self.alive()
                continue
            part = os.read(reading, 1 << 16)
            if not part:
                break
            parts.append(part)
        self.processes.kill(pid)
        os.close(reading)
        context.clean()
        try:
            return loads(b"".join(parts))
        except ValueError:
            return None

    def prepare(self):
        pass

    def close(self):
        pass


class ForkedChild:
    def __init__(self, nursery, pid, reading, nonce):
        self.nursery = nursery
        self.board = nursery.board
        self.pid = pid
        self.closed = False
        self.stream = Stream(nonce)
        self._reading = reading
        os.set_blocking(reading, False)
        self._poll = select.poll()
        self._poll.register(reading, select.POLLIN)
        self._poll.register(nursery.requests, 0)

    def wait(self, seconds):
        """Its records, as soon as there are some, at the latest after `seconds`."""
        for descriptor, event in self._poll.poll(seconds * 1000):
            if descriptor == self.nursery.requests and event & (select.POLLHUP | select.POLLERR | select.POLLNVAL):
                self.nursery.processes.kill(self.pid)
                os._exit(0)
        records = []
        while not self.closed and not self.stream.tampered:
            try:
                data = os.read(self._reading, 1 << 16)
            except BlockingIOError:
                break
            if not data:
                self.closed = True
                break
            records += self.stream.feed(data)
            if len(data) < 1 << 16:
                break
        return records

    def usage(self):
        return self.nursery.processes.usage()

    def dead(self):
        return _fate(self.pid) is not None

    def epitaph(self):
        info = None
        for _ in range(20):  # its pipe closes a moment before it can be waited for
            info = _fate(self.pid)
            if info is not None:
                break
            time.sleep(0.005)
        if info is None:
            return "The code under test closed the harness's descriptors."
        if info.si_code == os.CLD_EXITED:
            return f"The process ended with exit code {info.si_status} before the test was over."
        return f"The process was ended by signal {info.si_status} before the test was over."

    def end(self):
        """Kills it and all it started, and waits until they are gone."""
        self.nursery.processes.kill(self.pid)
        os.close(self._reading)


def _fate(pid):
    try:
        return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except (OSError, AttributeError):
        return None


def board_size(context):
    """Bytes of the memory shared with a child: where it is, and a byte a line of the focal file."""
    lines = context.source.count("\n") + 10_000
    return lines_offset + min(lines, 1_000_000)
