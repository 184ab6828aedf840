import { findIntrinsic } from './yaml-expression.ts';

/** Data as lines of JSON with `step` spaces a level (one line for none); intrinsics without nesting stand on one line. */
export function toJsonLines(data: unknown, step: number): readonly string[] {
  if (data === null || typeof data !== 'object' || step === 0) return [JSON.stringify(data ?? null)];
  const intrinsic = findIntrinsic(data);
  if (intrinsic !== undefined && isFlat(intrinsic.argument)) {
    const argument = JSON.stringify(intrinsic.argument).replaceAll('","', '", "');
    return [`{ ${JSON.stringify(intrinsic.name)}: ${argument} }`];
  }
  const isList = Array.isArray(data);
  const members: (readonly string[])[] = isList
    ? data.map((item) => toJsonLines(item, step))
    : Object.entries(data).map(([key, value]) => {
        const [first = '', ...rest] = toJsonLines(value, step);
        return [`${JSON.stringify(key)}: ${first}`, ...rest];
      });
  if (members.length === 0) return [isList ? '[]' : '{}'];
  const indent = ' '.repeat(step);
  const lines = members.flatMap((member, index) =>
    member.map((line, i) => `${indent}${line}${i === member.length - 1 && index < members.length - 1 ? ',' : ''}`),
  );
  return [isList ? '[' : '{', ...lines, isList ? ']' : '}'];
}

const isFlat = (argument: unknown): boolean =>
  typeof argument === 'string' || (Array.isArray(argument) && argument.every((a) => typeof a === 'string'));
