import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, symlink, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { LanguageId, SourceFile } from '../../../src/core/model/focalFunction';
import { captureFunctions } from '../../../src/core/capture/capture';
import { CautiousServer } from '../../../src/core/monitor/cautiousServer';
import { IdentifierMonitor } from '../../../src/core/monitor/identifiers/identifierMonitor';
import { PrivateServers } from '../../../src/node/languageServer/privateServers';
import { descendants } from '../../../src/node/process/tree';
import { syntax } from '../../doubles/grammars';

const modules = path.join(__dirname, '../../../node_modules');
const log = { debug: silent, info: silent, warn: silent, error: silent };
const signal = new AbortController().signal;

const files: Readonly<Record<string, string>> = {
  'tsconfig.json':
    '{"compilerOptions": {"strict": true, "target": "ES2022", "lib": ["ES2022"], "types": [], "paths": {"@lib/*": ["./lib/*"]}}}',
  'lib/words.ts':
    'export function shout(text: string, times = 1): string { return text.toUpperCase().repeat(times); }\n',
  'src/box.ts':
    "import { shout } from '@lib/words';\n\nexport class Box {\n  #items: string[] = [];\n\n  first(): string {\n    return shout(this.#items[1] ?? '');\n  }\n}\n",
  'package/__init__.py': '',
  'package/words.py': 'def shout(text: str, times: int = 1) -> str:\n    return text.upper() * times\n',
  'package/box.py':
    'from .words import shout\n\n\nclass Box:\n    def __init__(self, items: list[str]) -> None:\n        self.items = items\n\n    def first(self) -> str:\n        return shout(self.items[1])\n',
};

