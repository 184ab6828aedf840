import type {
  Argument,
  ClassIr,
  ClassMember,
  Entry,
  Expression,
  FunctionIr,
  Parameter,
  Pattern,
  Statement,
} from '../../../src/code/ir.ts';

/** Prints the intermediate form as JavaScript that means the same, with brackets around every operator. */
export const printStatements = (body: readonly Statement[]): string => body.map(printStatement).join('\n');

const block = (body: readonly Statement[]): string =>
  body.length === 0 ? '{}' : `{ ${body.map(printStatement).join(' ')} }`;

export function printStatement(s: Statement): string {
  switch (s.kind) {
    case 'expression':
      return `${printExpression(s.value)};`;
    case 'declare': {
      const type = s.type === undefined ? '' : ` /* ${s.type} */`;
      return `${s.scope === 'function' ? 'var' : 'let'} ${printPattern(s.target)}${type}${s.value ? ` = ${printExpression(s.value)}` : ''};`;
    }
    case 'function':
      return printFunction(s.fn);
    case 'class':
      return printClass(s.cls);
    case 'return':
    case 'throw':
      return `${s.kind}${s.value ? ` ${printExpression(s.value)}` : ''};`;
    case 'if':
      return `if (${printExpression(s.test)}) ${block(s.then)}${s.else.length > 0 ? ` else ${block(s.else)}` : ''}`;
    case 'loop':
      return printLoop(s);
    case 'try':
      return `try ${block(s.body)}${s.handlers.map((h) => ` catch${h.parameter ? ` (${printPattern(h.parameter)})` : ''} ${block(h.body)}`).join('')}${s.finalizer.length > 0 ? ` finally ${block(s.finalizer)}` : ''}`;
    case 'switch':
      return `switch (${printExpression(s.subject)}) { ${s.cases.map((c) => `${c.test ? `case ${printExpression(c.test)}` : 'default'}: ${c.body.map(printStatement).join(' ')}`).join(' ')} }`;
    case 'block':
      return block(s.body);
    case 'jump':
      return `${s.jump};`;
    default:
      return printModuleStatement(s);
  }
}

function printModuleStatement(s: Extract<Statement, { kind: 'import' | 'export' | 'export-from' }>): string {
  if (s.kind === 'export') return `export ${s.exported} = ${printExpression(s.value)};`;
  if (s.kind === 'export-from')
    return `export {${s.names.map((n) => `${n.imported} as ${n.exported}`).join(', ')}} from ${s.specifier};`;
  const bindings = s.bindings.map((b) =>
    b.kind === 'member' ? `${b.imported} as ${b.local}` : b.kind === 'star' ? '*' : `${b.kind} ${b.local}`,
  );
  return `import {${bindings.join(', ')}} from ${s.specifier};`;
}

function printLoop(s: Extract<Statement, { kind: 'loop' }>): string {
  if (s.each) {
    const declare = s.each.declare === null ? '' : s.each.declare === 'function' ? 'var ' : 'let ';
    const over = s.each.over === 'keys' ? 'in' : 'of';
    return `for (${declare}${printPattern(s.each.target)} ${over} ${printExpression(s.each.iterable)}) ${block(s.body)}`;
  }
  const [test, update] = [s.test, s.update].map((e) => (e ? printExpression(e) : ''));
  return s.init.length > 0 || s.update
    ? `{ ${printStatements(s.init)} for (; ${test}; ${update}) ${block(s.body)} }`
    : `while (${test || 'true'}) ${block(s.body)}`;
}

export function printExpression(e: Expression): string {
  switch (e.kind) {
    case 'const':
      return e.value === undefined ? 'void 0' : Object.is(e.value, -0) ? '-0' : JSON.stringify(e.value);
    case 'name':
      return e.name;
    case 'template':
      return `\`${e.parts.map((p) => (p.kind === 'const' && typeof p.value === 'string' ? p.value.replace(/[`\\$]/g, '\\$&') : `\${${printExpression(p)}}`)).join('')}\``;
    case 'array':
      return `[${e.items.map((i) => (i.spread ? '...' : '') + printExpression(i.value)).join(', ')}]`;
    case 'object':
      return `({ ${e.entries.map(printEntry).join(', ')} })`;
    case 'member':
      return printMember(e);
    case 'call':
      return `${e.isNew ? 'new ' : ''}${/function|class|name|member|super/.test(e.callee.kind) && e.callee.kind !== 'function' ? printExpression(e.callee) : `(${printExpression(e.callee)})`}(${e.args.map(printArgument).join(', ')})`;
    case 'function':
      return printFunction(e.fn);
    case 'class':
      return printClass(e.cls);
    case 'assign':
      return `(${printPattern(e.target)} ${e.operator ?? ''}= ${printExpression(e.value)})`;
    case 'binary':
    case 'logical':
      return `(${printExpression(e.left)} ${e.operator} ${printExpression(e.right)})`;
    default:
      return printRarer(e);
  }
}

