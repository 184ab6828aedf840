import type { Json, JsonObject } from './json.ts';
import { findDeep, isObject, setMember } from './json.ts';
import { keepNode } from './places.ts';

/** What stands in an included file, or `undefined` when it cannot be read. */
export type ReadInclude = (location: string) => Json | undefined;

/**
 * Puts the content of files into the place of `AWS::Include`, in place
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html). What is not a file of
 * the application stays as it is.
 */
export function inlineIncludes(value: Json, read: ReadInclude): Json {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) value[index] = inlineIncludes(item, read);
    return value;
  }
  if (!isObject(value)) return value;
  for (const [key, item] of Object.entries(value)) setMember(value, key, inlineIncludes(item, read));
  const location = findLocation(value['Fn::Transform']);
  const content = location === undefined ? undefined : read(location);
  if (content === undefined) return value;
  const own = Object.entries(value).filter(([key]) => key !== 'Fn::Transform');
  if (!isObject(content)) return own.length === 0 ? content : value;
  const made: JsonObject = Object.fromEntries([...Object.entries(content), ...own]);
  return keepNode(made, value);
}

function findLocation(transform: Json | undefined): string | undefined {
  const location = findDeep(transform, 'Parameters', 'Location');
  const isInclude = isObject(transform) && transform['Name'] === 'AWS::Include';
  return isInclude && typeof location === 'string' ? location : undefined;
}
