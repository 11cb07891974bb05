import type { FixTemplate, Proposal } from '../../template';
import { change, receiver } from '../edits';
import { factsOf } from '../functionFacts';
import { siteOf } from '../sites';
import { kindsOf, may } from '../types';
import { call, isPython } from '../view';

/** A separator is left over at an end of what was put together or replaced. */
export const trimMark: FixTemplate = {
  id: 'trimMark',
  bugClass: 'wrong call',
  prior: 0.2,
  examples: [
    {
      language: 'python',
      buggy: "import re\n\ndef slug(title):\n    return re.sub(r'\\W+', '-', title)\n",
      fixed: "import re\n\ndef slug(title):\n    return re.sub(r'\\W+', '-', title).strip('-')\n",
    },
    {
      language: 'javascript',
      buggy: "function slug(title) {\n  return title.replace(/\\W+/g, '-');\n}\n",
      fixed: "function slug(title) {\n  return title.replace(/\\W+/g, '-').replace(/^-+|-+$/g, '');\n}\n",
    },
    {
      language: 'python',
      buggy: "def row(xs):\n    out = ''\n    for x in xs:\n        out += x + ','\n    return out\n",
      fixed: "def row(xs):\n    out = ''\n    for x in xs:\n        out += x + ','\n    return out.rstrip(',')\n",
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const site = siteOf(node);
    if ((site !== 'returned' && site !== 'assigned') || node.text.includes('\n')) return;
    const kinds = kindsOf(node, context);
    const made = /^(sub|replace|replaceAll)$/.test(call(node)?.name ?? '');
    const named = node.type === 'identifier' && kinds.has('string');
    if ((!made && !named) || !may(kinds, 'string')) return;
    const marks = factsOf(context).strings.filter((text) => /^(['"])(\\n|[-_,;.:/| ])\1$/.test(text));
    const share = site === 'returned' ? 1 : 0.5;
    for (const mark of marks.slice(0, 2)) {
      if (isPython(context)) {
        yield change(node, `${receiver(node)}.strip(${mark})`, share);
        yield change(node, `${receiver(node)}.rstrip(${mark})`, 0.8 * share);
      } else {
        const sign = mark.slice(1, -1).replace(/[.|/]/, '\\$&');
        const many = sign.length > 1 ? `(?:${sign})+` : `${sign}+`;
        yield change(node, `${receiver(node)}.replace(/^${many}|${many}$/g, '')`, share);
        yield change(node, `${receiver(node)}.replace(/${many}$/, '')`, 0.8 * share);
      }
    }
  },
};
