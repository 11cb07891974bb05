'use strict';
// A plain script of assertions, rewritten so that every assertion is decided by itself and the script goes on after one that fails.
// `console.assert(a === b)` becomes `soft(0, '===', () => [(a), (b)])`: both sides are evaluated in place and judged here.
const { applyInserts, children, parse } = require('./instrument');
const { plain } = require('./transpile');
const { cut } = require('./outcome');

const assertModules = new Set(['assert', 'node:assert', 'assert/strict', 'node:assert/strict']);
/** Name of the script's frames in stacks. */
exports.scriptName = 'eider-script';

const comparisons = new Set(['===', '==', '!==', '!=']);

/**
 * `{code, isAsync, assertions: [{line, text, input}], modules: [specifier]}`; `code` is a function expression over
 * `(require, soft, modules)`. Lines are zero-based. @throws SyntaxError when the script cannot be parsed.
 */
exports.softScript = (text, path) => {
  const code = plain(text, path);
  const tree = parse(code);
  const assertions = [];
  const modules = [];
  const edits = [];
  const names = new Set(['assert']);
  const methods = new Map();
  let isAsync = false;
  const source = (node) => code.slice(node.start, node.end);

  function learn(pattern) {
    if (pattern.type === 'Identifier') names.add(pattern.name);
    if (pattern.type !== 'ObjectPattern') return;
    for (const { key, value } of pattern.properties) {
      if (value?.type !== 'Identifier') continue;
      if (key.name === 'strict') names.add(value.name);
      else methods.set(value.name, key.name);
    }
  }

  function importOf(node) {
    const specifier = node.source.value;
    const at = modules.push(specifier) - 1;
    const parts = [];
    for (const one of node.specifiers) {
      const name = one.local.name;
      if (one.type === 'ImportNamespaceSpecifier') parts.push(`const ${name} = modules[${at}];`);
      else {
        const imported = one.type === 'ImportDefaultSpecifier' ? 'default' : (one.imported.name ?? one.imported.value);
        parts.push(`const ${name} = modules[${at}][${JSON.stringify(imported)}];`);
        if (assertModules.has(specifier)) {
          if (imported === 'default' || imported === 'strict') names.add(name);
          else methods.set(name, imported);
        }
      }
    }
    const blank = source(node).replace(/[^\n]/g, '');
    edits.push({ at: node.start, end: node.end, text: parts.join(' ') + blank });
  }

  function methodOf(callee) {
    if (callee.type === 'Identifier') return methods.get(callee.name) ?? (names.has(callee.name) ? 'ok' : undefined);
    if (callee.type !== 'MemberExpression' || callee.computed) return undefined;
    const { object, property } = callee;
    if (object.type === 'Identifier' && object.name === 'console' && property.name === 'assert') return 'ok';
    if (object.type === 'Identifier' && names.has(object.name))
      return property.name === 'strict' ? 'ok' : property.name;
    return object.type === 'MemberExpression' && object.property.name === 'strict'
      ? methodOf({ ...callee, object: object.object })
      : undefined;
  }

  function assertion(node, method) {
    const index = assertions.length;
    const [first, second] = node.arguments;
    const at = { line: node.loc.start.line - 1, text: cut(source(node).replace(/\s+/g, ' '), 160) };
    const waits = containsAwait(node.arguments);
    const open = waits ? 'async () =>' : '() =>';
    const isComparison = method === 'ok' && first?.type === 'BinaryExpression' && comparisons.has(first.operator);
    const sides = isComparison ? [first.left, first.right] : node.arguments;
    if ((sides.length === 0 && method !== 'fail') || node.arguments.some((one) => one.type === 'SpreadElement'))
      return false;
    const input = isComparison || second !== undefined ? source(sides[0]) : undefined;
    assertions.push({ ...at, ...(input !== undefined && { input: cut(input, 500) }) });
    const list = sides.map((side) => `(${source(side)})`).join(', ');
    const how = JSON.stringify(isComparison ? first.operator : method);
    edits.push({
      at: node.start,
      end: node.end,
      text: `${waits ? 'await ' : ''}soft(${index}, ${how}, ${open} [${list}])`,
    });
    return true;
  }

  function visit(node, inFunction) {
    if (node.type === 'ImportDeclaration') return importOf(node);
    if (/^Export(Named|Default)Declaration$/.test(node.type) && node.declaration) {
      edits.push({ at: node.start, end: node.declaration.start, text: '' });
    }
    if (node.type === 'AwaitExpression' && !inFunction) isAsync = true;
    if (node.type === 'ForOfStatement' && node.await && !inFunction) isAsync = true;
    const specifier = node.type === 'VariableDeclarator' && requiredModule(node.init);
    if (specifier && assertModules.has(specifier)) learn(node.id);
    if (node.type === 'CallExpression' && !node.optional) {
      const method = methodOf(node.callee);
      if (method !== undefined && assertion(node, method)) {
        if (!inFunction && containsAwait(node.arguments)) isAsync = true;
        return;
      }
    }
    const inner = inFunction || /^(Function|Arrow|Method|Class)/.test(node.type);
    for (const child of children(node)) visit(child, inner);
  }

  visit(tree, false);
  const body = applyInserts(code.replace(/^#!/, '//'), edits);
  return {
    code: `(${isAsync ? 'async ' : ''}function (require, soft, modules) {${body}\n})\n//# sourceURL=${exports.scriptName}`,
    isAsync,
    assertions,
    modules,
  };
};

function requiredModule(node) {
  if (node?.type === 'MemberExpression') return requiredModule(node.object);
  if (node?.type !== 'CallExpression' || node.callee.name !== 'require') return undefined;
  return node.arguments[0]?.value;
}

function containsAwait(nodes) {
  return nodes.some((node) => {
    if (node.type === 'AwaitExpression') return true;
    if (/^(Function|Arrow)/.test(node.type)) return false;
    return containsAwait(children(node));
  });
}
