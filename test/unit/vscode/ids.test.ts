import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import * as path from 'node:path';
import * as ids from '../../../src/vscode/ids';

interface Manifest {
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly enablement?: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when: string }[]>>;
    readonly keybindings: readonly {
      readonly command: string;
      readonly key: string;
      readonly mac: string;
      readonly when: string;
    }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly default: unknown }>> };
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string; readonly icon: string }[] };
    readonly viewsWelcome: readonly { readonly view: string }[];
    readonly taskDefinitions: readonly { readonly type: string }[];
    readonly languages: readonly { readonly id: string }[];
    readonly grammars: readonly { readonly language: string; readonly path: string; readonly scopeName: string }[];
    readonly colors: readonly { readonly id: string }[];
    readonly languageModelTools: readonly { readonly name: string }[];
    readonly walkthroughs: readonly {
      readonly id: string;
      readonly steps: readonly { readonly media: { readonly markdown: string } }[];
    }[];
  };
}

const root = path.resolve(__dirname, '../../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const manifestText = read('package.json');
const manifest = JSON.parse(manifestText) as Manifest;
const words = JSON.parse(read('package.nls.json')) as Record<string, string>;
const sources = readdirSync(path.join(root, 'src/vscode'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => read(path.join('src/vscode', file)));
const { contributes } = manifest;
const sorted = (list: Iterable<string>) => [...list].sort();
const same = (code: Iterable<string>, contributed: Iterable<string>) =>
  assert.deepEqual(sorted(contributed), sorted(code));

describe('ids of the extension', () => {
  it('stand in the manifest and in the code alike', () => {
    same(
      Object.values(ids.command),
      contributes.commands.map((c) => c.command),
    );
    same(Object.values(ids.setting), Object.keys(contributes.configuration.properties));
    same(
      Object.values(ids.view),
      Object.values(contributes.views).flatMap((views) => views.map((v) => v.id)),
    );
    same(
      [ids.viewContainer],
      contributes.viewsContainers.activitybar.map((c) => c.id),
    );
    same([ids.viewContainer], Object.keys(contributes.views));
    same(
      [ids.taskType],
      contributes.taskDefinitions.map((t) => t.type),
    );
    same(
      Object.values(ids.tool),
      contributes.languageModelTools.map((t) => t.name),
    );
    same(
      Object.values(ids.language),
      contributes.languages.map((l) => l.id),
    );
    same(
      Object.values(ids.language),
      contributes.grammars.map((g) => g.language),
    );
    same(
      Object.values(ids.colour),
      contributes.colors.map((c) => c.id),
    );
    same(
      [ids.walkthrough],
      contributes.walkthroughs.map((w) => w.id),
    );
    same(
      [
        ...ids.languageIds.map((id) => `onLanguage:${id}`),
        ...Object.values(ids.webview).map((id) => `onWebviewPanel:${id}`),
      ],
      manifest.activationEvents,
    );
  });

  it('are used where menus, keys and conditions name them', () => {
    const commands = new Set<string>(Object.values(ids.command));
    const named = [...Object.values(contributes.menus).flat(), ...contributes.keybindings];
    for (const { command } of named) assert.ok(commands.has(command), command);
    const known = new Set<string>([
      ...commands,
      ...Object.values(ids.setting),
      ...Object.values(ids.view),
      ...Object.values(ids.contextKey),
      ...Object.values(ids.colour),
      ...Object.values(ids.webview),
      ids.walkthrough,
    ]);
    for (const [id] of manifestText.matchAll(/\beider\.[A-Za-z][\w.]*/g)) {
      if (!/\.(py|md|png|svg)$/.test(id)) assert.ok(known.has(id), `${id} stands in package.json and not in ids.ts`);
    }
    const conditions = named.map((n) => n.when).join('\n');
    for (const value of Object.values(ids.item).filter((v) => v !== ids.item.test))
      assert.match(conditions, new RegExp(`viewItem == ${value}\\b`));
    for (const name of [ids.scheme.review, ids.scheme.report])
      assert.match(conditions, new RegExp(`resourceScheme == ${name}\\b`));
  });

  it('of settings are all read', () => {
    const all = sources.join('\n');
    for (const name of Object.keys(ids.setting)) assert.match(all, new RegExp(`\\bsetting\\.${name}\\b`), name);
    for (const name of Object.keys(ids.command)) assert.match(all, new RegExp(`\\b(command\\.)?${name}\\b`), name);
  });
});

describe('words of the manifest', () => {
  it('stand in package.nls.json, each one used', () => {
    const used = new Set([...manifestText.matchAll(/"%([^"%]+)%"/g)].map((m) => m[1] ?? ''));
    same(used, Object.keys(words));
    for (const [key, value] of Object.entries(words)) assert.notEqual(value.trim(), '', key);
  });

  it('are not written into the manifest itself', () => {
    const texts = [...manifestText.matchAll(/"(title|description|markdownDescription|contents|name)": "([^"]*)"/g)];
    const plain = texts
      .map((m) => m[2] ?? '')
      .filter(
        (value) =>
          !/^%.*%$/.test(value) &&
          !['Eider', 'eider', 'eider-typescript-plugin', ...Object.values<string>(ids.tool)].includes(value),
      );
    assert.deepEqual(plain, []);
  });

  it('link only to commands that exist', () => {
    const commands = new Set<string>([...Object.values(ids.command), 'workbench.trust.manage']);
    for (const value of Object.values(words)) {
      for (const [, id] of value.matchAll(/\(command:([\w.]+)\)/g)) assert.ok(commands.has(id ?? ''), id);
    }
  });
});

describe('files the manifest names', () => {
  it('are there', () => {
    const files = [
      manifest.icon,
      ...contributes.viewsContainers.activitybar.map((c) => c.icon),
      ...contributes.grammars.map((g) => g.path),
      ...contributes.walkthroughs.flatMap((w) => w.steps.map((s) => s.media.markdown)),
      'media/walkthrough/median.py',
    ];
    for (const file of files) assert.ok(existsSync(path.join(root, file)), file);
  });

  it('include grammars whose patterns compile', () => {
    for (const { path: file, scopeName } of contributes.grammars) {
      const text = read(file);
      assert.equal((JSON.parse(text) as { scopeName: string }).scopeName, scopeName);
      const patterns = [...text.matchAll(/"(?:match|begin|end)": ("(?:[^"\\]|\\.)*")/g)];
      assert.ok(patterns.length > 3);
      for (const [, pattern] of patterns) assert.doesNotThrow(() => new RegExp(JSON.parse(pattern ?? '""') as string));
    }
  });
});

describe('translations', () => {
  const literals = (text: string) =>
    [...text.matchAll(/\bt\(\s*'((?:[^'\\]|\\.)*)'/g)].map((m) => (m[1] ?? '').replace(/\\'/g, "'"));

  it('have every sentence of the code in l10n/bundle.l10n.json', () => {
    const bundle = JSON.parse(read('l10n/bundle.l10n.json')) as Record<string, string>;
    same(new Set(sources.flatMap(literals)), Object.keys(bundle));
  });

  it('are asked for with literals only, so that the bundle can be whole', () => {
    for (const source of sources) {
      const calls = [...source.matchAll(/(?<![\w.])t\(\s*([^\s])/g)].filter((m) => m[1] !== "'" && m[1] !== 'm');
      assert.deepEqual(
        calls.map((c) => c[0]),
        [],
      );
    }
  });
});
