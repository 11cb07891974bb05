'use strict';
// Puts probes into JavaScript text (lines kept): which statements of which lines ran, and the variables before each statement.
const { acorn } = host.vendor;

exports.parse = parse;

/** Module or script, whichever it is. @throws SyntaxError. */
function parse(code) {
  const options = {
    ecmaVersion: 'latest',
    locations: true,
    allowHashBang: true,
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
  };
  try {
    return acorn.parse(code, { ...options, sourceType: 'module' });
  } catch (error) {
    try {
      return acorn.parse(code, { ...options, sourceType: 'script' });
    } catch {
      throw error;
    }
  }
}

const isFunction = (node) => /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);
const isNode = (value) => typeof value === 'object' && value !== null && typeof value.type === 'string';

exports.children = children;
function children(node) {
  const found = [];
  for (const key of Object.keys(node)) {
    const value = node[key];
    if (isNode(value)) found.push(value);
    else if (Array.isArray(value)) for (const one of value) if (isNode(one)) found.push(one);
  }
  return found;
}

exports.applyInserts = applyInserts;
/** Inserts at the same place come in the order they were pushed. */
function applyInserts(code, inserts) {
  const sorted = inserts
    .map((insert, order) => ({ ...insert, order }))
    .sort((a, b) => a.at - b.at || a.order - b.order);
  let text = '';
  let at = 0;
  for (const insert of sorted) {
    text += code.slice(at, insert.at) + insert.text;
    at = insert.end ?? insert.at;
  }
  return text + code.slice(at);
}

/**
 * `{code, lines}`: `lines[id]` are the zero-based lines a probe stands for. Probes call `name.hit(id)`; with `trace`, in functions that
 * overlap the zero-based lines `[first, last]`, `name.step(id, {variable: () => value})`, `name.enter()` and `name.leave()`.
 */
exports.instrument = (code, { name, trace, first, last }) => {
  const inserts = [];
  const lines = [];
  const insert = (at, text) => inserts.push({ at, text });
  const lineOf = (node) => node.loc.start.line - 1;

  function probe(node, scope) {
    const id = lines.length;
    lines.push(ownLines(node));
    if (!trace || !scope.traced) return `${name}.hit(${id})`;
    const names = [...new Set(scope.names())];
    return `${name}.step(${id}, {${names.map((one) => `${JSON.stringify(one)}: () => ${one}`).join(', ')}})`;
  }

  function statements(list, scope) {
    for (const node of list) {
      const silent =
        node.type === 'FunctionDeclaration' || node.type === 'EmptyStatement' || node.directive !== undefined;
      if (!silent && scope.inFunction && !/^(Import|Export)/.test(node.type))
        insert(node.start, `${probe(node, scope)};`);
      visit(node, scope);
    }
  }

  function branch(node, scope) {
    if (node.type === 'BlockStatement') return visit(node, scope);
    if (scope.inFunction) insert(node.start, `{${probe(node, scope)};`);
    visit(node, scope);
    if (scope.inFunction) insert(node.end, '}');
  }

  function condition(node, scope) {
    if (!node) return;
    if (scope.inFunction) insert(node.start, `(${probe(node, scope)}, `);
    visit(node, scope);
    if (scope.inFunction) insert(node.end, ')');
  }

  function functionNode(node, scope) {
    const start = lineOf(node);
    const traced = trace && (scope.traced || (start <= last && node.loc.end.line - 1 >= first && start >= first));
    const inner = scope.child({ inFunction: true, traced });
    if (node.type === 'FunctionExpression' && node.id) inner.declare(node.id);
    for (const parameter of node.params) {
      inner.declare(parameter);
      visit(parameter, inner);
    }
    if (node.body.type !== 'BlockStatement') {
      insert(node.body.start, `(${probe(node.body, inner)}, `);
      visit(node.body, inner);
      insert(node.body.end, ')');
      return;
    }
    hoisted(node.body, inner);
    const at = node.body.body.find((one) => one.directive === undefined)?.start ?? node.body.end - 1;
    if (traced) insert(at, `${name}.enter();try{`);
    blockDeclarations(node.body.body, inner);
    statements(node.body.body, inner);
    if (traced) insert(node.body.end - 1, `}finally{${name}.leave();}`);
  }

  function visit(node, scope) {
    if (isFunction(node)) return functionNode(node, scope);
    switch (node.type) {
      case 'Program':
        return statements(node.body, scope);
      case 'BlockStatement':
      case 'StaticBlock': {
        const inner = scope.child({});
        blockDeclarations(node.body, inner);
        return statements(node.body, inner);
      }
      case 'SwitchCase': {
        if (node.test) visit(node.test, scope);
        const inner = scope.child({});
        blockDeclarations(node.consequent, inner);
        return statements(node.consequent, inner);
      }
      case 'IfStatement':
        visit(node.test, scope);
        branch(node.consequent, scope);
        if (node.alternate) branch(node.alternate, scope);
        return;
      case 'WhileStatement':
        condition(node.test, scope);
        return branch(node.body, scope);
      case 'DoWhileStatement':
        branch(node.body, scope);
        return condition(node.test, scope);
      case 'ForStatement': {
        const inner = scope.child({});
        if (node.init) {
          if (node.init.type === 'VariableDeclaration') for (const one of node.init.declarations) inner.declare(one.id);
          visit(node.init, scope);
        }
        condition(node.test, inner);
        if (node.update) visit(node.update, inner);
        return branch(node.body, inner);
      }
      case 'ForInStatement':
      case 'ForOfStatement': {
        visit(node.right, scope);
        const inner = scope.child({});
        if (node.left.type === 'VariableDeclaration') for (const one of node.left.declarations) inner.declare(one.id);
        return branch(node.body, inner);
      }
      case 'LabeledStatement':
        return visit(node.body, scope);
      case 'CatchClause': {
        const inner = scope.child({});
        if (node.param) inner.declare(node.param);
        return visit(node.body, inner);
      }
      case 'WithStatement':
        return branch(node.body, scope);
      default:
        for (const child of children(node)) visit(child, scope);
    }
  }

  visit(parse(code), newScope(undefined, { inFunction: false, traced: false }));
  return { code: applyInserts(code, inserts), lines };
};

