import { Parser } from 'web-tree-sitter';
import type { FocalFunction } from '../../../model/focalFunction';
import { applyEdits } from '../../../model/text';
import { composeEdits, toEdited } from '../../composeEdits';
import type { FixTemplate, Proposal, TemplateContext } from '../../template';
import { inJavaScript, inPython } from '../statement/examples';
import { errorsIn } from './lines';
import { lineTemplates } from './lineTemplates';

interface State {
  readonly context: TemplateContext;
  readonly edits: Proposal['edits'];
  readonly titles: readonly string[];
  readonly errors: number;
  /** Characters inside errors: falls even where one error node hides several mistakes. */
  readonly extent: number;
  readonly weight: number;
}

const width = 4;
const depth = 4;
/** Weight of a single repair, with its template's prior, that makes others needless. */
const enough = 0.5;
/** Parses of the whole file a function's repair may cost; a file beyond the size is left to the single repairs. */
const budget = 500;
const largest = 60_000;

/**
 * Several mistakes in one function: none of them can be mended alone so that the function loads. A beam search over
 * the line repairs that keeps what lowers the parser's errors, until none is left.
 */
export const repairSeveral: FixTemplate = {
  id: 'repairSeveral',
  bugClass: 'syntax error',
  prior: 0.7,
  examples: [
    inPython(
      'def f(x)\n    if x > 1\n        return x\n    return 2\n',
      'def f(x):\n    if x > 1:\n        return x\n    return 2\n',
    ),
    inPython(
      'def f(x):\n    while x > 1 do:\n        x -= 1\n    return (x + 1\n',
      'def f(x):\n    while x > 1:\n        x -= 1\n    return (x + 1)\n',
    ),
    inJavaScript(
      'function f(x) {\n  # half\n  if x > 1 {\n    return x / 2;\n  }\n  return [x;\n}\n',
      'function f(x) {\n  // half\n  if (x > 1) {\n    return x / 2;\n  }\n  return [x];\n}\n',
    ),
  ],
  *propose(node, context) {
    const { focal, root } = context;
    if (node.id !== root.id || focal.syntaxErrors.length === 0 || context.text.length > largest) return;
    const parser = new Parser();
    const made: { delete(): void }[] = [parser];
    try {
      parser.setLanguage(root.tree.language);
      const begin = measure(context);
      let beam: State[] = [{ context, edits: [], titles: [], weight: 1, ...begin }];
      const seen = new Set([context.text]);
      let left = budget;
      for (let round = 0; round < depth && beam.length > 0; round++) {
        const next: State[] = [];
        for (const state of beam) {
          for (const proposal of repairs(state.context)) {
            if (left <= 0) break;
            const text = applyEdits(state.context.text, proposal.edits);
            if (seen.has(text)) continue;
            seen.add(text);
            left--;
            const tree = parser.parse(text);
            if (!tree) continue;
            made.push(tree);
            const patched = {
              ...context,
              text,
              root: tree.rootNode,
              focal: moved(state.context.focal, proposal, text),
            };
            const { errors, extent } = measure(patched);
            const better = errors < state.errors || (errors === state.errors && extent < state.extent);
            if (!better) continue;
            const edits = composeEdits(context.text, state.edits, proposal.edits);
            next.push({
              context: patched,
              edits,
              titles: [...state.titles, proposal.title],
              errors,
              extent,
              weight: state.weight * (proposal.weight ?? 1),
            });
          }
        }
        // One likely repair is enough: more would only change what is right.
        if (round === 0 && next.some((s) => s.errors === 0 && s.weight >= enough)) return;
        next.sort((a, b) => a.errors - b.errors || a.extent - b.extent || b.weight - a.weight);
        for (const done of next.filter((s) => s.errors === 0).slice(0, 6)) {
          if (done.titles.length > 1) yield { edits: done.edits, title: done.titles.join('; '), weight: done.weight };
        }
        beam = next.filter((s) => s.errors > 0).slice(0, width);
      }
    } finally {
      for (const thing of made) thing.delete();
    }
  },
};

function* repairs(context: TemplateContext): Generator<Proposal> {
  const found = lineTemplates.flatMap((template) =>
    [...template.propose(context.root, context)].map((p) => ({ ...p, weight: template.prior * (p.weight ?? 1) })),
  );
  yield* found.sort((a, b) => b.weight - a.weight).slice(0, 60);
}

function measure(context: TemplateContext): { errors: number; extent: number } {
  let errors = 0;
  let extent = 0;
  for (const node of errorsIn(context.root.tree.rootNode)) {
    errors++;
    extent += node.endIndex - node.startIndex;
  }
  return { errors, extent };
}

/** The focal function in the patched text, with the errors the parser sees there now. */
function moved(focal: FocalFunction, { edits }: Proposal, text: string): FocalFunction {
  const range = { start: focal.range.start, end: toEdited(focal.range.end, edits, 'end') };
  return { ...focal, file: { ...focal.file, text }, range, syntaxErrors: [range] };
}
