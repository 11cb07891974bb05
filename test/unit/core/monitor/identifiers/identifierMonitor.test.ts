import assert from 'node:assert/strict';
import type { LanguageId } from '../../../../../src/core/model/focalFunction';
import { CautiousServer } from '../../../../../src/core/monitor/cautiousServer';
import { IdentifierMonitor } from '../../../../../src/core/monitor/identifiers/identifierMonitor';
import type { LanguageServer } from '../../../../../src/core/ports';
import { captureText } from '../../../../doubles/focal';
import { syntax } from '../../../../doubles/grammars';
import { ScriptedServer, silentServer, type Script } from '../../../../doubles/languageServer';

const never = new AbortController().signal;
const before = 'export function last(xs: number[]): number {\n  return xs[0];\n}\n';
const after = (expression: string): string => before.replace('xs[0]', expression);
const arrays = { 'xs.': ['at', 'indexOf', 'lastIndexOf', 'length', 'slice'] };

async function check(language: LanguageId, original: string, candidate: string, server: LanguageServer | Script) {
  const [focal] = await captureText(language, original);
  assert.ok(focal);
  const asked = 'name' in server ? server : new ScriptedServer(server);
  return new IdentifierMonitor(syntax, asked).check(focal, candidate, never);
}

describe('monitor/identifiers', () => {
  it('refuses a member that does not exist, and finds the one that was meant', async () => {
    const report = await check('typescript', before, after('xs.last_index_of(1)'), { members: arrays });
    assert.equal(report.verdict, 'illegal');
    assert.equal(report.findings[0]?.message, 'xs has no member last_index_of.');
    assert.equal(report.findings[0].severity, 'reject');
    assert.equal(report.findings[0].line, 1);
    assert.equal(report.repaired?.text, after('xs.lastIndexOf(1)'));
    assert.match(report.repaired.title, /`last_index_of` becomes `lastIndexOf`/);
  });

  it("takes the server's new error for an illegal identifier, its old ones not", async () => {
    const errors = { sizee: { code: '2339', message: "Property 'sizee' does not exist on type 'number[]'." } };
    const report = await check('typescript', before, after('xs.sizee'), { members: arrays, errors });
    assert.deepEqual(
      report.illegal.map((i) => i.why),
      ["Property 'sizee' does not exist on type 'number[]'."],
    );
    const old = before.replace('xs[0]', 'xs.sizee + xs[0]');
    const kept = await check('typescript', old, old.replace('xs[0]', 'xs.at(0)'), { members: arrays, errors });
    assert.deepEqual(kept.findings, []);
  });

  it('never takes silence, a list of words, a dynamic receiver or one witness against another for illegal', async () => {
    const silent = new CautiousServer(
      silentServer,
      { now: () => 0 },
      { questionMs: 5, failures: 3, restMs: 9, texts: 4 },
    );
    assert.equal((await check('typescript', before, after('xs.lst()'), silent)).verdict, 'unknown');
    const words = { members: { 'xs.': [{ name: 'last', kind: 'other' as const }] } };
    assert.equal((await check('typescript', before, after('xs.lst()'), words)).verdict, 'unknown');
    const content = { members: arrays, errors: {} };
    assert.deepEqual((await check('typescript', before, after('xs.lst()'), content)).illegal, []);
    const python = 'def f(x):\n    return x\n';
    const dynamic = { members: { 'x.': ['__getattr__', 'a'] } };
    assert.equal((await check('python', python, python.replace('return x', 'return x.b'), dynamic)).verdict, 'unknown');
    const set = python.replace('return x', 'f.calls = 1\n    return f.calls');
    assert.equal((await check('python', python, set, { members: { 'f.': ['__call__'] } })).verdict, 'unknown');
  });

  it('believes a server that refuses a member, unless the text makes that member', async () => {
    const python = 'def f(x):\n    return x\n';
    const script = {
      members: { 'x.': ['a', 'c'] },
      errors: { 'x.b': { code: 'reportAttributeAccessIssue', message: 'no b' } },
    };
    const verdict = async (line: string) =>
      (await check('python', python, python.replace('return x', `${line}\n    return x.b`), script)).illegal.length;
    for (const line of ["hasattr(x, 'a')", 'getattr(x, a)', "getattr(x, 'b' + a)", "setattr(x, 'a', 1)", 'x.a = 1'])
      assert.equal(await verdict(line), 1, line);
    for (const line of ["hasattr(x, 'b')", 'setattr(x, a, 1)', 'vars(x)', 'x.b = 1'])
      assert.equal(await verdict(line), 0, line);
  });

  it('asks nothing when no identifier changes', async () => {
    const server = new ScriptedServer({ errors: {} });
    const report = await check('typescript', before, after('xs[1]'), server);
    assert.equal(report.verdict, 'unknown');
    assert.deepEqual(server.asked, []);
  });

  it('asks a server that reports on the text about what it refuses, and about no other text than needed', async () => {
    const errors = { sizee: { code: '2339', message: "Property 'sizee' does not exist on type 'number[]'." } };
    const server = new ScriptedServer({ members: arrays, errors });
    const candidate = after('xs.sizee + xs.at(0) + xs.indexOf(xs.length)');
    const report = await check('typescript', before, candidate, server);
    assert.equal(report.verdict, 'illegal');
    assert.deepEqual(server.asked, ['diagnostics', 'diagnostics', 'members', 'type']);
    // A list of nothing but what resembles the name is not all there is.
    const filtered = new ScriptedServer({ members: { 'xs.': ['siphonedzeespree'] }, errors });
    await check('typescript', before, candidate, filtered);
    assert.deepEqual(filtered.asked, ['diagnostics', 'diagnostics', 'members', 'members', 'type']);
  });

  it('counts arguments against every overload, and corrects a keyword', async () => {
    const python = 'def f(xs):\n    return xs\n';
    const call = (code: string): string => python.replace('return xs', `return ${code}`);
    const signatures = { 'sorted(': [['iterable', '/', '*', 'key?', 'reverse?']] };
    const legal = { signatures, members: { 'return ': ['xs', 'sorted'] } };
    assert.equal((await check('python', python, call('sorted(xs, reverse=True)'), legal)).verdict, 'legal');
    const many = await check('python', python, call('sorted(xs, True)'), legal);
    assert.match(many.findings[0]?.message ?? '', /takes 1 argument, 2 are given/);
    assert.equal(many.repaired, undefined);
    const more = await check('python', call('sorted(xs)'), call('sorted(xs, None)'), legal);
    assert.equal(more.verdict, 'illegal');
    const keyword = await check('python', python, call('sorted(xs, revers=True)'), legal);
    assert.equal(keyword.repaired?.text, call('sorted(xs, reverse=True)'));
    const overloads = { ...legal, signatures: { 'sorted(': [['a'], ['a', 'b']] } };
    assert.equal((await check('python', python, call('sorted(xs, True)'), overloads)).verdict, 'legal');
    assert.equal((await check('python', python, call('sorted(*xs)'), legal)).verdict, 'legal');
  });

  it('imports what the server offers to import', async () => {
    const python = 'import re\n\n\ndef f(xs):\n    return xs\n';
    const candidate = python.replace('return xs', 'return deque(xs)');
    const undefinedName = { deque: { code: 'reportUndefinedVariable', message: '"deque" is not defined' } };
    const edits = [{ range: { start: 0, end: 0 }, text: 'from collections import deque\n' }];
    const script: Script = {
      members: { 'return ': ['xs', 'f', 'decode'] },
      errors: (text) => (text.includes('import deque') ? {} : undefinedName),
      actions: () => [{ title: 'Import "deque"', edits }],
    };
    const report = await check('python', python, candidate, script);
    assert.equal(report.repaired?.text, `from collections import deque\n${candidate}`);
    assert.equal(report.repaired.title, 'deque is imported');
    // A repair the server still complains about is none.
    const stubborn = await check('python', python, candidate, { ...script, errors: undefinedName });
    assert.equal(stubborn.repaired, undefined);
  });

  it('tells of deprecated members without refusing them', async () => {
    const members = { 'xs.': [{ name: 'substr', kind: 'method' as const, deprecated: true }] };
    const errors = { substr: { code: '6385', message: "'substr' is deprecated.", deprecated: true } };
    for (const [script, message] of [
      [{ members }, 'substr is deprecated.'],
      [{ members, errors }, "'substr' is deprecated."],
    ] as const) {
      const report = await check('typescript', before, after('xs.substr(1)'), script);
      assert.equal(report.verdict, 'legal');
      assert.deepEqual(
        report.findings.map((f) => [f.severity, f.message]),
        [['note', message]],
      );
    }
  });

  it("lowers a TypeScript candidate by the server's other new errors, and believes no checker on untyped code", async () => {
    const errors = { xs: { code: '2322', message: "Type 'number[]' is not assignable to type 'number'." } };
    const report = await check('typescript', before, after('xs.at(0) + Number(xs)'), { members: arrays, errors });
    assert.ok(report.findings.every((f) => f.severity === 'demote'));
    assert.ok(report.findings.length > 0);
    const untyped = 'def f(xs):\n    return xs\n';
    const python = await check('python', untyped, untyped.replace('return xs', 'return xs + len(xs)'), { errors });
    assert.deepEqual(python.findings, []);
  });
});

