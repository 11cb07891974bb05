import { escapeRegExp } from '../../../escapeRegExp';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { phrasesOf } from './phrases';
import { appendTo, blocksOf, bodyOf, descendants, isFunction, offer } from '../statements';

const most = 2;
const mostPlaces = 4;

/** What one method counts up, the method that does the opposite forgets to count down. */
export const undoUpdate: FixTemplate = {
  id: 'undoUpdate',
  bugClass: 'missing statement',
  prior: 0.3,
  examples: [
    inJavaScript(
      'class Bag {\n  drop() {\n    if (this.items.length > 0) {\n      this.items.pop();\n    }\n  }\n  add(x) {\n    this.items.push(x);\n    this.size++;\n  }\n}\n',
      'class Bag {\n  drop() {\n    if (this.items.length > 0) {\n      this.items.pop();\n      this.size--;\n    }\n  }\n  add(x) {\n    this.items.push(x);\n    this.size++;\n  }\n}\n',
    ),
    inPython(
      'class Door:\n    def leave(self, who):\n        self.inside.remove(who)\n\n    def enter(self, who):\n        self.inside.append(who)\n        self.count += 1\n',
      'class Door:\n    def leave(self, who):\n        self.inside.remove(who)\n        self.count -= 1\n\n    def enter(self, who):\n        self.inside.append(who)\n        self.count += 1\n',
    ),
  ],
  *propose(node, context) {
    if (node.id !== context.root.id) return;
    const body = bodyOf(node, context);
    const { className } = context.focal;
    if (!body || className === undefined || /^(__init__|constructor)$/.test(context.focal.name)) return;
    const p = phrasesOf(context);
    const others = context.text.slice(0, node.startIndex) + context.text.slice(node.endIndex);
    const pattern = /(?<![\w$.])((?:self|this)\.[\w$]+)\s*(?:(\+=|-=)\s*(\w+)|(\+\+|--))\s*;?[ \t]*(?:$|\})/gm;
    const updates = new Set<string>();
    for (const [, place = '', operator, amount, step] of others.matchAll(pattern)) {
      if (new RegExp(`${escapeRegExp(place)}\\s*(\\+\\+|--|[-+]?=(?!=))`).test(body.text)) continue;
      if (step) updates.add(`${place}${step === '++' ? '--' : '++'}`);
      else if (/^\d+$/.test(amount ?? '')) updates.add(`${place} ${operator === '+=' ? '-=' : '+='} ${amount}`);
    }
    const places = [body];
    for (const part of descendants(body))
      if (!isFunction(part) && part.type === 'if_statement') places.push(...blocksOf(part, context));
    for (const code of [...updates].slice(0, most)) {
      for (const [index, block] of places.slice(0, mostPlaces).entries())
        yield* offer(`add \`${code}\``, index === 0 ? 1 : 0.8, appendTo(block, [p.simple(code)], context));
    }
  },
};
