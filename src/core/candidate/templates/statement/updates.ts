import { factsOf, namesBefore, shapesOf } from './facts';
import { variablesOfLoop } from './parts';
import { shapeOfExpression } from './shapes';
import type { SyntaxNode } from '../../../capture/syntax';
import type { TemplateContext } from '../../template';
import { phrasesOf } from './phrases';

export interface Update {
  readonly code: string;
  readonly weight: number;
  /** A branch of the loop it fits better than the loop's own end. */
  readonly inside?: (block: SyntaxNode) => boolean;
}

const changes = (name: string): RegExp =>
  new RegExp(
    `(?<![\\w.$])${name}\\s*([-+*/%|&^]|\\/\\/|\\*\\*|<<|>>)?=(?!=)|(?<![\\w.$])${name}(\\+\\+|--)|(\\+\\+|--)${name}\\b|(?<![\\w.$])${name}\\[[^\\]]*\\]\\s*[-+*]?=(?!=)|(?<![\\w.$])${name}\\.(append|push|add|set|extend|insert|unshift|pop|shift|popleft|remove|update|delete)\\(|(?<![\\w.$])${name}\\s*,.*[^=!<>]=(?!=)|,\\s*${name}\\s*=(?!=)`,
  );

/** Updates a loop may lack, for variables that stand before it and that its body never changes: likeliest first. */
export function updatesFor(loop: SyntaxNode, body: SyntaxNode, context: TemplateContext): readonly Update[] {
  const p = phrasesOf(context);
  const updates: Update[] = [];
  const turns = variablesOfLoop(loop);
  const turn = turns.at(-1);
  const condition = loop.type === 'while_statement' ? (loop.childForFieldName('condition')?.text ?? '') : '';
  const { sites, parameters } = factsOf(context);
  const mentions = (text: string, name: string): boolean => new RegExp(`(?<![\\w.$])${name}(?![\\w$])`).test(text);
  for (const name of namesBefore(loop, context)) {
    if (turns.includes(name) || changes(name).test(body.text)) continue;
    const decides = mentions(condition, name);
    const first = sites.find((s) => s.name === name && !s.loop && s.node.startIndex < loop.startIndex);
    if (!first && !decides) continue;
    const shapes = shapesOf(name, context);
    const initial = first?.value ? shapeOfExpression(first.value, factsOf(context).shapes) : undefined;
    const literal =
      first?.value !== undefined &&
      /^(-?\d+(\.\d+)?|\[\]|\{\}|set\(\)|new (Set|Map)\(\)|""|''|None|null|\[.*\])$/.test(first.value.text);
    const asked = mentions(body.text, name);
    const push = (code: string, weight: number, inside?: Update['inside']): void => {
      updates.push({ code, weight, ...(inside && { inside }) });
    };
    if (initial === 'number' || (decides && shapes.has('number'))) {
      if (!literal && !decides) continue;
      push(`${name} += 1`, decides ? (/[>]/.test(condition) ? 0.7 : 1) : 0.8);
      if (decides) push(`${name} -= 1`, /[>]/.test(condition) ? 1 : 0.5);
      // What the body computes of it is what it goes on with: `n % base` beside `while (n > 0)`.
      if (decides) for (const text of computedFrom(name, body)) push(`${name} = ${text}`, 0.8);
      if (decides && parameters.includes(name))
        push(p.python ? `${name} //= 10` : `${name} = Math.floor(${name} / 10)`, 0.4);
      if (decides && parameters.includes(name)) push(p.python ? `${name} //= 2` : `${name} >>= 1`, 0.2);
      if (turn !== undefined && !decides) push(`${name} += ${turn}`, 0.6);
      if (turn !== undefined && asked && !decides) push(`${name} = ${turn}`, 0.5);
    } else if (initial === 'set' || /^(seen|visited|used|done)$/i.test(name)) {
      const tested = new RegExp(
        p.python ? `(\\w+) (?:not )?in ${name}\\b` : `${name}\\.(?:has|includes)\\((\\w+)\\)`,
      ).exec(body.text);
      const item = tested?.[1] ?? turn;
      if (item === undefined) continue;
      const code = initial === 'list' ? p.append(name, item) : p.add(name, item);
      push(code, tested ? 1 : 0.8, (block) =>
        new RegExp(p.python ? `${item} not in ${name}` : `!${name}\\.`).test(block.parent?.text ?? ''),
      );
    } else if (initial === 'list') {
      if (turn !== undefined) push(p.append(name, turn), 0.8);
    } else if (initial === 'map') {
      if (turn === undefined) continue;
      push(
        p.python ? `${name}[${turn}] = ${name}.get(${turn}, 0) + 1` : `${name}[${turn}] = (${name}[${turn}] || 0) + 1`,
        0.6,
      );
      push(`${name}[${turn}] = ${p.true}`, 0.3);
      const [index, value] = turns;
      if (index !== undefined && value !== undefined) push(`${name}[${value}] = ${index}`, 0.6);
    } else if (initial === 'string' && literal) {
      if (turn !== undefined) push(`${name} += ${turn}`, 0.7);
    } else if (turn !== undefined && asked) push(`${name} = ${turn}`, /^(prev|previous|last)/i.test(name) ? 1 : 0.6);
    if (decides && (shapes.has('object') || initial === undefined)) {
      for (const link of new Set(
        context.root.text.match(/(?<=\.)(next|parent|left|right|tail|rest|prev)\b/g) ?? ['next'],
      )) {
        push(`${name} = ${name}.${link}`, link === 'next' ? 1 : 0.6);
      }
    }
  }
  return updates.sort((a, b) => b.weight - a.weight);
}

/** Short calculations in the loop that read the name, at most three. */
function computedFrom(name: string, body: SyntaxNode): readonly string[] {
  const reads = new RegExp(`(?<![\\w.$])${name}(?![\\w$])`);
  const found = body
    .descendantsOfType(['binary_operator', 'binary_expression'])
    .filter((node) => /^([-+*%]|\/\/?|>>|<<)$/.test(node.childForFieldName('operator')?.text ?? ''))
    .map((node) => node.text)
    .filter((text) => text.length <= 40 && reads.test(text));
  return [...new Set(found)].sort((a, b) => a.length - b.length).slice(0, 3);
}
