import type { SyntaxNode } from '../capture/syntax';

/** Names that stand for other names: what is imported, required, or assigned from one name to another. */
export class Aliases {
  readonly #meant = new Map<string, string>();

  /** Of the whole file: a function may import for itself. */
  constructor(root: SyntaxNode) {
    const kinds = ['import_statement', 'import_from_statement', 'variable_declarator', 'assignment'];
    for (const node of root.descendantsOfType(kinds)) {
      if (node.type === 'import_from_statement') this.#fromPython(node);
      else if (node.type === 'import_statement') this.#imported(node);
      else this.#assigned(node);
    }
  }

  /** `run` as `child_process.execSync` where it was imported so; a name that stands for itself as it is. */
  fullName(name: string): string {
    let found = name;
    // Aliases of aliases end; those that go round are left where they are.
    for (let i = 0; i < 4; i++) {
      const [first = '', ...rest] = found.split('.');
      const meant = this.#meant.get(first);
      if (meant === undefined || meant === first) break;
      found = [meant, ...rest].join('.');
    }
    return found;
  }

  #fromPython(node: SyntaxNode): void {
    const module = node.childForFieldName('module_name')?.text ?? '';
    for (const child of node.childrenForFieldName('name')) {
      const name = (child.childForFieldName('name') ?? child).text;
      this.#meant.set(child.childForFieldName('alias')?.text ?? name, `${module}.${name}`);
    }
  }

  #imported(node: SyntaxNode): void {
    for (const child of node.childrenForFieldName('name')) {
      const alias = child.childForFieldName('alias')?.text;
      if (alias !== undefined) this.#meant.set(alias, (child.childForFieldName('name') ?? child).text);
    }
    const source = node.childForFieldName('source');
    if (!source) return;
    const module = moduleOf(source.text);
    for (const specifier of node.descendantsOfType('import_specifier')) {
      const name = specifier.childForFieldName('name')?.text ?? '';
      this.#meant.set(specifier.childForFieldName('alias')?.text ?? name, `${module}.${name}`);
    }
    const clause = node.namedChildren.find((child) => child.type === 'import_clause');
    for (const child of clause?.namedChildren ?? []) {
      const whole = child.type === 'namespace_import' ? child.firstNamedChild : child;
      if (whole?.type === 'identifier') this.#meant.set(whole.text, module);
    }
  }

  #assigned(node: SyntaxNode): void {
    const target = node.childForFieldName(node.type === 'assignment' ? 'left' : 'name');
    const value = valueOf(node.childForFieldName(node.type === 'assignment' ? 'right' : 'value'));
    if (!target || value === undefined) return;
    if (target.type === 'identifier') this.#meant.set(target.text, value);
    if (target.type !== 'object_pattern') return;
    for (const part of target.namedChildren) {
      const key = part.childForFieldName('key')?.text ?? part.text;
      const local = part.childForFieldName('value')?.text ?? part.text;
      if (/^[\w$]+$/.test(key) && /^[\w$]+$/.test(local)) this.#meant.set(local, `${value}.${key}`);
    }
  }
}

/** A name, a dotted name, or a required module; undefined for what is computed. */
function valueOf(node: SyntaxNode | null): string | undefined {
  if (!node) return undefined;
  const text = node.text.replace(/\?\./g, '.');
  const required =
    /^(?:await\s+import|require|__import__|importlib\.import_module)\(\s*((["'`])[^"'`]+\2)\s*\)((?:\.[\w$]+)*)$/.exec(
      text,
    );
  if (required) return moduleOf(required[1] ?? '') + (required[3] ?? '');
  return /^[\w$]+(\.[\w$]+)*$/.test(text) && /^(identifier|attribute|member_expression)$/.test(node.type)
    ? text
    : undefined;
}

/** `'node:fs/promises'` as `fs.promises`. */
const moduleOf = (source: string): string =>
  source
    .slice(1, -1)
    .replace(/^node:/, '')
    .replace(/\//g, '.');
