export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Full titles of the tests that failed, where they have one. */
  readonly failures?: readonly string[];
}

export const sum = (all: readonly Counts[]): Counts => ({
  passed: all.reduce((total, part) => total + part.passed, 0),
  failed: all.reduce((total, part) => total + part.failed, 0),
  skipped: all.reduce((total, part) => total + part.skipped, 0),
});

export const inWords = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;
