import assert from 'node:assert/strict';
import type { Finding } from '../../../../src/core/model/candidate';
import type { LanguageId } from '../../../../src/core/model/focalFunction';
import type { Test } from '../../../../src/core/model/test';
import { checkCandidate } from '../../../../src/core/monitor/checkCandidate';
import { monitors } from '../../../../src/core/monitor/registry';
import { captureText } from '../../../doubles/focal';
import { syntax } from '../../../doubles/grammars';

const example = (call: string, source: string): Test => ({
  kind: 'example',
  id: call,
  title: `${call} == ${source}`,
  trust: 'trusted',
  source: 'docstring',
  setup: [],
  call,
  expected: { kind: 'value', source },
});
const tests = [example('f(17)', '42'), example("f('north')", '[1, 2]')];

async function findings(languageId: LanguageId, original: string, candidate: string): Promise<Finding[]> {
  const [focal] = await captureText(languageId, original);
  assert.ok(focal);
  return checkCandidate(syntax, focal, candidate, tests);
}

interface Case {
  readonly monitor: string;
  readonly what: string;
  readonly language: LanguageId;
  readonly original: string;
  readonly candidate: string;
  readonly severity?: Finding['severity'];
  readonly line?: number;
}

const python = (
  monitor: string,
  what: string,
  original: string,
  candidate: string,
  severity?: Finding['severity'],
  line?: number,
): Case => ({
  monitor,
  what,
  language: 'python',
  original,
  candidate,
  ...(severity && { severity }),
  ...(line !== undefined && { line }),
});
const javascript = (
  monitor: string,
  what: string,
  original: string,
  candidate: string,
  severity?: Finding['severity'],
  line?: number,
): Case => ({ ...python(monitor, what, original, candidate, severity, line), language: 'javascript' });

const py = 'def f(n):\n    total = 0\n    for i in range(n):\n        total += i\n    return total\n';
const js =
  'function f(n) {\n  let total = 0;\n  for (let i = 0; i < n; i++) {\n    total += i;\n  }\n  return total;\n}\n';

