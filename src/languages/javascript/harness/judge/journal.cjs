'use strict';
// Writes verdicts where the supervisor reads them even after this thread was ended (`../journal.cjs` has the layout).

/** `append(entry)` is false when there is no room left: the entry must be sent as a message then. */
exports.createJournal = (buffer) => {
  const length = new Int32Array(buffer, 0, 1);
  const units = new Uint16Array(buffer, 4);
  return {
    append(entry) {
      const line = `${JSON.stringify(entry)}\n`;
      const at = Atomics.load(length, 0);
      if (at + line.length > units.length) return false;
      for (let i = 0; i < line.length; i += 1) units[at + i] = line.charCodeAt(i);
      Atomics.store(length, 0, at + line.length);
      return true;
    },
  };
};
