import * as path from 'node:path';

/** A function of the sample workspace that is wrong, and how its own tests are run. Paths are relative to the workspace. */
export interface Sample {
  readonly file: string;
  readonly function: string;
  readonly tests: string;
  readonly framework: 'pytest' | 'unittest' | 'node:test';
}

export const sampleWorkspace = path.resolve(__dirname, 'sample-workspace');
/** Right versions of the samples' files, at the same relative paths. */
export const sampleSolutions = path.resolve(__dirname, 'fixtures/sample-solutions');

const python = (name: string, fn: string, framework: 'pytest' | 'unittest'): Sample => ({
  file: `python/${name}.py`,
  function: fn,
  tests: `python/tests/test_${name}.py`,
  framework,
});
const script = (folder: 'javascript' | 'typescript', name: string, fn: string): Sample => {
  const extension = folder === 'javascript' ? 'js' : 'ts';
  return {
    file: `${folder}/${name}.${extension}`,
    function: fn,
    tests: `${folder}/test/${name}.test.${extension}`,
    framework: 'node:test',
  };
};

export const samples: readonly Sample[] = [
  python('inventory', 'to_reorder', 'pytest'),
  python('bookings', 'merge_bookings', 'unittest'),
  python('trends', 'moving_average', 'pytest'),
  python('readings', 'largest_jump', 'pytest'),
  python('categories', 'path_to', 'pytest'),
  script('javascript', 'pagination', 'pageItems'),
  script('javascript', 'csvLine', 'parseCsvLine'),
  script('javascript', 'priorityQueue', 'push'),
  script('javascript', 'ratings', 'averageRating'),
  script('typescript', 'retryDelay', 'retryDelay'),
  script('typescript', 'workingDays', 'workingDays'),
  script('typescript', 'ellipsize', 'ellipsize'),
];
