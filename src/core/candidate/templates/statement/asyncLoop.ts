import { callOf } from './parts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { phrasesOf } from './phrases';
import { offer, replaceNode } from '../statements';

/** An iteration that must wait, or a `forEach` that cannot. */
export const asyncLoop: FixTemplate = {
  id: 'asyncLoop',
  bugClass: 'missing statement',
  prior: 0.3,
  examples: [
    inPython(
      'async def drain(stream):\n    out = []\n    for x in stream:\n        out.append(x)\n    return out\n',
      'async def drain(stream):\n    out = []\n    async for x in stream:\n        out.append(x)\n    return out\n',
    ),
    inJavaScript(
      'async function save(xs) {\n  xs.forEach(async (x) => {\n    await put(x);\n  });\n}\n',
      'async function save(xs) {\n  for (const x of xs) {\n    await put(x);\n  }\n}\n',
    ),
  ],
  *propose(node, context) {
    if (!/^async\b/.test(context.root.text) && !context.focal.isAsync) return;
    const p = phrasesOf(context);
    const keyword = node.firstChild;
    if (p.python) {
      if (/^(for|with)_statement$/.test(node.type) && keyword && /^(for|with)$/.test(keyword.text))
        yield* offer(
          `\`${keyword.text}\` becomes \`async ${keyword.text}\``,
          0.6,
          replaceNode(keyword, `async ${keyword.text}`),
        );
      return;
    }
    if (
      node.type === 'for_in_statement' &&
      keyword?.text === 'for' &&
      node.childForFieldName('operator')?.text === 'of' &&
      !/^for\s+await/.test(node.text)
    ) {
      yield* offer('wait for each element', 0.4, replaceNode(keyword, 'for await'));
    }
    const call = node.type === 'expression_statement' ? callOf(node) : undefined;
    const [callback] = call?.args ?? [];
    const body = callback?.childForFieldName('body');
    if (
      call?.name !== 'forEach' ||
      !call.receiver ||
      !callback?.text.startsWith('async') ||
      body?.type !== 'statement_block'
    )
      return;
    const parameter =
      callback.childForFieldName('parameters')?.firstNamedChild ?? callback.childForFieldName('parameter');
    if (!parameter || callback.childForFieldName('parameters')?.namedChildCount !== 1) return;
    yield* offer(
      'a loop that waits',
      1,
      replaceNode(node, `for (const ${parameter.text} of ${call.receiver.text}) ${body.text}`),
    );
  },
};
