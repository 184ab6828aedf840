import type { DocumentNode } from '../../document/document-node.ts';
import { toTarget } from '../../document/document-node.ts';
import { toLongName } from '../../document/read-value.ts';
import type { Json, JsonObject } from './json.ts';
import { setMember } from './json.ts';
import { setNode } from './places.ts';

/** Aliases make a small text a large document: more values than this are cut off as `null`. */
const MOST_VALUES = 200_000;

/**
 * A document as JSON with intrinsic functions in their long form, as CloudFormation itself reads it. Every object and list knows
 * where it was written.
 */
export function toJson(root: DocumentNode): Json {
  let left = MOST_VALUES;
  const convert = (node: DocumentNode): Json => {
    if (left-- <= 0) return null;
    const target = toTarget(node);
    const name = target.tag === null ? null : toLongName(target.tag);
    if (name === null) return toContent(target);
    const argument = toContent(target);
    const made: JsonObject = { [name]: name === 'Fn::GetAtt' ? splitAttribute(argument) : argument };
    setNode(made, node);
    return made;
  };
  const toContent = (node: ReturnType<typeof toTarget>): Json => {
    if (node.kind === 'scalar') return node.value;
    if (node.kind === 'sequence') {
      const items = node.items.map(convert);
      setNode(items, node);
      return items;
    }
    const made: JsonObject = {};
    for (const { key, value } of node.entries) setMember(made, key.text, convert(value));
    setNode(made, node);
    return made;
  };
  return convert(root);
}

/** `!GetAtt Orders.Arn` is `[Orders, Arn]`. */
function splitAttribute(argument: Json): Json {
  if (typeof argument !== 'string') return argument;
  const at = argument.indexOf('.');
  return at === -1 ? argument : [argument.slice(0, at), argument.slice(at + 1)];
}
