import { escapeRegExp } from '../../../escapeRegExp';
import { callOf } from './parts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython, inTypeScript } from './examples';
import { brief, isFunction, layoutOf, offer, replaceNode } from '../statements';
import type { SyntaxNode } from '../../../capture/syntax';

/** A promise or coroutine is used as if it were its result. */
export const missingAwait: FixTemplate = {
  id: 'missingAwait',
  bugClass: 'missing statement',
  prior: 0.6,
  examples: [
    inPython(
      'async def load(url):\n    body = fetch(url)\n    return body.text\n',
      'async def load(url):\n    body = await fetch(url)\n    return body.text\n',
    ),
    inJavaScript(
      'async function load(url) {\n  const res = fetch(url);\n  return res.body;\n}\n',
      'async function load(url) {\n  const res = await fetch(url);\n  return res.body;\n}\n',
    ),
    inJavaScript(
      'async function all(ids) {\n  return ids.map(async (id) => get(id));\n}\n',
      'async function all(ids) {\n  return await Promise.all(ids.map(async (id) => get(id)));\n}\n',
    ),
    inJavaScript(
      'async function all(ids) {\n  const found = ids.map((id) => get(id));\n  return found.length;\n}\n\nconst get = async (id) => id;\n',
      'async function all(ids) {\n  const found = await Promise.all(ids.map((id) => get(id)));\n  return found.length;\n}\n\nconst get = async (id) => id;\n',
    ),
    inTypeScript(
      'async function save(xs: string[]) {\n  return get(xs).length;\n}\n',
      'async function save(xs: string[]) {\n  return (await get(xs)).length;\n}\n',
    ),
  ],
  *propose(node, context) {
    const call = callOf(node);
    if (!call || node.type === 'expression_statement') return;
    const owner = asyncOwner(node);
    if (!owner) return;
    const parent = node.parent;
    if (!parent || /^(await|await_expression|yield|with_item)$/.test(parent.type)) return;
    const { python } = layoutOf(context);
    const many =
      !python &&
      call.name === 'map' &&
      call.args.some(
        (arg) => arg.text.startsWith('async') || arg.text.includes('await ') || isAsync(lastCalled(arg), context.text),
      );
    if (many) {
      yield* offer('await them all', 1, replaceNode(node, `await Promise.all(${node.text})`));
      return;
    }
    if (
      /^(print|log|len|str|int|range|push|append|min|max|isinstance|super|Error|parseInt|Number|String|keys|values|entries|join|map|filter|slice)$/.test(
        call.name,
      ) ||
      (call.receiver?.text === 'Promise' && parent.type !== 'return_statement' && call.name !== 'all')
    )
      return;
    const likely =
      isAsync(call.name, context.text) ||
      /^(fetch|json|text|read|write|sleep|get|post|query|save|load|send|all|request|execute|connect|close|readFile|writeFile|gather|wait_for|delay)/.test(
        call.name,
      );
    const member = /^(attribute|member_expression|subscript|subscript_expression)$/.test(parent.type);
    yield* offer(
      `await \`${brief(node.text)}\``,
      likely ? 1 : 0.5,
      replaceNode(node, member ? `(await ${node.text})` : `await ${node.text}`),
    );
  },
};

/** The file has an async function of this name. */
function isAsync(name: string, text: string): boolean {
  if (!/^[\w$]+$/.test(name)) return false;
  const own = escapeRegExp(name);
  return new RegExp(`async (def|function)\\*? ${own}\\b|\\b${own} = async\\b|async ${own}\\(`).test(text);
}

/** What a callback hands back: the name of a function passed on, or of the one that its expression calls. */
function lastCalled(callback: SyntaxNode): string {
  if (callback.type === 'identifier') return callback.text;
  const body = callback.childForFieldName('body');
  return (body && callOf(body)?.name) ?? '';
}

/** The nearest function around the node, if it is async. */
function asyncOwner(node: SyntaxNode): SyntaxNode | undefined {
  let at = node.parent;
  while (at && !isFunction(at)) at = at.parent;
  return at && /^(async\b|(static|public|private|protected|override|\s)*async\b)/.test(at.text) ? at : undefined;
}
