import type { FixTemplate } from '../../template';
import { inPython } from './examples';
import { phrasesOf } from './phrases';
import { bodyOf, offer, prependTo, replaceNode } from '../statements';

/** A default list or dict is made once and shared by all calls. */
export const mutableDefault: FixTemplate = {
  id: 'mutableDefault',
  bugClass: 'aliasing',
  prior: 0.85,
  examples: [
    inPython(
      'def add(x, acc=[]):\n    acc.append(x)\n    return acc\n',
      'def add(x, acc=None):\n    if acc is None:\n        acc = []\n    acc.append(x)\n    return acc\n',
    ),
    inPython(
      'def put(k, v, store: dict = {}):\n    store[k] = v\n    return store\n',
      'def put(k, v, store: dict = None):\n    if store is None:\n        store = {}\n    store[k] = v\n    return store\n',
    ),
  ],
  *propose(node, context) {
    if (!/^(typed_)?default_parameter$/.test(node.type) || node.parent?.parent?.id !== context.root.id) return;
    const value = node.childForFieldName('value');
    const name = node.childForFieldName('name')?.text;
    const body = bodyOf(context.root, context);
    if (
      !value ||
      name === undefined ||
      !body ||
      !/^(\[.*\]|\{.*\}|(set|list|dict|defaultdict|deque)\(.*\))$/s.test(value.text)
    )
      return;
    const lines = phrasesOf(context).guarded(`${name} is None`, [`${name} = ${value.text}`]);
    yield* offer(`a new \`${name}\` for each call`, 1, replaceNode(value, 'None'), prependTo(body, lines, context));
  },
};