function newScope(parent, { inFunction = parent?.inFunction, traced = parent?.traced }) {
  const declared = [];
  const scope = {
    inFunction,
    traced,
    declare: (pattern) => declared.push(...boundNames(pattern)),
    names: () => [...(parent?.traced ? parent.names() : []), ...declared],
    child: (change) => newScope(scope, change),
  };
  return scope;
}

function boundNames(pattern) {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern.name];
    case 'AssignmentPattern':
      return boundNames(pattern.left);
    case 'RestElement':
      return boundNames(pattern.argument);
    case 'ArrayPattern':
      return pattern.elements.flatMap((one) => (one ? boundNames(one) : []));
    case 'ObjectPattern':
      return pattern.properties.flatMap((one) => boundNames(one.type === 'Property' ? one.value : one));
    default:
      return [];
  }
}

/** `var` declarations anywhere in the function. */
function hoisted(node, scope) {
  for (const child of children(node)) {
    if (isFunction(child)) continue;
    if (child.type === 'VariableDeclaration' && child.kind === 'var') {
      for (const one of child.declarations) scope.declare(one.id);
    }
    hoisted(child, scope);
  }
}

function blockDeclarations(list, scope) {
  for (const node of list) {
    if (node.type === 'VariableDeclaration' && node.kind !== 'var')
      for (const one of node.declarations) scope.declare(one.id);
  }
}

/** Where the head of a compound statement ends; its body has probes of its own. */
const headEnds = {
  __proto__: null,
  IfStatement: (node) => node.test,
  WhileStatement: (node) => node.test,
  ForStatement: (node) => node.update ?? node.test ?? node.init,
  ForInStatement: (node) => node.right,
  ForOfStatement: (node) => node.right,
  SwitchStatement: (node) => node.discriminant,
  WithStatement: (node) => node.object,
  LabeledStatement: (node) => node.label,
  DoWhileStatement: () => null,
  TryStatement: () => null,
  BlockStatement: () => null,
};

/** Lines of a statement without those of the statements inside it: the head of a loop, all of a call over several lines. */
function ownLines(node) {
  const first = node.loc.start.line;
  const head = headEnds[node.type];
  const last = head ? (head(node)?.loc.end.line ?? first) : node.loc.end.line;
  const own = new Set();
  for (let line = first; line <= last; line += 1) own.add(line - 1);
  if (!head) for (const inner of children(node)) withoutBodies(inner, own);
  own.add(first - 1);
  return [...own].sort((a, b) => a - b);
}

/** Takes away the lines of function bodies, which have probes of their own, and of classes. */
function withoutBodies(node, own) {
  const body = isFunction(node) || node.type === 'ClassBody' ? (node.body.loc ? node.body : node) : undefined;
  if (!body) {
    for (const inner of children(node)) withoutBodies(inner, own);
    return;
  }
  for (let line = body.loc.start.line + 1; line <= body.loc.end.line; line += 1) own.delete(line - 1);
}