describe('monitor/cautiousServer', () => {
  const file = { path: '/a.py', languageId: 'python' as const, text: 'x.', version: 1 };

  it('asks the same question about the same text once', async () => {
    const inner = new ScriptedServer({ members: { 'x.': ['a'] } });
    const server = new CautiousServer(inner, { now: () => 0 });
    await Promise.all([server.members(file, 2, never), server.members(file, 2, never)]);
    await server.members(file, 2, never);
    assert.deepEqual(inner.asked, ['members']);
    await server.members({ ...file, text: 'y.' }, 2, never);
    assert.equal(inner.asked.length, 2);
  });

  it('leaves a server alone that fails again and again, and comes back to it', async () => {
    let now = 0;
    let asked = 0;
    const broken: LanguageServer = {
      ...silentServer,
      members: () => {
        asked++;
        return Promise.reject(new Error('gone'));
      },
    };
    const server = new CautiousServer(
      broken,
      { now: () => now },
      { questionMs: 50, failures: 2, restMs: 100, texts: 4 },
    );
    for (let i = 0; i < 5; i++) assert.equal((await server.members(file, i, never)).kind, 'unknown');
    assert.equal(asked, 2);
    now = 101;
    await server.members(file, 9, never);
    assert.equal(asked, 3);
  });

  it('costs a candidate one question when it is frozen', async () => {
    const asked: string[] = [];
    const frozen: LanguageServer = {
      ...silentServer,
      diagnostics: () => {
        asked.push('diagnostics');
        return new Promise(() => undefined);
      },
      members: () => {
        asked.push('members');
        return new Promise(() => undefined);
      },
    };
    const limits = { questionMs: 5, failures: 9, restMs: 9, texts: 4 };
    const server = new CautiousServer(frozen, { now: () => 0 }, limits);
    const report = await check('typescript', before, after('xs.at(0) + xs.lst() + xs.indexOf(1)'), server);
    assert.equal(report.verdict, 'unknown');
    assert.deepEqual(asked, ['diagnostics']);
  });

  it('ends with the signal, whatever the server does', async () => {
    const controller = new AbortController();
    const server = new CautiousServer(silentServer, { now: () => 0 });
    const asked = server.diagnostics(file, controller.signal);
    controller.abort(new Error('cancelled'));
    await assert.rejects(asked, /cancelled/);
  });
});