function printRarer(e: Expression): string {
  switch (e.kind) {
    case 'unary':
      return `(${e.operator === 'not' ? '!' : e.operator} ${printExpression(e.value)})`;
    case 'conditional':
      return `(${printExpression(e.test)} ? ${printExpression(e.then)} : ${printExpression(e.else)})`;
    case 'await':
      return `(await ${printExpression(e.value)})`;
    case 'yield':
      return `(yield${e.value ? ` ${printExpression(e.value)}` : ''})`;
    case 'sequence':
      return `(${e.items.map(printExpression).join(', ')})`;
    case 'dynamic-import':
      return `import(${printExpression(e.specifier)})`;
    case 'this':
    case 'super':
      return e.kind;
    case 'opaque':
      return `<${[e.why, ...e.children.map(printExpression)].join('; ')}>`;
    default:
      return `<${e.kind}>`;
  }
}

function printMember(e: { object: Expression; property: Expression; computed: boolean }): string {
  const object = /^(?:name|member|this|super|call)$/.test(e.object.kind)
    ? printExpression(e.object)
    : `(${printExpression(e.object)})`;
  if (e.computed) return `${object}[${printExpression(e.property)}]`;
  return `${object}.${e.property.kind === 'const' ? String(e.property.value) : '?'}`;
}

function printKey(key: Expression): string {
  if (key.kind === 'const' && typeof key.value === 'string')
    return /^#?\w+$/.test(key.value) ? key.value : JSON.stringify(key.value);
  return `[${printExpression(key)}]`;
}

function printEntry(entry: Entry): string {
  if (entry.key === null) return `...${printExpression(entry.value)}`;
  if (entry.accessor !== undefined && entry.value.kind === 'function')
    return `${entry.accessor} ${printKey(entry.key)}${printSignature(entry.value.fn)}`;
  return `${printKey(entry.key)}: ${printExpression(entry.value)}`;
}

const printArgument = (a: Argument): string => (a.spread ? '...' : '') + printExpression(a.value);

export function printPattern(p: Pattern): string {
  switch (p.kind) {
    case 'name':
      return p.name;
    case 'member':
      return printMember(p);
    case 'default':
      return `${printPattern(p.target)} = ${printExpression(p.value)}`;
    case 'array':
      return `[${[...p.items.map((i) => (i ? printPattern(i) : '')), ...(p.rest ? [`...${printPattern(p.rest)}`] : [])].join(', ')}]`;
    case 'object':
      return `{ ${[...p.entries.map((e) => `${printKey(e.key)}: ${printPattern(e.value)}`), ...(p.rest ? [`...${printPattern(p.rest)}`] : [])].join(', ')} }`;
  }
}

function printParameter(p: Parameter): string {
  return `${p.rest ? '...' : ''}${printPattern(p.pattern)}${p.type === undefined ? '' : ` /* ${p.type} */`}${p.default ? ` = ${printExpression(p.default)}` : ''}`;
}

const printSignature = (fn: FunctionIr): string => `(${fn.params.map(printParameter).join(', ')}) ${block(fn.body)}`;

function printFunction(fn: FunctionIr): string {
  const decorators = fn.decorators.map((d) => `@${printExpression(d)} `).join('');
  if (fn.isArrow)
    return `(${fn.isAsync ? 'async ' : ''}(${fn.params.map(printParameter).join(', ')}) => ${block(fn.body)})`;
  return `${decorators}${fn.isAsync ? 'async ' : ''}function${fn.isGenerator ? '*' : ''} ${fn.name ?? ''}${printSignature(fn)}`;
}

function printClass(cls: ClassIr): string {
  const decorators = cls.decorators.map((d) => `@${printExpression(d)} `).join('');
  const heritage = cls.superclasses.map((s) => ` extends ${printExpression(s)}`).join('');
  return `${decorators}class ${cls.name ?? ''}${heritage} { ${cls.members.map(printClassMember).join(' ')} }`;
}

function printClassMember(m: ClassMember): string {
  if (m.kind === 'static-block') return `static ${block(m.body)}`;
  const prefix = m.isStatic ? 'static ' : '';
  if (m.kind === 'field')
    return `${prefix}${printKey(m.name)}${m.type === undefined ? '' : ` /* ${m.type} */`}${m.value ? ` = ${printExpression(m.value)}` : ''};`;
  const { fn } = m;
  const decorators = fn.decorators.map((d) => `@${printExpression(d)} `).join('');
  return `${decorators}${prefix}${fn.isAsync ? 'async ' : ''}${fn.isGenerator ? '*' : ''}${m.accessor ? `${m.accessor} ` : ''}${printKey(m.name)}${printSignature(fn)}`;
}
