import { callPart, quote, readSchema, type Emit } from './body.ts';

/** What no other keyword has looked at. They are written last: they ask what all others have noted. */
export const unevaluatedKeywords: Readonly<Record<string, Emit>> = {
  unevaluatedItems: (value, body, keyword) => {
    const node = readSchema(value, body, keyword);
    const test = callPart(node, body, 'd[i]');
    const check =
      node.schema === false
        ? `if (!own.items.has(i)) return no(${quote(keyword)});`
        : `if (!own.items.has(i) && !${test}) return up(i);`;
    const loop = test === 'true' ? [] : [`  for (let i = own.count; i < d.length; i++) ${check}`];
    body.lines.late.push('if (isArray(d)) {', ...loop, '  own.count = Infinity;', '}');
  },
  unevaluatedProperties: (value, body, keyword) => {
    const node = readSchema(value, body, keyword);
    const test = callPart(node, body, 'd[name]');
    const check =
      node.schema === false
        ? `if (!own.names.has(name)) return no(${quote(keyword)});`
        : `if (!own.names.has(name) && !${test}) return ${body.unit.part('at')}(name);`;
    const loop = test === 'true' ? [] : [`  if (!own.all) for (const name of keys(d)) ${check}`];
    body.lines.late.push(`if (${body.unit.part('isObject')}(d)) {`, ...loop, '  own.all = true;', '}');
  },
};
