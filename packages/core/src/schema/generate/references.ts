import { readFragment } from '../uri.ts';
import { callWhole, toBadValue, type Body, type Emit } from './body.ts';

/** Keywords that name another schema. */
export const referenceKeywords: Readonly<Record<string, Emit>> = {
  $ref: (value, body, keyword) => push(callWhole(resolve(value, body, keyword), body), body),
  $recursiveRef: (value, body, keyword) => {
    const target = resolve(value, body, keyword);
    push(
      target.resource.dynamicAnchors.get('') === target ? callDynamic('', target, body) : callWhole(target, body),
      body,
    );
  },
  $dynamicRef: (value, body, keyword) => {
    const target = resolve(value, body, keyword);
    const anchor = readFragment(String(value));
    const isDynamic = target.resource.dynamicAnchors.get(anchor) === target;
    push(isDynamic ? callDynamic(anchor, target, body) : callWhole(target, body), body);
  },
};

function resolve(value: unknown, body: Body, keyword: string): ReturnType<Body['unit']['registry']['resolve']> {
  if (typeof value !== 'string') throw toBadValue(body, keyword, 'a string');
  return body.unit.registry.resolve(value, body.node, keyword);
}

const callDynamic = (anchor: string, target: Body['node'], body: Body): string =>
  body.unit.callDynamic(anchor, target, body.node, body.notes);

function push(test: string, body: Body): void {
  if (test !== 'true') body.lines.any.push(`if (!${test}) return false;`);
}