describe('private language servers', function () {
  this.timeout(90_000);
  let root: string;
  let server: PrivateServers;

  before(async () => {
    root = await project();
    await symlink(modules, path.join(root, 'node_modules'));
    server = new PrivateServers({ root, log });
  });
  after(async () => {
    server[Symbol.dispose]();
    await rm(root, { recursive: true, force: true });
  });

  const source = async (name: string, folder = root): Promise<SourceFile> => {
    const languageId: LanguageId = name.endsWith('.py') ? 'python' : 'typescript';
    const file = path.join(folder, name);
    return { path: file, languageId, text: await readFile(file, 'utf8'), version: 0 };
  };
  const check = async (name: string, from: string, to: string, asked = server, folder = root) => {
    const file = await source(name, folder);
    const focal = (await captureFunctions(syntax, file)).find((f) => f.name === 'first');
    assert.ok(focal);
    assert.ok(file.text.includes(from));
    return new IdentifierMonitor(syntax, asked).check(focal, file.text.replace(from, to), signal);
  };

  for (const { name, from, to, wrong, repaired, unknown, tooMany } of [
    {
      name: 'src/box.ts',
      from: "shout(this.#items[1] ?? '')",
      to: "shout(this.#items.at(0) ?? '')",
      wrong: "shout(this.#items.att(0) ?? '')",
      repaired: 'this.#items.at(0)',
      unknown: "(JSON.parse('{}')).anything",
      tooMany: "shout('a', 1, 2)",
    },
    {
      name: 'package/box.py',
      from: 'shout(self.items[1])',
      to: 'shout(self.items.copy()[0].strip())',
      wrong: 'shout(self.items[0].striip())',
      repaired: 'self.items[0].strip()',
      unknown: 'self.x if hasattr(self, "x") else str(self.items)',
      tooMany: 'shout("a", 1, 2)',
    },
  ]) {
    it(`sees members, names, imports and arguments of a text that is not on disk: ${name}`, async () => {
      const right = await check(name, from, to);
      assert.deepEqual([right.verdict, right.findings], ['legal', []]);
      const report = await check(name, from, wrong);
      assert.equal(report.verdict, 'illegal');
      assert.ok(report.repaired?.text.includes(repaired), report.repaired?.text);
      assert.notEqual((await check(name, from, unknown)).verdict, 'illegal');
      const many = await check(name, from, tooMany);
      assert.equal(many.illegal[0]?.site.kind, 'call');
      const noName = await check(name, from, from.replace('shout', 'shoutt'));
      assert.ok(noName.repaired?.text.includes('shout('), noName.findings[0]?.message);
      assert.equal(await readFile(path.join(root, name), 'utf8'), files[name]);
    });

    it(`is started once and sees one text after the other: ${name}`, async () => {
      const file = await source(name);
      const errors = async (text: string): Promise<number> => {
        const answer = await server.diagnostics({ ...file, text }, signal);
        assert.equal(answer.kind, 'known');
        return answer.value.filter(({ severity }) => severity === 'error').length;
      };
      assert.equal(await errors(file.text), 0);
      const running = descendants(process.pid);
      for (let i = 0; i < 3; i++) {
        assert.equal(await errors(file.text.replace(from, to.replace('shout', `shout${i}`))), 1);
        assert.equal(await errors(`${file.text}\n${'\n'.repeat(i)}`), 0);
      }
      assert.deepEqual(descendants(process.pid), running);
    });

    it(`sees the texts of other files that are not saved, and the files again once they are: ${name}`, async () => {
      const sibling = path.join(root, path.dirname(name), name.endsWith('.py') ? 'words.py' : '../lib/words.ts');
      const saved = await readFile(sibling, 'utf8');
      const unsaved = new Map<string, string>();
      using own = new PrivateServers({ root, log, unsaved: () => unsaved });
      const renamed = (to: string): string => to.replace('shout', 'cry');
      const file = await source(name);
      const patched = { ...file, text: file.text.replace(/shout/g, 'cry') };
      const errors = async (): Promise<number> => {
        const answer = await own.diagnostics(patched, signal);
        assert.equal(answer.kind, 'known');
        return answer.value.filter(({ severity }) => severity === 'error').length;
      };
      assert.ok((await errors()) > 0);
      unsaved.set(sibling, renamed(saved));
      assert.equal(await errors(), 0);
      unsaved.clear();
      assert.ok((await errors()) > 0);
      assert.equal(await readFile(sibling, 'utf8'), saved);
    });
  }

  it('asks TypeScript 7, which is a language server itself', async () => {
    const native = await project();
    await mkdir(path.join(native, 'node_modules'));
    await symlink(path.join(modules, 'typescript-native'), path.join(native, 'node_modules/typescript'));
    using own = new PrivateServers({ root: native, log });
    try {
      const from = "shout(this.#items[1] ?? '')";
      const ask = (to: string) => check('src/box.ts', from, to, own, native);
      const right = await ask("shout(this.#items.at(0) ?? '')");
      assert.deepEqual([right.verdict, right.findings], ['legal', []]);
      const wrong = await ask("shout(this.#items.att(0) ?? '')");
      assert.equal(wrong.verdict, 'illegal');
      assert.ok(wrong.repaired?.text.includes('this.#items.at(0)'), wrong.repaired?.text);
      assert.notEqual((await ask("(JSON.parse('{}')).anything")).verdict, 'illegal');
      assert.equal((await ask("shout('a', 1, 2)")).illegal[0]?.site.kind, 'call');
      assert.ok((await ask(from.replace('shout', 'shoutt'))).repaired?.text.includes('shout('));
    } finally {
      await rm(native, { recursive: true, force: true });
    }
  });

  it('answers unknown while a server is frozen or killed, and comes back', async () => {
    const own = new PrivateServers({ root, log, patience: 50 });
    const before = new Set(descendants(process.pid));
    try {
      const file = await source('src/box.ts');
      const limits = { questionMs: 40_000, failures: 9, restMs: 1, texts: 8 };
      const cautious = new CautiousServer(own, { now: () => performance.now() }, limits);
      assert.equal((await cautious.diagnostics(file, signal)).kind, 'known');
      const mine = descendants(process.pid).filter((pid) => !before.has(pid) && commandOf(pid).includes('tsserver'));
      assert.ok(mine.length > 0);
      for (const pid of mine) process.kill(pid, 'SIGSTOP');
      const hasty = new CautiousServer(own, { now: () => performance.now() }, { ...limits, questionMs: 100 });
      for (let i = 0; i < 3; i++) {
        const answer = await hasty.diagnostics({ ...file, text: `${file.text}\n` + ' '.repeat(i) }, signal);
        assert.equal(answer.kind, 'unknown');
      }
      // Nobody waits for a frozen server: it is replaced.
      const again = await cautious.diagnostics({ ...file, text: `${file.text}\n//` }, signal);
      assert.equal(again.kind === 'known' ? '' : again.reason, '');
    } finally {
      own[Symbol.dispose]();
    }
  });

  it('knows nothing where no server is', async () => {
    const bare = await mkdtemp(path.join(tmpdir(), 'eider-bare-'));
    try {
      await cp(path.join(root, 'src/box.ts'), path.join(bare, 'box.ts'));
      const file = { ...(await source('src/box.ts')), path: path.join(bare, 'box.ts') };
      assert.equal((await new PrivateServers({ root: bare, log }).members(file, 3, signal)).kind, 'unknown');
    } finally {
      await rm(bare, { recursive: true, force: true });
    }
  });
});

/** A new folder with the files above. */
async function project(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'eider-servers-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return folder;
}

function commandOf(pid: number): string {
  if (!readdirSync('/proc').includes(String(pid))) return '';
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
}

function silent(): void {
  // Nothing is logged in tests.
}
