import type { FixTemplate, Proposal } from '../../template';
import { change } from '../edits';
import { call, enclosing, member } from '../view';

/** A call in an async function whose result is used before it is there. */
export const missingAwait: FixTemplate = {
  id: 'missingAwait',
  bugClass: 'wrong call',
  prior: 0.35,
  examples: [
    {
      language: 'python',
      buggy: 'async def load(client):\n    reply = client.get("/")\n    return reply.text\n',
      fixed: 'async def load(client):\n    reply = await client.get("/")\n    return reply.text\n',
    },
    {
      language: 'javascript',
      buggy: 'async function load(read) {\n  return read("a").length;\n}\n',
      fixed: 'async function load(read) {\n  return (await read("a")).length;\n}\n',
    },
    {
      language: 'typescript',
      buggy:
        'async function all(xs: number[], f: (x: number) => Promise<number>): Promise<number[]> {\n  return xs.map(f);\n}\n',
      fixed:
        'async function all(xs: number[], f: (x: number) => Promise<number>): Promise<number[]> {\n  return await Promise.all(xs.map(f));\n}\n',
    },
  ],
  *propose(node, context): Iterable<Proposal> {
    const parent = node.parent;
    if (!parent || parent.type.startsWith('await')) return;
    const invoked = call(node);
    if (!invoked || invoked.isNew || !isInAsync(node, context)) return;
    if (/^(len|range|str|int|print|isinstance|push|log|String|Number|parseInt)$/.test(invoked.name)) return;
    const inside =
      member(parent) !== undefined || parent.type.startsWith('subscript') || parent.type === 'call_expression';
    yield change(
      node,
      inside ? `(await ${node.text})` : `await ${node.text}`,
      parent.type === 'return_statement' ? 0.4 : 1,
    );
    if (context.language.id === 'javascript' && invoked.name === 'map') {
      yield change(node, inside ? `(await Promise.all(${node.text}))` : `await Promise.all(${node.text})`, 0.9);
    }
  },
};

function isInAsync(
  node: Parameters<FixTemplate['propose']>[0],
  context: Parameters<FixTemplate['propose']>[1],
): boolean {
  const nearest = enclosing(node, context.language.roles.functions, context) ?? context.root;
  return nearest.children.some((child) => child.type === 'async');
}
