import type { Value } from './value.ts';
import { join, literal, ref } from './value.ts';

/**
 * The text of an `Fn::Sub` as a join: `${Id}` and `${Id.Attribute}` become references, `${!x}` the text `${x}`, and a
 * name in `variables` its value.
 */
export function parseSubText(text: string, variables: ReadonlyMap<string, Value> = new Map()): Value {
  const parts: Value[] = [];
  let last = 0;
  for (let start = text.indexOf('${'); start !== -1; start = text.indexOf('${', last)) {
    const end = text.indexOf('}', start);
    if (end === -1) break;
    parts.push(literal(text.slice(last, start)), readPlaceholder(text.slice(start + 2, end), variables));
    last = end + 1;
  }
  parts.push(literal(text.slice(last)));
  return join(parts);
}

function readPlaceholder(content: string, variables: ReadonlyMap<string, Value>): Value {
  if (content.startsWith('!')) return literal(`\${${content.slice(1)}}`);
  const name = content.trim();
  if (name === '') return literal(`\${${content}}`);
  return variables.get(name) ?? parseReference(name);
}

/** `Id` or `Id.Attribute`; the attribute may itself hold dots (`Stack.Outputs.Name`). */
export function parseReference(name: string): Value {
  const dot = name.indexOf('.');
  return dot === -1 ? ref(name) : ref(name.slice(0, dot), name.slice(dot + 1));
}
