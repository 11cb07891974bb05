"""What a child says: records, each a line that begins with the child's nonce."""
from eider_harness.values import loads

_longest = 64 << 20


class Stream:
    """Turns bytes into records; a line without the nonce is nobody's."""

    def __init__(self, nonce):
        self.tampered = False
        self._nonce = nonce
        self._parts = []
        self._size = 0

    def feed(self, data):
        records = []
        *lines, rest = data.split(b"\n")
        for line in lines:
            self._parts.append(line)
            whole, self._parts, self._size = b"".join(self._parts), [], 0
            if not whole.startswith(self._nonce):
                self.tampered = True
                return records
            try:
                record = loads(whole[len(self._nonce) :])
                records.append(record if type(record) is list and record else ["?"])
            except (ValueError, RecursionError):
                self.tampered = True
                return records
        self._parts.append(rest)
        self._size += len(rest)
        if self._size > _longest:
            self.tampered = True
        return records
