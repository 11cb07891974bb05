export type Cell = 'pass' | 'fail' | 'inconclusive';

/** Candidates (or columns' indices) with one and the same row. */
export interface RowGroup {
  /** Row indices, ascending. */
  readonly members: readonly number[];
  /** How many tests the row passes. */
  readonly passed: number;
}

const bits = 16;

/**
 * Candidates x tests. Cells are kept as two bit planes (decided, passed) of 16-bit words, so that a row is its own exact hash key.
 * An inconclusive cell is neither a pass nor a fail: rankers work on `decided()` parts only.
 */
export class VerdictMatrix {
  readonly candidates: number;
  readonly tests: number;
  readonly #words: number;
  readonly #passed: Uint16Array;
  readonly #decided: Uint16Array;
  #edges: { readonly start: Int32Array; readonly columns: Int32Array } | undefined;

  private constructor(candidates: number, tests: number) {
    this.candidates = candidates;
    this.tests = tests;
    this.#words = Math.ceil(tests / bits);
    this.#passed = new Uint16Array(candidates * this.#words);
    this.#decided = new Uint16Array(candidates * this.#words);
  }

  static of(candidates: number, tests: number, cell: (candidate: number, test: number) => Cell): VerdictMatrix {
    const matrix = new VerdictMatrix(candidates, tests);
    for (let i = 0; i < candidates; i++) {
      for (let j = 0; j < tests; j++) {
        const value = cell(i, j);
        if (value === 'inconclusive') continue;
        const at = i * matrix.#words + (j >> 4);
        const mask = 1 << (j & 15);
        matrix.#decided[at] = (matrix.#decided[at] ?? 0) | mask;
        if (value === 'pass') matrix.#passed[at] = (matrix.#passed[at] ?? 0) | mask;
      }
    }
    return matrix;
  }

  /** `true`/1 is a pass, `false`/0 a fail. All rows have `tests` entries. */
  static fromRows(rows: readonly (readonly (boolean | number)[])[], tests = rows[0]?.length ?? 0): VerdictMatrix {
    return VerdictMatrix.of(rows.length, tests, (i, j) => (rows[i]?.[j] ? 'pass' : 'fail'));
  }

  cell(candidate: number, test: number): Cell {
    const at = candidate * this.#words + (test >> 4);
    const mask = 1 << (test & 15);
    if (((this.#decided[at] ?? 0) & mask) === 0) return 'inconclusive';
    return ((this.#passed[at] ?? 0) & mask) === 0 ? 'fail' : 'pass';
  }

  /** Equal exactly when two rows of this matrix are equal. */
  rowKey(candidate: number): string {
    const from = candidate * this.#words;
    return characters(
      this.#passed.subarray(from, from + this.#words),
      this.#decided.subarray(from, from + this.#words),
    );
  }

  /** Groups in order of their first member. */
  groups(): readonly RowGroup[] {
    const byKey = new Map<string, number[]>();
    for (let i = 0; i < this.candidates; i++) {
      const key = this.rowKey(i);
      const members = byKey.get(key);
      if (members) members.push(i);
      else byKey.set(key, [i]);
    }
    return [...byKey.values()].map((members) => ({ members, passed: this.passedTests(members[0] ?? 0).length }));
  }

  /** Indices of the tests a candidate passes, ascending. A view: do not write to it. */
  passedTests(candidate: number): Int32Array {
    const { start, columns } = this.edges();
    return columns.subarray(start[candidate], start[candidate + 1]);
  }

  /** The passes as a sparse matrix: those of candidate i are `columns[start[i]] … columns[start[i + 1] - 1]`. */
  edges(): { readonly start: Int32Array; readonly columns: Int32Array } {
    if (this.#edges) return this.#edges;
    let total = 0;
    for (let rest of this.#passed) for (; rest !== 0; rest &= rest - 1) total++;
    const start = new Int32Array(this.candidates + 1);
    const columns = new Int32Array(total);
    let at = 0;
    for (let i = 0; i < this.candidates; i++) {
      for (let w = 0; w < this.#words; w++) {
        for (let rest = this.#passed[i * this.#words + w] ?? 0; rest !== 0; rest &= rest - 1) {
          columns[at++] = w * bits + (31 - Math.clz32(rest & -rest));
        }
      }
      start[i + 1] = at;
    }
    this.#edges = { start, columns };
    return this.#edges;
  }

  restrict(candidates: readonly number[], tests: readonly number[]): VerdictMatrix {
    return VerdictMatrix.of(candidates.length, tests.length, (i, j) => this.cell(candidates[i] ?? 0, tests[j] ?? 0));
  }

  /**
   * Rows and columns of a part without inconclusive cells. A pass bit is never made up: the row or column with the largest
   * share of inconclusive cells is left out (a column before a row when they tie) until none is left.
   */
  decided(): { readonly candidates: readonly number[]; readonly tests: readonly number[] } {
    const rowOpen = new Int32Array(this.candidates);
    const columnOpen = new Int32Array(this.tests);
    let open = 0;
    const each = (i: number, j: number, step: number): void => {
      if (this.cell(i, j) !== 'inconclusive') return;
      rowOpen[i] = (rowOpen[i] ?? 0) + step;
      columnOpen[j] = (columnOpen[j] ?? 0) + step;
      open += step;
    };
    const rows = new Set(Array.from({ length: this.candidates }, (_, i) => i));
    const columns = new Set(Array.from({ length: this.tests }, (_, j) => j));
    for (const i of rows) for (const j of columns) each(i, j, 1);
    while (open > 0) {
      const row = largest(rows, rowOpen);
      const column = largest(columns, columnOpen);
      if ((columnOpen[column] ?? 0) / rows.size >= (rowOpen[row] ?? 0) / columns.size) {
        for (const i of rows) each(i, column, -1);
        columns.delete(column);
      } else {
        for (const j of columns) each(row, j, -1);
        rows.delete(row);
      }
    }
    return { candidates: [...rows], tests: [...columns] };
  }
}

/** The index with the greatest count, the first of equal ones. */
function largest(indices: ReadonlySet<number>, counts: Int32Array): number {
  let best = -1;
  for (const index of indices) if (best < 0 || (counts[index] ?? 0) > (counts[best] ?? 0)) best = index;
  return best;
}

/** `apply` takes any array-like, which its type does not say; spreading an array of this size is several times slower. */
function characters(...words: readonly Uint16Array[]): string {
  return words.map((part) => String.fromCharCode.apply(null, part as unknown as number[])).join('');
}
