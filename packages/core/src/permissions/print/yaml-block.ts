import type { TextStyle } from './text-style.ts';
import { findIntrinsic, toYamlInline, toYamlKey } from './yaml-expression.ts';

/** Data as lines of block YAML without a common indentation. Intrinsics and empty collections stand on one line. */
export function toYamlLines(data: unknown, style: TextStyle): readonly string[] {
  if (isLeaf(data)) return [toYamlInline(data, style, 'block')];
  if (Array.isArray(data)) return data.flatMap((item) => toItemLines(item, style));
  return Object.entries(data as Record<string, unknown>).flatMap(([key, value]) => toPairLines(key, value, style));
}

/** `key: value`, the value below the key where it takes lines of its own. */
export function toPairLines(key: string, value: unknown, style: TextStyle): readonly string[] {
  const name = toYamlKey(key, style);
  if (isLeaf(value)) return [`${name}: ${toYamlInline(value, style, 'block')}`];
  const indent = ' '.repeat(Array.isArray(value) ? style.dash : style.step);
  return [`${name}:`, ...toYamlLines(value, style).map((line) => `${indent}${line}`)];
}

/** One item of a list, with its dash. */
export function toItemLines(item: unknown, style: TextStyle): readonly string[] {
  return toYamlLines(item, style).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`);
}

function isLeaf(data: unknown): boolean {
  if (data === null || typeof data !== 'object') return true;
  if (Array.isArray(data)) return data.length === 0;
  const intrinsic = findIntrinsic(data);
  return Object.keys(data).length === 0 || (intrinsic !== undefined && !holdsOutline(intrinsic.argument));
}

/** True for a list with a policy or a statement in it (the branches of an `Fn::If`): on one line nobody could read it. */
const holdsOutline = (argument: unknown): boolean =>
  Array.isArray(argument) &&
  argument.some(
    (item) =>
      typeof item === 'object' &&
      item !== null &&
      ('Statement' in item || 'PolicyDocument' in item || holdsBranches(item)),
  );

const holdsBranches = (item: object): boolean => holdsOutline(findIntrinsic(item)?.argument);
