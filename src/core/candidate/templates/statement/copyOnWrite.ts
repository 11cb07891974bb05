import { assignmentOf, callOf } from './parts';
import type { SyntaxNode } from '../../../capture/syntax';
import type { TemplateContext } from '../../template';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { descendants, layoutOf, offer, replaceNode } from '../statements';

/** A copy holds the lists and objects of what it was copied from: changing one of them changes both. A new one is stored instead. */
export const copyOnWrite: FixTemplate = {
  id: 'copyOnWrite',
  bugClass: 'aliasing',
  prior: 0.5,
  examples: [
    inJavaScript(
      'function tagged(post, tag) {\n  const next = { ...post };\n  next.tags.push(tag);\n  return next;\n}\n',
      'function tagged(post, tag) {\n  const next = { ...post };\n  next.tags = [...next.tags, tag];\n  return next;\n}\n',
    ),
    inPython(
      "def tagged(post, tag):\n    result = dict(post)\n    result['tags'].append(tag)\n    return result\n",
      "def tagged(post, tag):\n    result = dict(post)\n    result['tags'] = result['tags'] + [tag]\n    return result\n",
    ),
    inPython(
      "def moved(user, city):\n    result = user.copy()\n    result['home']['city'] = city\n    return result\n",
      "def moved(user, city):\n    result = user.copy()\n    result['home'] = {**result['home'], 'city': city}\n    return result\n",
    ),
    inJavaScript(
      'function moved(user, city) {\n  const next = { ...user };\n  next.home.city = city;\n  return next;\n}\n',
      'function moved(user, city) {\n  const next = { ...user };\n  next.home = { ...next.home, city: city };\n  return next;\n}\n',
    ),
  ],
  *propose(node, context) {
    if (node.type !== 'expression_statement') return;
    const inner = node.firstNamedChild;
    if (!inner) return;
    const { python } = layoutOf(context);
    const call = callOf(inner);
    const [item] = call?.args ?? [];
    const written = call ? undefined : assignmentOf(inner);
    const place = call?.receiver ?? placeIn(written?.left);
    if (!place || !placeIn(place)) return;
    const weight = copies(context).has(/^[\w$]+/.exec(place.text)?.[0] ?? '') ? 1 : 0.1;
    const store = (text: string) => offer('store a new one', weight, replaceNode(inner, `${place.text} = ${text}`));
    if (call && item && call.args.length === 1) {
      if (/^(append|push)$/.test(call.name))
        yield* store(python ? `${place.text} + [${item.text}]` : `[...${place.text}, ${item.text}]`);
      if (python && call.name === 'extend') yield* store(`${place.text} + list(${item.text})`);
      if (call.name === 'unshift') yield* store(`[${item.text}, ...${place.text}]`);
      if (call.name === 'add')
        yield* store(python ? `${place.text} | {${item.text}}` : `new Set([...${place.text}, ${item.text}])`);
      if (python && call.name === 'update') yield* store(`{**${place.text}, **${item.text}}`);
    }
    if (written?.operator === '=') {
      const key = keyOf(written.left, python);
      if (key === undefined) return;
      const value = `${key}: ${written.right.text}`;
      yield* store(python ? `{**${place.text}, ${value}}` : `{ ...${place.text}, ${value} }`);
    }
  },
};

/** The object whose member or element a node is. */
const placeIn = (node: SyntaxNode | undefined): SyntaxNode | undefined =>
  node && /^(member_expression|subscript_expression|subscript|attribute)$/.test(node.type)
    ? (node.childForFieldName('object') ?? node.childForFieldName('value') ?? undefined)
    : undefined;

/** How the written member is named in a new object. */
function keyOf(left: SyntaxNode, python: boolean): string | undefined {
  if (python) return left.type === 'subscript' ? left.childForFieldName('subscript')?.text : undefined;
  const property = left.childForFieldName('property')?.text;
  const index = left.childForFieldName('index')?.text;
  return property ?? (index === undefined ? undefined : `[${index}]`);
}

const known = new WeakMap<TemplateContext, ReadonlySet<string>>();

/** Names that are given a shallow copy. */
function copies(context: TemplateContext): ReadonlySet<string> {
  let names = known.get(context);
  if (!names) {
    const copied =
      /^(\{\s*(\.\.\.|\*\*)|\[\s*(\.\.\.|\*)|dict\(|list\(|Object\.assign\(|copy\.copy\(|copy\()|\.copy\(\)$|\[:\]$|\.slice\(\)$/;
    const found = new Set<string>();
    for (const node of descendants(context.root, true)) {
      const assigned = assignmentOf(node);
      if (assigned && copied.test(assigned.right.text)) found.add(assigned.left.text);
    }
    names = found;
    known.set(context, names);
  }
  return names;
}
