import { constant } from '../../src/app/code-value.ts';
import type { CodeValue } from '../../src/app/code-value.ts';
import { findNeeds } from '../../src/aws/needs.ts';
import type { NeedCall, Target } from '../../src/aws/need.ts';

export const env = (name: string): CodeValue => ({ kind: 'env', name });
export const event: CodeValue = { kind: 'event', path: ['field'] };
export const concat = (...parts: readonly (CodeValue | string)[]): CodeValue => ({
  kind: 'concat',
  parts: parts.map(toValue),
});
export const list = (...items: readonly CodeValue[]): CodeValue => ({ kind: 'list', items });
export const object = (fields: Readonly<Record<string, CodeValue | string>>, open = false): CodeValue => ({
  kind: 'object',
  fields: new Map(Object.entries(fields).map(([name, value]) => [name, toValue(value)])),
  open,
});

const toValue = (value: CodeValue | string): CodeValue => (typeof value === 'string' ? constant(value) : value);

function show(value: CodeValue | undefined): string {
  if (value === undefined) return '*';
  if (value.kind === 'const') return String(value.value);
  if (value.kind === 'env') return `<${value.name}>`;
  if (value.kind === 'concat') return value.parts.map(show).join('');
  return `<${value.kind}>`;
}

/** A target as one line: what the call says in its place, `*` for what it does not say. */
export function showTarget(target: Target): string {
  if (target.kind === 'any') return '*';
  const arn = target.arn.replaceAll(/\$\{(\w+)\}/g, (all, name: string) => {
    if (name === target.wholeName && target.whole !== undefined) return show(target.whole);
    const value = target.names[name];
    return value === undefined && ['Partition', 'Region', 'Account'].includes(name) ? '' : show(value);
  });
  return arn.replace(/^arn:/, '').replace(/^:/, '');
}

/** The needs of a call as lines: `dynamodb:GetItem dynamodb:::table/Orders`, with `?` before an optional one. */
export function showNeeds(
  service: string,
  operation: string,
  args: Readonly<Record<string, CodeValue | string>> = {},
  more: Partial<NeedCall> = {},
): string[] {
  return findNeeds({ service, operation, args: object(args), ...more }).flatMap((need) =>
    need.targets.map((t) => `${need.optional === true ? '?' : ''}${need.action} ${showTarget(t)}`),
  );
}
