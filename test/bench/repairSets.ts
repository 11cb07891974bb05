import { rows, type HumanEvalFix, type ModelProgram, type QuixBug } from './data';

/** One benchmark task: a file with a function, what the product may see, and what decides. */
export interface RepairTask {
  readonly id: string;
  readonly fileName: string;
  readonly source: string;
  readonly functionName: string;
  readonly bugType: string;
  /** Text of an assertion script the product may see; absent when only the docstring speaks. */
  readonly visible?: string;
  /** Text of an assertion script that decides; never seen by the product. */
  readonly judge: string;
  /** Whether the program is right as written, when the set knows (model programs). */
  readonly mayBeRight: boolean;
}

export interface RepairSet {
  readonly name: string;
  readonly title: string;
  readonly bars: readonly { readonly measure: Measure; readonly atLeast: number }[];
  readonly tasks: () => RepairTask[];
}

export type Measure = 'plausible' | 'firstRight' | 'firstRightPercent' | 'rightAfter';

const python = 'python';

export const repairSets: readonly RepairSet[] = [
  {
    name: 'quixbugs',
    title: 'QuixBugs Python, all tests visible',
    bars: [{ measure: 'plausible', atLeast: 36 }],
    tasks: () => rows<QuixBug>('quixbugs-python').map((bug) => quixBug(bug, true)),
  },
  {
    name: 'quixbugs-examples',
    title: 'QuixBugs Python, docstring examples visible',
    bars: [{ measure: 'firstRight', atLeast: 26 }],
    tasks: () => rows<QuixBug>('quixbugs-python').map((bug) => quixBug(bug, false)),
  },
  {
    name: 'humanevalfix-python',
    title: 'HumanEvalFix Python, official tests visible',
    bars: [{ measure: 'firstRightPercent', atLeast: 60 }],
    tasks: () => rows<HumanEvalFix>('humanevalfix-python-even').map((row) => pythonFix(row, true)),
  },
  {
    name: 'humanevalfix-python-examples',
    title: 'HumanEvalFix Python, examples visible',
    bars: [{ measure: 'firstRightPercent', atLeast: 45 }],
    tasks: () => rows<HumanEvalFix>('humanevalfix-python-even').map((row) => pythonFix(row, false)),
  },
  {
    name: 'humanevalfix-js',
    title: 'HumanEvalFix JavaScript, official tests visible',
    bars: [{ measure: 'firstRightPercent', atLeast: 55 }],
    tasks: () => rows<HumanEvalFix>('humanevalfix-js-even').map((row) => javaScriptFix(row, true)),
  },
  {
    name: 'humanevalfix-js-examples',
    title: 'HumanEvalFix JavaScript, examples visible',
    bars: [{ measure: 'firstRightPercent', atLeast: 40 }],
    tasks: () => rows<HumanEvalFix>('humanevalfix-js-even').map((row) => javaScriptFix(row, false)),
  },
  ...[
    { model: 'starcoder', atLeast: 36 },
    { model: 'codellama', atLeast: 52 },
    { model: 'gpt-3.5-turbo-0613', atLeast: 66 },
  ].map(({ model, atLeast }): RepairSet => ({
    name: `programs-${model}`,
    title: `Programs by ${model} on HumanEval, docstring examples visible, no model call`,
    bars: [{ measure: 'rightAfter', atLeast }],
    tasks: () => rows<ModelProgram>(`model-programs-humaneval-${model}-even`).map(modelProgram),
  })),
];

function quixBug(bug: QuixBug, allVisible: boolean): RepairTask {
  const lines = bug.buggy_program.split('\n');
  const head = lines.findIndex((line) => line.startsWith(`def ${bug.name}`));
  const docstring = bug.docstring.split('\n').map((line) => (line === '' ? '' : `    ${line}`));
  const source = [...lines.slice(0, head + 1), ...docstring, ...lines.slice(head + 1)].join('\n') + '\n';
  return {
    id: bug.name,
    fileName: `${bug.name}.py`,
    source,
    functionName: bug.name,
    bugType: python,
    ...(allVisible ? { visible: bug.tests } : {}),
    judge: bug.tests,
    mayBeRight: false,
  };
}

function pythonFix(row: HumanEvalFix, official: boolean): RepairTask {
  return {
    id: row.id,
    fileName: `task_${row.id.replace(/\W/g, '_')}.py`,
    source: row.buggy,
    functionName: row.entryPoint,
    bugType: row.bugType,
    ...(official ? { visible: row.officialTest } : {}),
    judge: referenceJudge(row),
    mayBeRight: false,
  };
}

/** One assertion over all inputs: equal to the reference, floats within `atol`. */
function referenceJudge(row: HumanEvalFix): string {
  const inputs = JSON.stringify([...(row.baseInputs ?? []), ...(row.plusInputs ?? [])]);
  return `import copy as _copy, json as _json, math as _math
_inputs = _json.loads(${JSON.stringify(inputs)})
_space = {"__name__": "reference"}
exec(compile(${JSON.stringify(row.reference)}, "reference", "exec"), _space)
_reference = _space[${JSON.stringify(row.entryPoint)}]
def _same(a, b):
    if isinstance(a, float) or isinstance(b, float):
        try:
            return a == b or abs(a - b) <= max(${row.atol ?? 0}, 1e-9 * max(abs(a), abs(b))) or (_math.isnan(a) and _math.isnan(b))
        except TypeError:
            return False
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return type(a) == type(b) and len(a) == len(b) and all(_same(x, y) for x, y in zip(a, b))
    return a == b
def _agree(arguments):
    try:
        want = _reference(*_copy.deepcopy(arguments))
    except Exception:
        return True
    return _same(${row.entryPoint}(*_copy.deepcopy(arguments)), want)
assert all(_agree(i) for i in _inputs)
`;
}

function javaScriptFix(row: HumanEvalFix, official: boolean): RepairTask {
  return {
    id: row.id,
    fileName: `task_${row.id.replace(/\W/g, '_')}.js`,
    source: row.buggy,
    functionName: row.entryPoint,
    bugType: row.bugType,
    ...(official ? { visible: row.officialTest } : {}),
    judge: row.officialTest,
    mayBeRight: false,
  };
}

export function modelProgram(row: ModelProgram): RepairTask {
  return {
    id: row.task_id,
    fileName: `task_${row.task_id.replace(/\W/g, '_')}.py`,
    source: row.solution.endsWith('\n') ? row.solution : `${row.solution}\n`,
    functionName: row.entry_point,
    bugType: 'written by a model',
    visible: `${row.given_tests.join('\n')}\n`,
    judge: `${row.test}\ncheck(${row.entry_point})\n`,
    mayBeRight: true,
  };
}
