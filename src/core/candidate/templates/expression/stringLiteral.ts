import type { SyntaxNode } from '../../../capture/syntax';
import type { FixTemplate, Proposal, TemplateContext } from '../../template';
import { change, changeIn } from '../edits';
import { factsOf, isDocstring } from '../functionFacts';
import { isPython } from '../view';

const separators = ['', ' ', ',', ', ', '\\n', '-', '_', ':', '.', '/', ';'];

/** A wrong separator, a blank for nothing, other case, a missing or extra blank at an edge, or another string of the function. */
export const stringLiteral: FixTemplate = {
  id: 'stringLiteral',
  bugClass: 'wrong literal',
  prior: 0.15,
  examples: [
    {
      language: 'python',
      buggy: "def initials(name):\n    return ' '.join(word[0] for word in name.split())\n",
      fixed: "def initials(name):\n    return ''.join(word[0] for word in name.split())\n",
    },
    {
      language: 'python',
      buggy: "def sign(n):\n    if n < 0:\n        return 'Negative'\n    return 'positive'\n",
      fixed: "def sign(n):\n    if n < 0:\n        return 'negative'\n    return 'positive'\n",
    },
    {
      language: 'python',
      buggy: "def size(text):\n    return len('text')\n",
      fixed: 'def size(text):\n    return len(text)\n',
    },
    {
      language: 'python',
      buggy: "def opens(c):\n    return c == '('\n",
      fixed: "def opens(c):\n    return c == '['\n",
    },
    {
      language: 'python',
      buggy:
        'def spring(month):\n    \"\"\"March, April and May.\"\"\"\n    return month in ("March", "Aprill", "May")\n',
      fixed:
        'def spring(month):\n    \"\"\"March, April and May.\"\"\"\n    return month in ("March", "April", "May")\n',
    },
    {
      language: 'javascript',
      buggy: 'function csv(xs) {\n  return xs.join(",");\n}\n',
      fixed: 'function csv(xs) {\n  return xs.join(", ");\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    if (
      node.type !== 'string' ||
      isDocstring(node) ||
      node.namedChildren.some((child) => child.type === 'interpolation')
    )
      return;
    const literal = /^([rRbBuU]{0,2})(['"])([\s\S]*)\2$/.exec(node.text);
    if (!literal || node.text.startsWith('"""') || node.text.startsWith("'''")) return;
    const [, prefix = '', quote = '', content = ''] = literal;
    if (node.parent && /import|directive|export/.test(node.parent.type)) return;
    // Quotes around what is a name: the variable was meant.
    if (context.locals.includes(content)) {
      yield change(node, content, 1);
      if (isPython(context)) yield change(node, `${content}.encode()`, 0.6);
    }
    const parent = node.parent;
    const around = parent && parent.endIndex - parent.startIndex < 50 ? parent : node;
    const seen = new Set([content]);
    for (const word of misspelt(content, context)) {
      seen.add(word);
      yield changeIn(around, node, `${prefix}${quote}${word}${quote}`, 1);
    }
    for (const [text, weight] of contents(content, context, node)) {
      if (seen.has(text)) continue;
      seen.add(text);
      yield changeIn(around, node, `${prefix}${quote}${text}${quote}`, weight);
    }
    for (const other of otherStrings(node, context)) {
      if (!seen.has(other.slice(1, -1))) yield changeIn(around, node, other, 0.35);
    }
  },
};

function* contents(content: string, context: TemplateContext, node: SyntaxNode): Generator<readonly [string, number]> {
  if (separators.includes(content)) {
    const near = content === '' ? [' '] : content.trim() === content ? ['', `${content} `] : ['', content.trim()];
    for (const text of near) yield [text, 1];
    const joining = node.parent && /attribute|member|argument/.test(node.parent.type);
    for (const text of separators.slice(0, joining ? 8 : 4)) yield [text, 0.35];
    return;
  }
  if (content.length > 60) return;
  const lower = content.toLowerCase();
  const upper = content.toUpperCase();
  const capital = content.charAt(0).toUpperCase() + content.slice(1);
  for (const text of [lower, upper, capital]) if (text !== content) yield [text, 0.5];
  if (content.trim() !== content) yield [content.trim(), 0.7];
  else if (!/\s/.test(content) && content.length > 1) {
    yield [`${content} `, 0.2];
    yield [` ${content}`, 0.15];
  }
  if (content.length === 1) {
    const swapped = pairs.find((pair) => pair.includes(content));
    for (const text of swapped ?? '') yield [text, 0.6];
    if (brackets.includes(content)) for (const text of sameSide(content)) yield [text, 0.35];
    const side = '([{<'.includes(content) ? '([{<' : ')]}>'.includes(content) ? ')]}>' : '';
    for (const text of side) yield [text, 0.5];
    yield ['', 0.3];
    if (/\d/.test(content)) yield [content === '0' ? '1' : '0', 0.6];
  }
  if (/[.!?,:;]$/.test(content)) yield [content.slice(0, -1), 0.3];
  const marks = isPython(context) ? /%(s|d|f)/ : undefined;
  if (marks?.test(content)) yield [content.replace('%d', '%s'), 0.3];
}

/** Opening brackets at even places, closing ones at odd places. */
const brackets = '()[]{}<>';
const sameSide = (bracket: string): string =>
  brackets.replace(brackets.indexOf(bracket) % 2 === 0 ? /[)\]}>]/g : /[([{<]/g, '');

const pairs = ['()', '[]', '{}', '<>', '+-', '*/', '01', 'aA', 'zZ', 'az', 'AZ'];

/** Words of the documentation that differ from the literal by one letter: one too many, one missing, one other. */
function misspelt(content: string, { focal }: TemplateContext): readonly string[] {
  if (!/^\p{L}{4,}$/u.test(content)) return [];
  const words = new Set(focal.docstring?.match(/\p{L}{4,}/gu) ?? []);
  return words.has(content) ? [] : [...words].filter((word) => oneApart(word, content)).slice(0, 2);
}

function oneApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  const [restA, restB] = [a.slice(same), b.slice(same)];
  return restA.slice(1) === restB.slice(1) || restA === restB.slice(1) || restA.slice(1) === restB;
}

/** Strings of the function, then short ones of the file, at most eight. */
function otherStrings(node: SyntaxNode, context: TemplateContext): readonly string[] {
  const own = factsOf(context).strings.filter((text) => text !== node.text && text.length <= 40);
  return own.filter((text) => /^['"][^'"\n]*['"]$/.test(text)).slice(0, 8);
}
