import { namesBefore } from './facts';
import { assignmentOf } from './parts';
import type { FixTemplate } from '../../template';
import { inJavaScript, inPython } from './examples';
import { phrasesOf } from './phrases';
import { offer, replaceNode } from '../statements';
import type { SyntaxNode } from '../../../capture/syntax';

/** `self.` or `this.` forgotten, or written in front of a local. */
export const missingReceiver: FixTemplate = {
  id: 'missingReceiver',
  bugClass: 'wrong variable',
  prior: 0.6,
  examples: [
    inPython(
      'class Box:\n    def put(self, x):\n        items.append(x)\n        self.items.sort()\n',
      'class Box:\n    def put(self, x):\n        self.items.append(x)\n        self.items.sort()\n',
    ),
    inJavaScript(
      'class Box {\n  put(x) {\n    size += 1;\n    this.size = Math.max(this.size, x);\n  }\n}\n',
      'class Box {\n  put(x) {\n    this.size += 1;\n    this.size = Math.max(this.size, x);\n  }\n}\n',
    ),
    inPython(
      'class Box:\n    def set(self, size):\n        size = max(self.size, 0)\n        return self\n',
      'class Box:\n    def set(self, size):\n        self.size = max(self.size, 0)\n        return self\n',
    ),
  ],
  *propose(node, context) {
    const p = phrasesOf(context);
    const receiver = p.python ? 'self' : 'this';
    if (!inClass(context.root)) return;
    const own = new RegExp(`\\b${receiver}\\.(\\w+)|^[ \\t]+(?:async )?(?:def |static )?(\\w+)\\(`, 'gm');
    if (node.type === 'identifier' || node.type === 'shorthand_property_identifier') {
      const parent = node.parent;
      if (
        !parent ||
        (/parameter|^(attribute|member_expression)$/.test(parent.type) && parent.firstNamedChild?.id !== node.id)
      )
        return;
      if (
        /^(parameters|formal_parameters|keyword_argument|method_definition|function_definition|lambda_parameters|variable_declarator)$/.test(
          parent.type,
        ) &&
        (parent.childForFieldName('name')?.id === node.id || parent.type.endsWith('parameters'))
      )
        return;
      const members = new Set([...classText(context.root).matchAll(own)].map((m) => m[1] ?? m[2]));
      if (!members.has(node.text) || node.text === receiver) return;
      const local = context.locals.includes(node.text);
      const target = assignmentOf(parent)?.left.id === node.id;
      yield* offer(
        `\`${node.text}\` becomes \`${receiver}.${node.text}\``,
        local ? (target ? 0.5 : 0.2) : 1,
        replaceNode(node, `${receiver}.${node.text}`),
      );
    }
    if (node.type === 'attribute' || node.type === 'member_expression') {
      const object = node.childForFieldName('object');
      const name = (node.childForFieldName('attribute') ?? node.childForFieldName('property'))?.text;
      if (object?.text === receiver && name !== undefined && namesBefore(node, context).includes(name)) {
        yield* offer(`\`${node.text}\` becomes \`${name}\``, 0.3, replaceNode(node, name));
      }
    }
  },
};

function inClass(root: SyntaxNode): boolean {
  return (
    (root.parent?.parent !== null && (root.parent?.parent?.type ?? '').startsWith('class')) ||
    /^(class|decorated)/.test(root.parent?.type ?? '')
  );
}

function classText(root: SyntaxNode): string {
  for (let at = root.parent; at; at = at.parent) if (/^class(_definition|_declaration)?$/.test(at.type)) return at.text;
  return root.text;
}
