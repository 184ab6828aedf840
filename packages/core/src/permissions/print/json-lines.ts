import { findIntrinsic } from './yaml-expression.ts';

/** Data as lines of JSON with `step` spaces, or tabs, a level (one line for none); intrinsics without nesting stand on one line. */
export function toJsonLines(data: unknown, step: number, unit: ' ' | '\t' = ' '): readonly string[] {
  if (data === null || typeof data !== 'object' || step === 0) return [JSON.stringify(data ?? null)];
  const intrinsic = findIntrinsic(data);
  if (intrinsic !== undefined && isFlat(intrinsic.argument)) {
    const argument = JSON.stringify(intrinsic.argument).replaceAll('","', '", "');
    return [`{ ${JSON.stringify(intrinsic.name)}: ${argument} }`];
  }
  const isList = Array.isArray(data);
  const members: (readonly string[])[] = isList
    ? data.map((item) => toJsonLines(item, step, unit))
    : Object.entries(data).map(([key, value]) => {
        const [first = '', ...rest] = toJsonLines(value, step, unit);
        return [`${JSON.stringify(key)}: ${first}`, ...rest];
      });
  if (members.length === 0) return [isList ? '[]' : '{}'];
  const indent = unit.repeat(step);
  const lines = members.flatMap((member, index) =>
    member.map((line, i) => `${indent}${line}${i === member.length - 1 && index < members.length - 1 ? ',' : ''}`),
  );
  return [isList ? '[' : '{', ...lines, isList ? ']' : '}'];
}

const isFlat = (argument: unknown): boolean =>
  typeof argument === 'string' || (Array.isArray(argument) && argument.every((a) => typeof a === 'string'));
