import type { PolicyKind } from './policy.ts';
import type { PolicyFinding, PolicySeverity } from './policy-finding.ts';

export type Path = readonly (string | number)[];

/** What the parts of a document are read with. */
export interface ParseContext {
  readonly kind: PolicyKind;
  /** True for version 2012-10-17. */
  readonly variables: boolean;
  readonly findings: PolicyFinding[];
}

export function report(
  context: Pick<ParseContext, 'findings'>,
  severity: PolicySeverity,
  check: string,
  message: string,
  path: Path,
  isFatal = false,
): void {
  context.findings.push({ check, severity, message, path, isFatal });
}

/** One value or a list of them, as most elements of a policy are written. */
export function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

/** The place of an item of what `toList` gave. */
export const itemPath = (path: Path, value: unknown, index: number): Path =>
  Array.isArray(value) ? [...path, index] : path;

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Policies nest some six levels, and what a template computes a few more; deeper input would cost the stack. */
const MAX_DEPTH = 100;

export function isTooDeep(value: unknown): boolean {
  const open: (readonly [unknown, number])[] = [[value, 0]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [inner, depth] = next;
    if (typeof inner !== 'object' || inner === null) continue;
    if (depth > MAX_DEPTH) return true;
    for (const child of Object.values(inner)) open.push([child, depth + 1]);
  }
  return false;
}

/** No policy that AWS takes has a tenth of these characters. */
const MAX_LENGTH = 100_000;

/** Reports a text that is too long to be read letter by letter. */
export function reportLength(value: unknown, path: Path, context: ParseContext): boolean {
  if (typeof value !== 'string' || value.length <= MAX_LENGTH) return false;
  report(context, 'error', 'Text too long', `${quote(value)} has ${value.length} characters`, path, true);
  return true;
}

/** Input quoted in a message. */
export function quote(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return `\`${text.length > 80 ? `${text.slice(0, 80)}…` : text}\``;
}
