import { example, Folder, openPython } from './executorSupport';
import { openJavaScript } from './javascriptSupport';

/** A program that is in the middle of hanging jobs of both languages, with and without a sandbox, when its test ends it. */
const python = `import os
import subprocess


def f(x):
    return x


def hang():
    if os.fork() == 0:
        os.setsid()
    while True:
        pass
`;
const javascript = `const { execFileSync } = require('node:child_process');
function f(x) {
  return x;
}
function hang() {
  execFileSync('/bin/sleep', ['600']);
}
`;

async function run(): Promise<void> {
  const folder = new Folder({});
  const signal = new AbortController().signal;
  for (const sandbox of ['off', 'preferred'] as const) {
    for (const { session } of [
      await openPython(folder, 'subject.py', python, { settings: { sandbox } }),
      await openPython(folder, 'subject.py', python, { settings: { sandbox, pythonSpawn: true } }),
    ]) {
      void session.run({ id: 'hangs', source: python, tests: [example('hang()', '1')], testMs: 60_000 }, signal);
    }
    const { session } = await openJavaScript(folder, 'subject.js', javascript, { settings: { sandbox } });
    void session.run({ id: 'hangs', source: javascript, tests: [example('hang()', '1')], testMs: 60_000 }, signal);
  }
  setTimeout(() => console.log(`ready ${folder.root}`), 1500);
}

void run();
