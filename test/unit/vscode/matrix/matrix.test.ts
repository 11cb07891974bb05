import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { escape, matrixPage } from '../../../../src/vscode/matrix/matrixHtml';
import { matrixOf } from '../../../../src/vscode/matrix/matrixModel';
import { disputed } from '../../../doubles/disputedRun';
import { recordOf, tests } from '../../../doubles/scriptedDebugger';

const open = { decision: () => undefined };
const parts = {
  nonce: 'n0nce',
  style: 'vscode-resource:/matrix.css',
  script: 'vscode-resource:/matrix.js',
  source: 'vscode-resource:',
  run: 'r1',
};
const media = (name: string) => readFileSync(path.resolve(__dirname, '../../../../media', name), 'utf8');

describe('the matrix', () => {
  it('has trusted tests and the inputs on which fixes differ apart, and the captured function for comparison', () => {
    const matrix = matrixOf(recordOf(disputed), open);
    assert.deepEqual(
      matrix.sections.map((s) => [s.kind, s.columns.map((c) => c.detail)]),
      [
        ['trusted', ['top([1, 3]) == 3 (docstring)', 'test_single (test_top.py) (project)']],
        ['input', ['top([])']],
      ],
    );
    assert.deepEqual(
      matrix.groups.map((g) => [g.title, g.rows.map((r) => r.cells.map((c) => c.text).join(' '))]),
      [
        ['Group 1', ['P P raises IndexError']],
        ['Group 2', ['P P 0']],
        ['As written', ['F P raises IndexError']],
      ],
    );
    assert.equal(matrix.groups[0]?.reason, 'Passes both trusted tests.');
  });

  it('marks equal outputs of one input as equal', () => {
    const cells = matrixOf(recordOf(disputed), open).groups.map((g) => g.rows[0]?.cells[2]?.alike);
    assert.deepEqual(cells, [0, 1, 0]);
  });

  it('says in words what each cell means', () => {
    const written = matrixOf(recordOf(disputed), open).groups.at(-1)?.rows[0];
    assert.equal(written?.cells[0]?.detail, 'top([1, 3]) == 3: failed, expected 3, got 1');
  });

  it('shows a run that is under way, and one without tests', () => {
    assert.match(matrixPage(matrixOf(recordOf(disputed, 3), open), parts), /still under way/);
    assert.doesNotThrow(() => matrixPage(matrixOf(recordOf(disputed, 1), open), parts));
  });

  it('has no more columns than a person reads, and says so', () => {
    const many = Array.from({ length: 90 }, (_, i) => ({ ...tests[0], id: `many${i}` })) as typeof tests;
    const run = recordOf([...disputed, { kind: 'tests', tests: many, runtime: '', containment: 'sandboxed' }]);
    assert.equal(matrixOf(run, open).sections[0]?.columns.length, 60);
    assert.match(matrixPage(matrixOf(run, open), parts), /30 more are not shown/);
  });
});

describe('the page of the matrix', () => {
  const page = matrixPage(matrixOf(recordOf(disputed), open), parts);

  it('loads its own style and script and nothing else', () => {
    assert.match(
      page,
      /content="default-src &#39;none&#39;; style-src vscode-resource:; script-src &#39;nonce-n0nce&#39;"/,
    );
    assert.deepEqual(
      [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map((m) => m[1]),
      ['vscode-resource:/matrix.css', 'vscode-resource:/matrix.js'],
    );
    assert.doesNotMatch(page, /<script(?! nonce="n0nce")|style="|\son\w+="/);
    assert.doesNotMatch(media('matrix.css') + media('matrix.js'), /https?:|@import|url\(|innerHTML|eval\(/);
  });

  it('is a table whose headers have scopes', () => {
    for (const head of page.match(/<th\b[^>]*>/g) ?? []) assert.match(head, /scope="(col|row|colgroup|rowgroup)"/);
    assert.match(page, /<caption>/);
    assert.equal(page.match(/role="status"/g)?.length, 1);
    const widths = [...page.matchAll(/<tr><th scope="row".*?<\/tr>/g)].map((m) => m[0].match(/<td/g)?.length);
    assert.deepEqual(widths, [3, 3, 3]);
  });

  it('shows texts of programs as texts', () => {
    assert.equal(escape(`<img src=x onerror="a('&')">`), '&lt;img src=x onerror=&quot;a(&#39;&amp;&#39;)&quot;&gt;');
    const run = recordOf(disputed);
    run.name = '<script>alert(1)</script>';
    assert.doesNotMatch(matrixPage(matrixOf(run, open), parts), /<script>alert/);
  });

  it('takes its colours from the theme and moves nothing', () => {
    const css = media('matrix.css');
    assert.doesNotMatch(css, /#[0-9a-f]{3,8}\b|rgb\(/i);
    assert.doesNotMatch(css, /\b(animation|transition)\b/);
  });
});
