import type { Parser } from 'web-tree-sitter';
import type { Candidate } from '../model/candidate';
import { applyEdits, lineAt, type TextEdit } from '../model/text';
import { candidateId, firstOffset, staysInside } from './candidateEdits';
import { composeEdits, toOriginal } from './composeEdits';
import { buildContext } from './context';
import { DistinctPrograms, isBroken, type Variant } from './distinctPrograms';
import { errorPriors } from './errorPriors';
import { movedFocal, movedSuspicion } from './movedContext';
import { cheapness, suspicions } from './priority';
import type { FixTemplate, Proposal, TemplateContext } from './template';
import { templates as everyTemplate } from './templates/registry';
import { descend } from './templates/view';

interface Ordered {
  readonly template: FixTemplate;
  readonly proposal: Proposal;
  /** The focal range with the edits applied. */
  readonly text: string;
  readonly priority: number;
  readonly line: number;
  readonly at: number;
}

/** Told of a template that threw: a bug for the log. The other templates go on. */
export type OnError = (template: string, error: unknown) => void;

const rethrow: OnError = (_, error) => {
  throw error;
};

/**
 * First-order candidates: one template applied once, likeliest first. Deterministic. The proposals are collected at
 * once (a few milliseconds); each is parsed and compared with what was already handed out only when it is asked for.
 * Dropped: proposals that change nothing but layout or parentheses, repeat another one, leave the function, or do not
 * parse although the original does.
 */
export function* generate(
  context: TemplateContext,
  parser: Parser,
  templates: readonly FixTemplate[] = everyTemplate,
  onError: OnError = () => undefined,
): Generator<Candidate, void> {
  for (const found of distinct(context, parser, templates, () => true, onError)) {
    yield {
      id: candidateId('t', context.focal, found.proposal.edits),
      origin: { kind: 'template', template: found.template.id, order: 1 },
      title: found.proposal.title,
      edits: found.proposal.edits,
      source: applyEdits(context.text, found.proposal.edits),
      priority: found.priority,
      line: found.line,
    };
  }
}

/**
 * Second-order candidates: first-order proposals applied to the text of `parent`, only on `lines` (zero-based, of the
 * captured text; empty = everywhere). `context` is the context `parent` was made from; edits refer to its text.
 */
export function* recombine(
  parent: Candidate,
  context: TemplateContext,
  parser: Parser,
  lines: ReadonlySet<number>,
  templates: readonly FixTemplate[] = everyTemplate,
  onError: OnError = () => undefined,
): Generator<Candidate, void> {
  const tree = parser.parse(parent.source);
  if (!tree) return;
  try {
    const original = context.text;
    const focal = movedFocal(context.focal, parent);
    const patched: TemplateContext = {
      ...buildContext({
        focal,
        language: context.language,
        tree,
        suspicion: movedSuspicion(context, parent),
        errors: context.errors,
        members: context.members,
        callers: context.callers,
      }),
      types: context.types,
    };
    const line = (offset: number): number => lineAt(original, toOriginal(offset, parent.edits));
    const wanted = (proposal: Proposal): boolean => lines.size === 0 || lines.has(line(firstOffset(proposal.edits)));
    for (const found of distinct(patched, parser, templates, wanted, onError)) {
      const source = applyEdits(patched.text, found.proposal.edits);
      if (source === original) continue;
      const edits = composeEdits(original, parent.edits, found.proposal.edits);
      yield {
        id: candidateId('t', context.focal, edits),
        origin: { kind: 'template', template: found.template.id, order: 2 },
        title: `${parent.title}; ${found.proposal.title}`,
        edits,
        source,
        parent: parent.id,
        priority: found.priority * parent.priority,
        line: lineAt(original, firstOffset(edits)),
      };
    }
  } finally {
    tree.delete();
  }
}

/** Every proposal of every template, in document order, unsorted and unchecked. */
export function* proposalsOf(
  context: TemplateContext,
  templates: readonly FixTemplate[],
  onError: OnError = rethrow,
): Generator<{ readonly template: FixTemplate; readonly proposal: Proposal }> {
  for (const node of descend(context.root)) {
    for (const template of templates) {
      try {
        for (const proposal of template.propose(node, context)) yield { template, proposal };
      } catch (error) {
        onError(template.id, error);
      }
    }
  }
}

function* distinct(
  context: TemplateContext,
  parser: Parser,
  templates: readonly FixTemplate[],
  wanted: (proposal: Proposal) => boolean,
  onError: OnError,
): Generator<Ordered> {
  const { start, end } = context.focal.range;
  const original = context.text.slice(start, end);
  const found = new Map<string, Ordered>();
  const suspicion = suspicions(context);
  const errorPrior = errorPriors(context);
  let at = 0;
  for (const { template, proposal } of proposalsOf(context, templates, onError)) {
    if (!staysInside(proposal.edits, context.focal) || !wanted(proposal)) continue;
    // Texts of the function alone: a thousand copies of a large file would fill the memory.
    const inside = proposal.edits.filter((edit) => edit.range.start >= start);
    const text = applyEdits(
      original,
      inside.map((edit) => moved(edit, -start)),
    );
    if (text === original) continue;
    const offset = firstOffset(inside);
    const priority =
      suspicion(offset) *
      template.prior *
      errorPrior(template.id) *
      (proposal.weight ?? 1) *
      cheapness(proposal.edits, context.text);
    const same = found.get(text);
    if (same && same.priority >= priority) continue;
    found.set(text, { template, proposal, text, priority, line: lineAt(context.text, offset), at: at++ });
  }
  using programs = new DistinctPrograms(context, parser);
  let ordered = [...found.values()];
  if (isBroken(context)) {
    // The function does not parse: what parses comes first, what only lessens the errors is kept as a step to a second edit.
    ordered = ordered.flatMap((one) => {
      const errors = programs.errors(variant(one));
      return errors === 0 ? [one] : errors < programs.originalErrors ? [{ ...one, priority: one.priority * 0.05 }] : [];
    });
  }
  ordered.sort((a, b) => b.priority - a.priority || a.at - b.at);
  for (const one of ordered) if (programs.add(variant(one))) yield one;
}

const variant = ({ proposal, text }: Ordered): Variant => ({ edits: proposal.edits, text });

const moved = ({ range, text }: TextEdit, by: number): TextEdit => ({
  range: { start: range.start + by, end: range.end + by },
  text,
});
