import type { CodeValue } from '../../app/code-value.ts';

/**
 * The part of an object's ARN that a key gives: itself when the code or the deployment fixes it, nothing (any object of the
 * bucket) as soon as a part is only known at run time.
 */
export function toObjectName(key: CodeValue | undefined): CodeValue | undefined {
  return key !== undefined && isFixed(key, 0) ? key : undefined;
}

function isFixed(value: CodeValue, depth: number): boolean {
  if (depth > 8) return false;
  if (value.kind === 'const') return typeof value.value === 'string' && value.value !== '';
  if (value.kind === 'env') return true;
  if (value.kind === 'concat') return value.parts.every((part) => part.kind === 'const' || isFixed(part, depth + 1));
  return value.kind === 'one-of' && value.values.every((v) => isFixed(v, depth + 1));
}
