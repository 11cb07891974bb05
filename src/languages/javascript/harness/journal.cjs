'use strict';
// Verdicts in shared memory, written by the judging thread (`judge/journal.cjs`): a message for each would cost more than the test it
// tells of. Layout: an Int32 with the number of valid UTF-16 code units, then the units; each line is `{"test", "verdict"}` as JSON,
// or `{"test", "covered"}`: lines (zero-based) the test has executed for the first time.
const journalBytes = 1 << 19;

/** `{buffer, reset(), unread()}`; `unread()` answers the lines since the last call. */
exports.createJournal = () => {
  const buffer = new SharedArrayBuffer(journalBytes);
  const length = new Int32Array(buffer, 0, 1);
  let read = 0;
  return {
    buffer,
    reset() {
      read = 0;
      Atomics.store(length, 0, 0);
    },
    unread() {
      const end = Atomics.load(length, 0);
      if (end === read) return [];
      const text = Buffer.from(buffer, 4 + 2 * read, 2 * (end - read)).toString('utf16le');
      read = end;
      return JSON.parse(`[${text.slice(0, -1).replaceAll('\n', ',')}]`);
    },
  };
};
