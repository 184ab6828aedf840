import type { CodeFacts } from '../../../../src/app/code-facts.ts';
import type { CodeValue } from '../../../../src/app/code-value.ts';
import { printValue } from '../../models/run.ts';
import type { Input, ServiceOperation } from './dialects.ts';
import { toEntries } from './dialects.ts';

/** `service:Operation {members}` of each call, members by name, and what was left open. */
export function listCalls(facts: CodeFacts): string[] {
  const calls = facts.calls.map((c) => `${c.service}:${c.operation} ${printSorted(c.args)}`);
  const open = facts.unresolved.map((u) => `unresolved ${u.what}: ${u.why}`);
  return [...new Set([...calls, ...open, ...facts.diagnostics.map((d) => d.message)])].sort();
}

/** What `listCalls` says of one operation. */
export const toExpected = ({ service, operation, input }: ServiceOperation): string[] => [
  `${service.key}:${operation} ${printInput(input)}`,
];

const toBraces = (fields: readonly string[]): string => `{${fields.toSorted().join(' ')}}`;

function printSorted(value: CodeValue): string {
  if (value.kind === 'list') return `[${value.items.map(printSorted).join(' ')}]`;
  if (value.kind !== 'object' || value.computed !== undefined) return printValue(value);
  return toBraces([...[...value.fields].map(([name, v]) => `${name}:${printSorted(v)}`), ...(value.open ? ['…'] : [])]);
}

function printInput(input: Input): string {
  if (typeof input === 'string' && input.startsWith('$')) return input;
  if (Array.isArray(input)) return `[${input.map(printInput).join(' ')}]`;
  if (typeof input !== 'object') return JSON.stringify(input);
  return toBraces(toEntries(input).map(([name, v]) => `${name}:${printInput(v)}`));
}
