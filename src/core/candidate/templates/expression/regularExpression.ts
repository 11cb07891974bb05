import type { FixTemplate, Proposal } from '../../template';
import { change } from '../edits';
import { call, isPython } from '../view';

/** A pattern without its flags or anchors, or with a quantifier that asks for too little: `/a/` for `/a/g`, `\d` for `\d+`, `re.match` without an end. */
export const regularExpression: FixTemplate = {
  id: 'regularExpression',
  bugClass: 'wrong literal',
  prior: 0.25,
  examples: [
    {
      language: 'javascript',
      buggy: 'const spaces = (s) => s.replace(/ /, "");\n',
      fixed: 'const spaces = (s) => s.replace(/ /g, "");\n',
    },
    {
      language: 'python',
      buggy: 'import re\n\ndef digits(s):\n    return re.findall(r"\\d", s)\n',
      fixed: 'import re\n\ndef digits(s):\n    return re.findall(r"\\d+", s)\n',
    },
    {
      language: 'javascript',
      buggy: 'const isNumber = (s) => /\\d+/.test(s);\n',
      fixed: 'const isNumber = (s) => /^\\d+$/.test(s);\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    if (node.type === 'regex') {
      const literal = /^\/([\s\S]*)\/(\w*)$/.exec(node.text);
      if (!literal) return;
      const [, pattern = '', flags = ''] = literal;
      for (const flag of ['g', 'i', 'm']) {
        const other = flags.includes(flag) ? flags.replace(flag, '') : flags + flag;
        yield change(node, `/${pattern}/${other}`, flag === 'g' ? 1 : 0.5);
      }
      for (const [text, weight] of patterns(pattern)) yield change(node, `/${text}/${flags}`, weight);
      return;
    }
    const list = node.parent;
    const invoked = isPython(context) && list?.type === 'argument_list' && list.parent ? call(list.parent) : undefined;
    if (node.type !== 'string' || invoked?.receiver?.text !== 're' || invoked.args[0]?.id !== node.id) return;
    const literal = /^([rR]?)(['"])([^'"]*)\2$/.exec(node.text);
    if (!literal) return;
    const [, prefix = '', quote = '', pattern = ''] = literal;
    for (const [text, weight] of patterns(pattern)) yield change(node, `${prefix}${quote}${text}${quote}`, weight);
  },
};

function* patterns(pattern: string): Generator<readonly [string, number]> {
  const anchored = pattern.startsWith('^') && pattern.endsWith('$');
  if (!anchored && !pattern.includes('|')) {
    yield [`^${pattern.replace(/^\^|\$$/g, '')}$`, 0.6];
    if (!pattern.startsWith('^')) yield [`^${pattern}`, 0.3];
    if (!pattern.endsWith('$')) yield [`${pattern}$`, 0.3];
  }
  if (anchored) yield [pattern.slice(1, -1), 0.4];
  // Quantifiers of single classes: none becomes +, + and * become one another.
  for (const match of pattern.matchAll(/(\\[dwsDWS]|\]|\))([+*?]?)/g)) {
    const at = match.index + (match[1]?.length ?? 0);
    const own = match[2] ?? '';
    for (const other of ['+', '*', '?', '']) {
      if (other === own) continue;
      const weight = own === '' && other === '+' ? 0.6 : 0.3;
      yield [pattern.slice(0, at) + other + pattern.slice(at + own.length), weight];
    }
  }
}
