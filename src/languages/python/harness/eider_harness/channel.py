"""What a child says, and what its tests print."""
from eider_harness import pristine

__builtins__ = pristine()

import io
import os
import sys
from struct import Struct
from time import perf_counter_ns

from eider_harness.values import dumps

_write = os.write
_hold_ns = 3_000_000
_position = Struct("=ii")


class Channel:
    """Records to the parent, each a line that begins with the nonce of this child."""

    def __init__(self, descriptor, nonce, board, at_once):
        prefix = nonce
        held = []
        last = [0]

        def send(record):
            """Results of quick tests travel together, unless the parent wants to stop at one of them (`at_once`).

            What is held back when the process dies is run again: only the test at work is blamed for that.
            """
            held.append(prefix + dumps(record).encode("ascii") + b"\n")
            now = perf_counter_ns()
            if record[0] == "result" and not at_once and now - last[0] < _hold_ns:
                return
            last[0] = now
            data = b"".join(held)
            held.clear()
            while data:
                data = data[_write(descriptor, data) :]

        count = [0]

        def begin(index):
            """Tells the parent (through shared memory) which test runs: one that never ends cannot say so."""
            count[0] += 1
            _position.pack_into(board, 0, index, count[0] & 0x7FFFFFFF)

        self.board = board
        self.send = send
        self.begin = begin


class Captured(io.BytesIO):
    """Standard output of a test, at most `limit` bytes; the rest is lost."""

    limit = 1 << 20

    def write(self, data):
        room = self.limit - self.tell()
        if room > 0:
            super().write(data[:room])
        return len(data)


def fresh_output(limit):
    raw = Captured()
    raw.limit = limit
    sys.stdout = io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", newline="", write_through=True)
    return raw
