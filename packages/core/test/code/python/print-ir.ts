import type {
  Argument,
  Expression,
  FunctionIr,
  ImportStatement,
  Item,
  Parameter,
  Pattern,
  Statement,
} from '../../../src/code/ir.ts';

/** Prints the intermediate form as short pseudo-code, so that a test reads at a glance. */
export function printBody(body: readonly Statement[]): string {
  return body.map(printStatement).join('; ');
}

export function printExpression(e: Expression): string {
  const p = printExpression;
  switch (e.kind) {
    case 'const':
      return JSON.stringify(e.value) ?? 'undefined';
    case 'name':
      return e.name;
    case 'template':
      return `\`${e.parts.map((part) => (part.kind === 'const' ? String(part.value) : `\${${p(part)}}`)).join('')}\``;
    case 'array':
      return `[${e.items.map(printItem).join(', ')}]`;
    case 'object':
      return `{${e.entries.map(({ key, value }) => (key === null ? `**${p(value)}` : `${p(key)}: ${p(value)}`)).join(', ')}}`;
    case 'member':
      return printMember(e);
    case 'call':
      return `${p(e.callee)}(${e.args.map(printArgument).join(', ')})`;
    case 'function':
      return printFunction(e.fn);
    case 'class':
      return `class ${e.cls.name}`;
    case 'assign':
      return `${printPattern(e.target)} ${e.operator ?? ''}= ${p(e.value)}`;
    case 'binary':
    case 'logical':
      return `(${p(e.left)} ${e.operator} ${p(e.right)})`;
    case 'unary':
      return `${e.operator}${/\w/.test(e.operator) ? ' ' : ''}${p(e.value)}`;
    case 'conditional':
      return `(${p(e.test)} ? ${p(e.then)} : ${p(e.else)})`;
    case 'await':
      return `${e.protocol ?? 'await'} ${p(e.value)}`;
    case 'yield':
      return `yield ${e.value === null ? '' : p(e.value)}`;
    case 'sequence':
      return `(${e.items.map(p).join(', ')})`;
    case 'comprehension':
      return printComprehension(e);
    case 'slice':
      return `${p(e.object)}[${e.bounds.map(p).join(':')}]`;
    case 'opaque':
      return `?${e.why}(${e.children.map(p).join(', ')})`;
    default:
      return e.kind;
  }
}

function printMember(e: { object: Expression; property: Expression; computed: boolean }): string {
  const object = printExpression(e.object);
  if (e.computed) return `${object}[${printExpression(e.property)}]`;
  return `${object}.${e.property.kind === 'const' ? String(e.property.value) : '?'}`;
}

function printItem({ value, spread }: Item): string {
  return `${spread ? '*' : ''}${printExpression(value)}`;
}

function printArgument({ value, spread, name }: Argument): string {
  const prefix = name !== undefined ? `${name}=` : spread === 'list' ? '*' : spread === 'map' ? '**' : '';
  return prefix + printExpression(value);
}

function printComprehension(e: Extract<Expression, { kind: 'comprehension' }>): string {
  const clauses = e.clauses.map(({ target, iterable, conditions }) =>
    [
      `for ${printPattern(target)} in ${printExpression(iterable)}`,
      ...conditions.map((c) => `if ${printExpression(c)}`),
    ].join(' '),
  );
  const body = [e.key === undefined ? '' : `${printExpression(e.key)}: `, printExpression(e.element)].join('');
  const [open, close] = e.result === 'map' ? '{}' : '[]';
  return `${open}${body} ${clauses.join(' ')}${close}`;
}

function printPattern(pattern: Pattern): string {
  if (pattern.kind === 'name') return pattern.name;
  if (pattern.kind === 'member') return printMember(pattern);
  if (pattern.kind !== 'array') return pattern.kind;
  const items = pattern.items.map((item) => (item === null ? '' : printPattern(item)));
  return `[${[...items, ...(pattern.rest === undefined ? [] : [`...${printPattern(pattern.rest)}`])].join(', ')}]`;
}

function printFunction(fn: FunctionIr): string {
  const decorators = fn.decorators.map((decorator) => `@${printExpression(decorator)} `).join('');
  const flags = `${fn.isAsync ? 'async ' : ''}${fn.isGenerator ? 'gen ' : ''}`;
  const params = fn.params.map(printParameter).join(', ');
  return `${decorators}${flags}${fn.name ?? ''}(${params}) ${fn.isArrow ? '=> ' : ''}{${printBody(fn.body)}}`;
}

function printParameter(param: Parameter): string {
  const prefix = param.rest === 'list' ? '*' : param.rest === 'map' ? '**' : '';
  const type = param.type === undefined ? '' : `: ${param.type} `;
  const value = param.default === undefined ? '' : `${type === '' ? '=' : '= '}${printExpression(param.default)}`;
  return `${prefix}${printPattern(param.pattern)}${type}${value}${param.keywordOnly === true ? ' only' : ''}`;
}

function printStatement(s: Statement): string {
  const block = (body: readonly Statement[]): string => `{${printBody(body)}}`;
  const tail = (word: string, body: readonly Statement[]): string =>
    body.length === 0 ? '' : ` ${word} ${block(body)}`;
  switch (s.kind) {
    case 'expression':
      return printExpression(s.value);
    case 'declare':
      return `declare ${printPattern(s.target)}: ${s.type}${s.value === null ? '' : ` = ${printExpression(s.value)}`}`;
    case 'function':
      return printFunction(s.fn);
    case 'return':
    case 'throw':
      return `${s.kind}${s.value === null ? '' : ` ${printExpression(s.value)}`}`;
    case 'if':
      return `if ${printExpression(s.test)} ${block(s.then)}${tail('else', s.else)}`;
    case 'loop': {
      const head =
        s.each === null
          ? `while ${s.test === null ? '' : printExpression(s.test)}`
          : `for ${printPattern(s.each.target)} of ${printExpression(s.each.iterable)}`;
      return `${head} ${block(s.body)}${tail('else', s.otherwise)}`;
    }
    case 'try': {
      const handlers = s.handlers.map(({ type, parameter, body }) =>
        [
          ' catch',
          type === null ? '' : ` ${printExpression(type)}`,
          parameter === null ? '' : ` as ${printPattern(parameter)}`,
          ` ${block(body)}`,
        ].join(''),
      );
      return `try ${block(s.body)}${handlers.join('')}${tail('else', s.otherwise)}${tail('finally', s.finalizer)}`;
    }
    case 'block':
      return block(s.body);
    case 'jump':
      return s.jump;
    case 'import':
      return printImport(s);
    default:
      return s.kind;
  }
}

function printImport({ specifier, bindings }: ImportStatement): string {
  const names = bindings.map((binding) => {
    if (binding.kind === 'star') return 'star';
    return binding.kind === 'member'
      ? `member ${binding.imported} as ${binding.local}`
      : `${binding.kind} ${binding.local}`;
  });
  return `import ${specifier} ${names.join(', ')}`;
}
