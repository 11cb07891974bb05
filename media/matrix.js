// Runs in the webview: moves the focus through the table and says below it what the cell in focus means.
(() => {
  const host = acquireVsCodeApi();
  const { run } = document.querySelector('main').dataset;
  const detail = document.getElementById('detail');
  const rows = [...document.querySelectorAll('tr')]
    .map((row) => [...row.children].filter((cell) => cell.hasAttribute('tabindex')))
    .filter((cells) => cells.length > 0);

  const placeOf = (cell) => {
    const row = rows.findIndex((cells) => cells.includes(cell));
    return row === -1 ? undefined : { row, column: rows[row].indexOf(cell) };
  };
  const say = (cell) => {
    if (cell?.dataset.detail !== undefined) detail.textContent = cell.dataset.detail;
  };
  const go = (row, column, focus) => {
    const cells = rows[Math.min(Math.max(row, 0), rows.length - 1)];
    const cell = cells?.[Math.min(Math.max(column, 0), cells.length - 1)];
    if (!cell) return;
    for (const other of document.querySelectorAll('[tabindex="0"]')) other.tabIndex = -1;
    cell.tabIndex = 0;
    if (focus) cell.focus();
    host.setState({ run, row, column });
  };

  document.addEventListener('keydown', (event) => {
    const at = placeOf(event.target);
    if (!at || event.ctrlKey || event.altKey || event.metaKey) return;
    const last = rows[at.row].length - 1;
    const targets = {
      ArrowUp: [at.row - 1, at.column],
      ArrowDown: [at.row + 1, at.column],
      ArrowLeft: [at.row, at.column - 1],
      ArrowRight: [at.row, at.column + 1],
      Home: [at.row, 0],
      End: [at.row, last],
      PageUp: [0, at.column],
      PageDown: [rows.length - 1, at.column],
    };
    const target = targets[event.key];
    if (target) go(target[0], target[1], true);
    else if (event.key === 'Enter' || event.key === ' ') open(event.target);
    else return;
    event.preventDefault();
  });
  const open = (cell) => {
    const { candidate, test } = cell.dataset;
    if (candidate !== undefined) host.postMessage({ candidate });
    else if (test !== undefined) host.postMessage({ test });
  };
  document.addEventListener('focusin', (event) => say(event.target));
  document.addEventListener('mouseover', (event) => {
    if (event.target instanceof Element) say(event.target.closest('[data-detail]'));
  });
  document.addEventListener('dblclick', (event) => {
    const cell = event.target instanceof Element ? event.target.closest('[data-detail]') : null;
    if (cell) open(cell);
  });
  document.addEventListener('click', (event) => {
    const cell = event.target instanceof Element ? event.target.closest('[tabindex]') : null;
    const at = cell && placeOf(cell);
    if (at) go(at.row, at.column, true);
  });
  const state = host.getState();
  const known = state?.run === run ? state : undefined;
  go(known?.row ?? 1, known?.column ?? 0, true);
})();
