import type { ServerDiagnostic } from '../../ports';

/** Diagnostics of the candidate that the original does not have as often, by what they say and not by where they say it. */
export function freshDiagnostics(
  before: readonly ServerDiagnostic[],
  after: readonly ServerDiagnostic[],
): readonly ServerDiagnostic[] {
  const left = new Map<string, number>();
  for (const one of before) left.set(keyOf(one), (left.get(keyOf(one)) ?? 0) + 1);
  return after.filter((one) => {
    const count = left.get(keyOf(one)) ?? 0;
    left.set(keyOf(one), count - 1);
    return count <= 0;
  });
}

const keyOf = ({ severity, code, message }: ServerDiagnostic): string => `${severity} ${code ?? ''} ${message}`;
