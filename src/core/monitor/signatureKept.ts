import type { SyntaxNode } from '../capture/syntax';
import type { Monitor } from './monitor';
import { lineOf } from './subject';

/** Callers must not notice: same name, same parameters in the same order, still (or still not) asynchronous or a generator. */
export const signatureKept: Monitor = {
  id: 'signature',
  *check({ before, after }) {
    if (!before || !after || before.hasError) return;
    const line = lineOf(after);
    const [old, now] = [parametersOf(before), parametersOf(after)];
    const oldName = before.childForFieldName('name')?.text;
    const nowName = after.childForFieldName('name')?.text;
    if (oldName !== nowName)
      yield {
        monitor: this.id,
        message: `The name changes from ${oldName ?? 'none'} to ${nowName ?? 'none'}.`,
        severity: 'reject',
        line,
      };
    const shared = old.every((parameter, index) => now[index]?.name === parameter.name);
    const optional = now.slice(old.length).every((parameter) => parameter.optional);
    if (!shared || now.length < old.length || !optional) {
      yield {
        monitor: this.id,
        message: `The parameters change from (${old.map((p) => p.name).join(', ')}) to (${now.map((p) => p.name).join(', ')}).`,
        severity: 'reject',
        line,
      };
    } else if (now.length > old.length) {
      yield {
        monitor: this.id,
        message: `There is a new optional parameter ${now.at(-1)?.name ?? ''}.`,
        severity: 'demote',
        line,
      };
    } else if (old.some((parameter, index) => parameter.optional !== now[index]?.optional)) {
      yield { monitor: this.id, message: 'A default value appears or disappears.', severity: 'demote', line };
    }
    if (isAsync(before) !== isAsync(after))
      yield {
        monitor: this.id,
        message: isAsync(after) ? 'It becomes asynchronous.' : 'It is no longer asynchronous.',
        severity: 'demote',
        line,
      };
    if (yields(before) !== yields(after))
      yield {
        monitor: this.id,
        message: yields(after) ? 'It becomes a generator.' : 'It is no longer a generator.',
        severity: 'demote',
        line,
      };
  },
};

function parametersOf(node: SyntaxNode): { name: string; optional: boolean }[] {
  const list = node.childForFieldName('parameters') ?? node.childForFieldName('parameter');
  const own = list?.type === 'identifier' ? [list] : (list?.namedChildren ?? []);
  return own
    .filter((child) => child.type !== 'comment')
    .map((child) => {
      const name =
        child.childForFieldName('name') ??
        child.childForFieldName('pattern') ??
        child.childForFieldName('left') ??
        child;
      const optional =
        /default|optional|assignment|splat|rest/.test(child.type) || child.childForFieldName('value') !== null;
      return { name: name.text.replace(/\s*[:=].*$/s, ''), optional };
    });
}

const isAsync = (node: SyntaxNode): boolean => node.children.some((child) => child.type === 'async');

function yields(node: SyntaxNode): boolean {
  if (/generator|\*/.test(node.type) || node.children.some((child) => child.type === '*')) return true;
  const body = node.childForFieldName('body');
  const search = (at: SyntaxNode): boolean =>
    at.namedChildren.some(
      (child) => child.type === 'yield' || (!/function|lambda|method/.test(child.type) && search(child)),
    );
  return node.type === 'function_definition' && body !== null && search(body);
}
