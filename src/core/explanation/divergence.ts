import type { TraceStep, TraceVariable } from '../model/execution';
import type { LineMap } from './lineMap';

/** Where two runs on one input part. Lines are zero-based lines of the original text. */
export interface Divergence {
  /**
   * `value`: running `line` left other values behind. `path`: after `line` the runs go to different lines.
   * `result`: everything up to `line` is alike and the patch changed that line, the last one.
   */
  readonly kind: 'value' | 'path' | 'result';
  readonly line: number;
  /** How often `line` had been run, this time included. */
  readonly visit: number;
  /** Variables when the difference shows, those that differ first; `fixedRepr` where the fixed run has another value. */
  readonly variables: readonly { readonly name: string; readonly repr: string; readonly fixedRepr?: string }[];
  /** Where each run goes next; undefined when it leaves the function, or enters a line that only the patch has. */
  readonly next: { readonly buggy: number | undefined; readonly fixed: number | undefined };
}

const shownVariables = 8;

/**
 * Steps are aligned in order: a step of the fixed run on a line that only the patch has, and a step of the buggy run on a line the patch took
 * out, are passed over. With equal paths so far that pairs the n-th visit of a line with the n-th visit of the same line.
 * Deterministic delta of states as in Zeller, "Isolating Cause-Effect Chains from Computer Programs" (FSE 2002), between two versions.
 */
export function divergence(
  buggy: readonly TraceStep[],
  fixed: readonly TraceStep[],
  lines: LineMap,
): Divergence | undefined {
  const kept = new Set(lines.original.values());
  const left = buggy.filter((step) => kept.has(step.line));
  const right = fixed.flatMap((step) => {
    const line = lines.original.get(step.line);
    return line === undefined ? [] : [{ ...step, line }];
  });
  const shared = Math.min(left.length, right.length);
  for (let i = 0; i < shared; i++) {
    const a = left[i];
    const b = right[i];
    if (!a || !b) break;
    const cause = left[i - 1] ?? a;
    const at = { line: cause.line, visit: visits(left, Math.max(0, i - 1)) };
    const next = { buggy: a.line, fixed: b.line };
    if (a.line !== b.line || a.depth !== b.depth) {
      return { kind: 'path', ...at, variables: variables(cause, right[i - 1] ?? b), next };
    }
    if (differing(a, b).length > 0) return { kind: 'value', ...at, variables: variables(a, b), next };
  }
  const end = shared - 1;
  const last = left[end];
  if (!last) return undefined;
  const at = { line: last.line, visit: visits(left, end), variables: variables(last, right[end] ?? last) };
  const next = { buggy: left[shared]?.line, fixed: right[shared]?.line };
  if (left.length !== right.length) return { kind: 'path', ...at, next };
  // Alike in everything that was seen: what differs is what the last line of a changed expression gives back.
  return lines.changed.has(last.line) ? { kind: 'result', ...at, next } : undefined;
}

function visits(steps: readonly TraceStep[], index: number): number {
  const line = steps[index]?.line;
  return steps.slice(0, index + 1).filter((step) => step.line === line).length;
}

/** Addresses in default representations differ from run to run and mean nothing. */
const comparable = (repr: string): string => repr.replaceAll(/0x[0-9a-fA-F]+/g, '0x');

function differing(a: TraceStep, b: TraceStep): readonly TraceVariable[] {
  const other = new Map(b.variables.map((v) => [v.name, v]));
  return a.variables.filter((v) => {
    const twin = other.get(v.name);
    return twin !== undefined && (twin.type !== v.type || comparable(twin.repr) !== comparable(v.repr));
  });
}

function variables(a: TraceStep, b: TraceStep): Divergence['variables'] {
  const changed = new Set(differing(a, b));
  const other = new Map(b.variables.map((v) => [v.name, v.repr]));
  const ordered = [...changed, ...a.variables.filter((v) => !changed.has(v))].slice(0, shownVariables);
  return ordered.map((v) => {
    const fixedRepr = other.get(v.name);
    return { name: v.name, repr: v.repr, ...(changed.has(v) && fixedRepr !== undefined && { fixedRepr }) };
  });
}
