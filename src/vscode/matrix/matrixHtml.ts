import { t } from '../l10n';
import type { Matrix, MatrixCell, MatrixGroup, MatrixRow } from './matrixModel';

export interface PageParts {
  /** Fresh for each page. */
  readonly nonce: string;
  readonly style: string;
  readonly script: string;
  /** Where the webview serves the extension's own files from. */
  readonly source: string;
  /** What the page remembers, so that the panel comes back with it after a reload. */
  readonly run: string;
}

/** The matrix as a page that loads its own two files and nothing else; every text of the user is escaped. */
export function matrixPage(matrix: Matrix, { nonce, style, script, source, run }: PageParts): string {
  const policy = `default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'`;
  const title = t('Verdicts of {0}', matrix.title);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escape(style)}">
<title>${escape(title)}</title>
</head>
<body>
<main data-run="${escape(run)}">
<h1>${escape(title)}</h1>
<p>${escape(matrix.message)}</p>
${table(matrix)}
<p id="detail" role="status">${escape(t('Point at a cell, or walk with the arrow keys; Enter opens the fix or the test.'))}</p>
${legend(matrix)}
</main>
<script nonce="${escape(nonce)}" src="${escape(script)}"></script>
</body>
</html>`;
}

function table(matrix: Matrix): string {
  const width = matrix.sections.reduce((sum, section) => sum + section.columns.length, 0);
  const heads = matrix.sections.map(({ kind, title, columns, more }) => {
    const left = more > 0 ? ` ${t('({0} more are not shown)', more)}` : '';
    return `<th scope="colgroup" colspan="${columns.length}" class="section ${kind}">${escape(title + left)}</th>`;
  });
  const labels = matrix.sections.flatMap(({ kind, columns }) =>
    columns.map(({ label, detail, place }, i) => {
      const first = i === 0 ? ' first' : '';
      const data = place === undefined ? '' : ` data-test="${escape(place)}"`;
      return `<th scope="col" class="${kind}${first}" tabindex="-1" data-detail="${escape(detail)}" aria-label="${escape(`${label}, ${detail}`)}"${data}>${escape(label)}</th>`;
    }),
  );
  const edges = new Set<number>();
  matrix.sections.reduce((at, { columns }) => {
    edges.add(at);
    return at + columns.length;
  }, 0);
  return `<div class="scroll"><table>
<caption>${escape(t('One row for each fix, best first; one column for each test.'))}</caption>
<thead>
<tr><td></td>${heads.join('')}</tr>
<tr><th scope="col" tabindex="-1" data-detail="${escape(t('Fixes that act alike stand in one group.'))}">${escape(t('Fix'))}</th>${labels.join('')}</tr>
</thead>
${matrix.groups.map((group) => body(group, width, edges)).join('\n')}
</table></div>`;
}

function body(group: MatrixGroup, width: number, edges: ReadonlySet<number>): string {
  return `<tbody>
<tr class="group"><th scope="rowgroup" colspan="${width + 1}"><div><span>${escape(group.title)}</span> ${escape(group.reason)}</div></th></tr>
${group.rows.map((row) => line(row, edges)).join('\n')}
</tbody>`;
}

function line(row: MatrixRow, edges: ReadonlySet<number>): string {
  const data = row.candidate === undefined ? '' : ` data-candidate="${escape(row.candidate)}"`;
  const badge = row.badge === undefined ? '' : ` <em class="badge">${escape(row.badge)}</em>`;
  const head = `<th scope="row" tabindex="-1" data-detail="${escape(`${row.label}: ${row.detail}`)}"${data}>${escape(row.label)}${badge}</th>`;
  return `<tr>${head}${row.cells.map((cell, i) => one(cell, edges.has(i), data)).join('')}</tr>`;
}

function one(cell: MatrixCell, first: boolean, data: string): string {
  const alike = cell.alike === undefined ? '' : ` alike${cell.alike % 6}`;
  const names = `${cell.kind}${alike}${first ? ' first' : ''}`;
  return `<td class="${names}" tabindex="-1" aria-label="${escape(cell.detail)}" data-detail="${escape(cell.detail)}"${data}>${escape(clip(cell.text))}</td>`;
}

function legend(matrix: Matrix): string {
  const words = [
    ['passed', 'P', t('passed')],
    ['failed', 'F', t('failed')],
    ['errored', 'E', t('errored')],
    ['timedOut', 'T', t('timed out')],
    ['inconclusive', '?', t('inconclusive')],
    ['notRun', '·', t('not run')],
  ] as const;
  const used = new Set(matrix.groups.flatMap((g) => g.rows.flatMap((r) => r.cells.map((c) => c.kind))));
  const entries = words
    .filter(([kind]) => used.has(kind))
    .map(
      ([kind, letter, word]) =>
        `<li><span class="key ${kind}" aria-hidden="true">${letter}</span> ${escape(word)}</li>`,
    );
  return `<ul class="legend" aria-label="${escape(t('Legend'))}">${entries.join('')}</ul>`;
}

function clip(text: string): string {
  return text.length > 18 ? `${text.slice(0, 17)}…` : text;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (c) => entities[c] ?? c);
}
