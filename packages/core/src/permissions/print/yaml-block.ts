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
  return Object.keys(data).length === 0 || findIntrinsic(data) !== undefined;
}
