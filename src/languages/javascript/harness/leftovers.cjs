'use strict';
// Processes that code under test left behind. In a process name space of its own everything there but the harness is one; elsewhere
// everything below the harness is.
const fs = require('node:fs');

const pids = () => fs.readdirSync('/proc').flatMap((name) => (/^\d/.test(name) ? [Number(name)] : []));

/** Pairs of process id and parent id. */
function table(names) {
  const found = new Map();
  for (const name of names) {
    try {
      const stat = fs.readFileSync(`/proc/${name}/stat`, 'latin1');
      // The command in parentheses may itself hold blanks and parentheses.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (fields[0] !== 'Z') found.set(name, Number(fields[1]));
    } catch {
      // Gone meanwhile.
    }
  }
  return found;
}

const kill = (pid, name) => {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already.
  }
};

/** Ends everything below a process, but not itself. */
exports.endBelow = (root) => {
  if (process.platform !== 'linux') return;
  for (let round = 0; round < 50; round += 1) {
    const processes = table(pids());
    const below = [];
    for (let level = [root]; level.length > 0;) {
      level = [...processes].flatMap(([pid, parent]) => (level.includes(parent) ? [pid] : []));
      below.push(...level);
    }
    if (below.length === 0) return;
    for (const name of ['SIGSTOP', 'SIGKILL']) for (const pid of below) kill(pid, name);
  }
};

/** Ends them, again and again while new ones appear. `keep`: processes of the harness, their children included. */
exports.endLeftovers = (ownProcesses, keep) => {
  if (process.platform !== 'linux') return;
  const harness = new Set([1, process.pid, process.ppid]);
  for (let round = 0; round < 50; round += 1) {
    const names = pids();
    if (ownProcesses && names.every((pid) => harness.has(pid))) return;
    const processes = table(names);
    const isBelow = (pid, roots) => {
      for (let at = pid, steps = 0; at !== undefined && at > 1 && steps < 64; at = processes.get(at), steps += 1) {
        if (roots.includes(at)) return true;
      }
      return false;
    };
    const strays = [...processes.keys()].filter(
      (pid) => !harness.has(pid) && !isBelow(pid, keep) && (ownProcesses || isBelow(pid, [process.pid])),
    );
    if (strays.length === 0) return;
    for (const name of ['SIGSTOP', 'SIGKILL']) {
      for (const pid of strays) kill(pid, name);
    }
  }
};

/** Threads of Node itself, which never start a process. */
const quiet = new Set(threads());
function threads() {
  try {
    return process.platform === 'linux' ? fs.readdirSync('/proc/self/task') : [];
  } catch {
    return [];
  }
}

/**
 * Threads and open files of this process, and whether it may have child processes; zeros and true where that cannot be told.
 * @throws when there are too many files open to look.
 */
exports.resources = () => {
  if (process.platform !== 'linux') return { threads: 0, files: 0, children: true };
  const now = fs.readdirSync('/proc/self/task');
  return { threads: now.length, files: fs.readdirSync('/proc/self/fd').length, children: now.some(hasChildren) };
};

function hasChildren(thread) {
  if (quiet.has(thread)) return false;
  try {
    return fs.readFileSync(`/proc/self/task/${thread}/children`, 'latin1') !== '';
  } catch {
    return true;
  }
}
