import type { SyntaxNode } from '../../../capture/syntax';
import { escapeRegExp } from '../../../escapeRegExp';
import type { FixTemplate, Proposal, TemplateContext } from '../../template';
import { change, operand } from '../edits';
import { factsOf } from '../functionFacts';
import { siteOf } from '../sites';
import { kindsOfTypeName, mayBeNumber, type Kinds } from '../types';
import { binary, call, isBinding, isPython, isTarget, member } from '../view';

const most = 3;

/** A forgotten factor or term that stands beside what is read: `line.price` for `line.price * line.count`, `this.balance` for `this.balance + this.credit`. */
export const addMember: FixTemplate = {
  id: 'addMember',
  bugClass: 'wrong operator',
  prior: 0.2,
  examples: [
    {
      language: 'python',
      buggy:
        'from dataclasses import dataclass\n\ndef worth(part):\n    return part.weight\n\n@dataclass\nclass Part:\n    name: str\n    weight: float\n    price: float\n',
      fixed:
        'from dataclasses import dataclass\n\ndef worth(part):\n    return part.weight * part.price\n\n@dataclass\nclass Part:\n    name: str\n    weight: float\n    price: float\n',
    },
    {
      language: 'javascript',
      buggy:
        'class Purse {\n  pay(sum) {\n    if (sum > this.cash) throw new Error("too much");\n    this.cash -= sum;\n  }\n  lend(sum) {\n    this.credit += sum;\n  }\n}\n',
      fixed:
        'class Purse {\n  pay(sum) {\n    if (sum > this.cash + this.credit) throw new Error("too much");\n    this.cash -= sum;\n  }\n  lend(sum) {\n    this.credit += sum;\n  }\n}\n',
    },
    {
      language: 'typescript',
      buggy:
        'interface Box { label: string; width: number; height: number }\nconst areas = (boxes: Box[]): number[] => boxes.map((box) => box.width);\n',
      fixed:
        'interface Box { label: string; width: number; height: number }\nconst areas = (boxes: Box[]): number[] => boxes.map((box) => box.width * box.height);\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const dot = member(node);
    if (!dot || isTarget(node) || isBinding(node) || !/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(dot.object.text)) return;
    const parent = node.parent;
    if (!parent || call(parent)?.callee.id === node.id) return;
    const site = siteOf(node);
    const summed = parent.type.startsWith('augmented_assignment') || binary(parent, 'arithmetic') !== undefined;
    if (!summed && site !== 'returned' && site !== 'assigned' && site !== 'compared') return;
    const [object, name] = [dot.object.text, dot.property.text];
    const own = /^(self|this)$/.test(object);
    const fields = fieldsBeside(name, context);
    // Of the parts of an object that are numbers, those that are written down nowhere are not known.
    const known = [...fields.keys()].filter((other) => mayBeNumber(fields.get(other) ?? new Set()));
    const used = own ? writtenMembers(object, context) : (factsOf(context).properties.get(object) ?? []);
    const others = [...new Set([...known, ...(fields.size > 0 ? [] : used)])].filter((other) => other !== name);
    if (fields.size > 0 && !mayBeNumber(fields.get(name) ?? new Set())) return;
    const sure = fields.size > 0 || own ? 1 : 0.4;
    for (const [i, other] of others.slice(0, most).entries()) {
      const beside = `${object}.${other}`;
      if (parent.text.includes(beside)) continue;
      const weight = sure * 0.8 ** i * (summed && !parent.type.includes('augmented') ? 0.5 : 1);
      if (own) {
        yield change(node, `${node.text} + ${beside}`, weight);
        yield change(node, `${node.text} - ${beside}`, 0.6 * weight);
      } else {
        yield change(node, `${operand(node)} * ${beside}`, weight);
        if (site === 'compared' || site === 'returned') yield change(node, `${node.text} + ${beside}`, 0.6 * weight);
      }
    }
  },
};

const declared = new WeakMap<TemplateContext, Map<string, ReadonlyMap<string, Kinds>>>();

/** Fields that the file declares together with this one, with what they hold: of a dataclass, an interface, a class. */
function fieldsBeside(name: string, context: TemplateContext): ReadonlyMap<string, Kinds> {
  const known = declared.get(context) ?? new Map<string, ReadonlyMap<string, Kinds>>();
  declared.set(context, known);
  let fields = known.get(name);
  if (!fields) {
    fields = new Map();
    for (const block of fieldBlocks(context.root, isPython(context))) {
      if (block.has(name)) fields = block;
    }
    known.set(name, fields);
  }
  return fields;
}

const blocks = new WeakMap<SyntaxNode, readonly ReadonlyMap<string, Kinds>[]>();

function fieldBlocks(root: SyntaxNode, python: boolean): readonly ReadonlyMap<string, Kinds>[] {
  let found = blocks.get(root);
  if (!found) {
    const kinds = python ? ['class_definition'] : ['interface_body', 'object_type', 'class_body'];
    found = root.tree.rootNode.descendantsOfType(kinds).map((block) => {
      const fields = new Map<string, Kinds>();
      const body = python ? (block.childForFieldName('body') ?? block) : block;
      for (const statement of body.namedChildren) {
        const one = python ? (statement.firstNamedChild ?? statement) : statement;
        const name = one.childForFieldName(python ? 'left' : 'name');
        const type = one.childForFieldName('type')?.text.replace(/^:\s*/, '');
        if (name && type !== undefined) fields.set(name.text, kindsOfTypeName(type));
      }
      return fields;
    });
    blocks.set(root, found);
  }
  return found;
}

/** Members of the object itself that hold numbers, as far as the file writes them so. */
function writtenMembers(object: string, context: TemplateContext): readonly string[] {
  const written = new RegExp(
    `(?<![\\w$.])${escapeRegExp(object)}\\.([\\w$]+)\\s*(?:[-+*/]=|=(?!=)\\s*-?\\d|\\+\\+|--)`,
    'g',
  );
  const found = new Set([...context.text.matchAll(written)].map((match) => match[1] ?? ''));
  // What a constructor takes over from a parameter with a number as its default.
  const taken = new RegExp(`(?<![\\w$.])${escapeRegExp(object)}\\.([\\w$]+)\\s*=\\s*([\\w$]+)\\s*[;\\n]`, 'g');
  for (const [, name = '', parameter = ''] of context.text.matchAll(taken)) {
    if (new RegExp(`[(,]\\s*${escapeRegExp(parameter)}(:\\s*\\w+)?\\s*=\\s*-?\\d`).test(context.text)) found.add(name);
  }
  return [...found];
}