/** With a severity: the monitor must speak up, at that line. Without: it must stay silent. */
const cases: readonly Case[] = [
  python('syntax', 'an unclosed bracket', py, py.replace('range(n)', 'range(n'), 'reject'),
  javascript('syntax', 'a missing brace', js, js.replace('    total += i;\n  }', '    total += i;'), 'reject'),
  python('syntax', 'a repaired function', py.replace('(n):\n    total', '(n)\n    total'), py),
  python(
    'syntax',
    'an error elsewhere that was there before',
    `${py}\ndef g(:\n    pass\n`,
    `${py.replace('= 0', '= 1')}\ndef g(:\n    pass\n`,
  ),

  python('signature', 'a renamed parameter', py, py.replace('f(n)', 'f(m)'), 'reject', 0),
  python('signature', 'a new optional parameter', py, py.replace('f(n)', 'f(n, start=0)'), 'demote', 0),
  javascript('signature', 'a lost parameter', js, js.replace('f(n)', 'f()'), 'reject', 0),
  javascript('signature', 'becoming asynchronous', js, `async ${js}`, 'demote', 0),
  python('signature', 'becoming a generator', py, py.replace('return total', 'yield total'), 'demote', 0),
  python(
    'signature',
    'another default value',
    'def f(x, acc=[]):\n    acc.append(x)\n    return acc\n',
    'def f(x, acc=None):\n    acc = acc or []\n    acc.append(x)\n    return acc\n',
  ),
  javascript('signature', 'a changed body', js, js.replace('let total = 0', 'let total = 1')),

  python('only the focal function', 'a change below', `${py}\nlimit = 3\n`, `${py}\nlimit = 4\n`, 'reject'),
  python('only the focal function', 'a change above', `limit = 3\n\n${py}`, `limit = 4\n\n${py}`, 'reject'),
  python(
    'only the focal function',
    'an added import',
    `x = 1\n\n${py}`,
    `import math\nx = 1\n\n${py.replace('return total', 'return math.floor(total)')}`,
    'note',
  ),
  javascript(
    'only the focal function',
    'a change inside',
    `const a = 1;\n${js}const b = 2;\n`,
    `const a = 1;\n${js.replace('i < n', 'i <= n')}const b = 2;\n`,
  ),

  python(
    'test literals',
    'a branch for one test',
    py,
    py.replace('    total = 0\n', '    if n == 17:\n        return 42\n    total = 0\n'),
    'demote',
    1,
  ),
  javascript(
    'test literals',
    'a branch for one test',
    js,
    js.replace('  let total', "  if (n === 'north') return [1, 2];\n  let total"),
    'demote',
    1,
  ),
  python(
    'test literals',
    'a conditional expression for one test',
    py,
    py.replace('return total', 'return 42 if n == 17 else total'),
    'demote',
    4,
  ),
  python(
    'test literals',
    'a table of answers',
    py,
    py.replace('return total', "return {17: 42, 'north': 3}.get(n, total)"),
    'demote',
    4,
  ),
  python(
    'test literals',
    'a base case',
    py,
    py.replace('    total = 0\n', '    if n == 0:\n        return 0\n    total = 0\n'),
  ),
  javascript(
    'test literals',
    'a bound that no test names',
    js,
    js.replace('  let total', '  if (n > 1000) return -1;\n  let total'),
  ),
  python(
    'test literals',
    'a literal the function knew',
    'def f(n):\n    return n == 17\n',
    'def f(n):\n    if n == 17:\n        return True\n    return False\n',
  ),

  python('dangerous calls', 'evaluation', py, py.replace('return total', 'return eval("total")'), 'reject', 4),
  python(
    'dangerous calls',
    'a process',
    py,
    py.replace('return total', 'os.system("ls")\n    return total'),
    'reject',
    4,
  ),
  python('dangerous calls', 'a file', py, py.replace('return total', 'return open("x").read()'), 'reject', 4),
  javascript(
    'dangerous calls',
    'a module',
    js,
    js.replace('return total', 'require("child_process").execSync("ls"); return total'),
    'reject',
    5,
  ),
  javascript('dangerous calls', 'the network', js, js.replace('return total', 'return fetch("http://x")'), 'reject', 5),
  javascript('dangerous calls', 'ending the process', js, js.replace('return total', 'process.exit(0)'), 'reject', 5),
  python(
    'dangerous calls',
    'a call that was there',
    'def f(p):\n    return open(p).read()\n',
    'def f(p):\n    return open(p).read().strip()\n',
  ),
  ...[
    'from os import system',
    'from os import system as run',
    'import os as machine',
    'from subprocess import check_output as run',
  ].map((line) => {
    const called = /as (\w+)$/.exec(line)?.[1] ?? 'system';
    const call = line.startsWith('import') ? `${called}.system` : called;
    const original = `${line}\n${py}`;
    const patched = original.replace('return total', `return ${call}("ls")`);
    return python('dangerous calls', `what \`${line}\` brings`, original, patched, 'reject', 5);
  }),
  python(
    'dangerous calls',
    'another name for a call',
    py,
    py.replace('return total', 'run = os.system\n    return run("ls")'),
    'reject',
    5,
  ),
  ...[
    ["import { execSync as run } from 'node:child_process';", 'run'],
    ["import * as files from 'fs/promises';", 'files.rm'],
    ["const { writeFileSync: keep } = require('fs');", 'keep'],
    ["const machine = require('node:child_process');", 'machine.spawn'],
  ].map(([line = '', call = '']) => {
    const original = `${line}\n${js}`;
    const patched = original.replace('return total', `${call}("ls"); return total`);
    return javascript('dangerous calls', `what \`${line}\` brings`, original, patched, 'reject', 6);
  }),
  javascript(
    'dangerous calls',
    'a call of the same name from elsewhere',
    `import { fetch } from './cache.js';\n${js}`,
    `import { fetch } from './cache.js';\n${js}`.replace('return total', 'return fetch("x")'),
  ),
  javascript('dangerous calls', 'a regular expression', js, js.replace('return total', 'return /a/.exec(n)')),

  python('debug output', 'a print', py, py.replace('return total', 'print(total)\n    return total'), 'demote', 4),
  javascript(
    'debug output',
    'a console call',
    js,
    js.replace('return total', 'console.log(total); return total'),
    'demote',
    5,
  ),
  javascript(
    'debug output',
    'a debugger statement',
    js,
    js.replace('return total', 'debugger; return total'),
    'demote',
    5,
  ),
  python('debug output', 'a print that was there', 'def f(n):\n    print(n)\n', 'def f(n):\n    print(n + 1)\n'),

  python(
    'argument mutation',
    'sorting in place',
    'def f(xs):\n    return sorted(xs)\n',
    'def f(xs):\n    xs.sort()\n    return xs\n',
    'note',
    1,
  ),
  javascript(
    'argument mutation',
    'writing an element',
    'function f(xs) {\n  return xs[0];\n}\n',
    'function f(xs) {\n  xs[0] = 1;\n  return xs[0];\n}\n',
    'note',
    1,
  ),
  python(
    'argument mutation',
    'changing a copy',
    'def f(xs):\n    return sorted(xs)\n',
    'def f(xs):\n    xs = list(xs)\n    xs.sort()\n    return xs\n',
  ),
  javascript(
    'argument mutation',
    'a change that was there',
    'function f(xs) {\n  xs.push(1);\n}\n',
    'function f(xs) {\n  xs.push(2);\n}\n',
  ),

  python(
    'short circuit',
    'an early constant',
    py,
    py.replace('    total = 0\n', '    return 0\n    total = 0\n'),
    'demote',
    2,
  ),
  python('short circuit', 'a constant body', py, 'def f(n):\n    return 0\n', 'demote', 1),
  javascript(
    'short circuit',
    'a constant condition',
    'function f(n) {\n  if (n > 1) return 1;\n  return 2;\n}\n',
    'function f(n) {\n  if (true) return 1;\n  return 2;\n}\n',
    'demote',
    1,
  ),
  python(
    'short circuit',
    'a constant operand',
    'def f(n):\n    if n > 1:\n        return 1\n    return 2\n',
    'def f(n):\n    if n > 1 or True:\n        return 1\n    return 2\n',
    'demote',
    1,
  ),
  javascript('short circuit', 'only removing code', js, js.replace('    total += i;\n', ''), 'demote'),
  python(
    'short circuit',
    'an endless loop',
    py,
    py.replace('for i in range(n):', 'while True:').replace('total += i', 'return total'),
  ),
  javascript(
    'short circuit',
    'a smaller but different function',
    js,
    'function f(n) {\n  return (n * (n - 1)) / 2;\n}\n',
  ),
  python(
    'short circuit',
    'a guard at the top',
    py,
    py.replace('    total = 0\n', '    if not n:\n        return 0\n    total = 0\n'),
  ),

  python(
    'swallowed errors',
    'every exception',
    py,
    'def f(n):\n    try:\n        return sum(range(n))\n    except Exception:\n        return 0\n',
    'demote',
    3,
  ),
  javascript(
    'swallowed errors',
    'an empty catch',
    js,
    'function f(n) {\n  try {\n    return n.length;\n  } catch {\n    return 0;\n  }\n}\n',
    'demote',
    3,
  ),
  python(
    'swallowed errors',
    'one kind of exception',
    py,
    'def f(n):\n    try:\n        return sum(range(n))\n    except TypeError:\n        return 0\n',
  ),
  javascript(
    'swallowed errors',
    'a catch that throws on',
    js,
    'function f(n) {\n  try {\n    return n.length;\n  } catch (e) {\n    throw new Error("no", { cause: e });\n  }\n}\n',
  ),
];

describe('monitors', () => {
  for (const { monitor, what, language, original, candidate, severity, line } of cases) {
    it(`${monitor}: ${severity ? 'sees' : 'lets pass'} ${what} (${language})`, async () => {
      const found = (await findings(language, original, candidate)).filter((finding) => finding.monitor === monitor);
      assert.deepEqual(
        found.map((finding) => finding.severity),
        severity ? [severity] : [],
        found.map((finding) => finding.message).join(' '),
      );
      if (line !== undefined) assert.equal(found[0]?.line, line);
    });
  }

  it('each have a true and a false case', () => {
    for (const { id } of monitors) {
      const own = cases.filter((one) => one.monitor === id);
      assert.ok(own.some((one) => one.severity) && own.some((one) => !one.severity), id);
    }
  });

  it('say nothing about the original itself', async () => {
    assert.deepEqual(await findings('python', py, py), []);
    assert.deepEqual(await findings('javascript', js, js), []);
  });
});
