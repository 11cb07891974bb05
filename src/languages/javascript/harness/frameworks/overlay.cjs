'use strict';
// Lays a candidate over the focal file for everything in this process that reads files through `fs`: frameworks load and transform modules
// that way. Load before any framework: some copy `fs`.
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const { fileURLToPath } = require('node:url');

let focal;
let source;
let version = 0;

const isFocal = (file) => {
  if (source === undefined) return false;
  if (typeof file === 'string') return file === focal || file === focal.replaceAll('\\', '/');
  return file instanceof URL && file.protocol === 'file:' && fileURLToPath(file) === focal;
};

const answer = (options) => {
  const encoding = typeof options === 'string' ? options : options?.encoding;
  return encoding ? Buffer.from(source).toString(encoding) : Buffer.from(source);
};

/** Caches that look at the time of change must see a new file with each candidate. */
const aged = (stat) => {
  if (stat && typeof stat.mtimeMs === 'number') {
    stat.mtimeMs += version;
    stat.mtime = new Date(stat.mtimeMs);
  }
  return stat;
};

const { readFileSync, readFile, statSync, stat } = fs;
const promises = { readFile: fs.promises.readFile, stat: fs.promises.stat };

fs.readFileSync = (file, options) => (isFocal(file) ? answer(options) : readFileSync(file, options));
fs.readFile = (file, options, done) => {
  const callback = done ?? options;
  if (!isFocal(file)) return readFile(file, options, done);
  process.nextTick(callback, null, answer(done ? options : undefined));
  return undefined;
};
fs.statSync = (file, options) => (isFocal(file) ? aged(statSync(file, options)) : statSync(file, options));
fs.stat = (file, options, done) => {
  const callback = done ?? options;
  if (!isFocal(file)) return stat(file, options, done);
  return stat(file, (error, found) => callback(error, aged(found)));
};
fs.promises.readFile = async (file, options) => (isFocal(file) ? answer(options) : promises.readFile(file, options));
fs.promises.stat = async (file, options) =>
  isFocal(file) ? aged(await promises.stat(file, options)) : promises.stat(file, options);
syncBuiltinESMExports();

exports.setFocal = (path) => {
  focal = path;
};
exports.setSource = (text) => {
  source = text;
  version += 1000;
};
