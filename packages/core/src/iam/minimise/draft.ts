import type { PolicyDocument } from '../evaluate/policy-set.ts';

type Json = Readonly<Record<string, unknown>>;

/** A statement on its way to a smaller one. Entries are as they stood in the document: texts, or functions of a template. */
export interface Draft {
  readonly source: Json;
  readonly actions: readonly unknown[];
  readonly resources: readonly unknown[];
}

/** Two statements with equal names differ in `part` alone. */
export function nameWithout({ source, actions, resources }: Draft, part: 'actions' | 'resources'): string {
  const { Sid: _, Action: _a, Resource: _r, ...rest } = source;
  const entries = part === 'actions' ? resources : actions;
  return spell([rest, entries.map(spell).sort(), 'Action' in source, 'Resource' in source]);
}

/** Equal values are spelled equally, whatever the order of their keys. */
export function spell(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

export function readDrafts(document: PolicyDocument): readonly Draft[] {
  return (toList(document['Statement']) as readonly Json[]).map((source) => ({
    source,
    actions: toList(source['Action'] ?? source['NotAction'] ?? []),
    resources: toList(source['Resource'] ?? source['NotResource'] ?? []),
  }));
}

/** The document with these statements: elements keep their order, and one entry stands alone where it stood so. */
export function toDocument(document: PolicyDocument, drafts: readonly Draft[]): PolicyDocument {
  const statements = drafts.map(({ source, actions, resources }) => {
    const replace = (name: string, value: unknown): unknown => {
      if (name === 'Action' || name === 'NotAction') return toEntries(value, actions);
      return name === 'Resource' || name === 'NotResource' ? toEntries(value, resources) : value;
    };
    return Object.fromEntries(Object.entries(source).map(([name, value]) => [name, replace(name, value)]));
  });
  return { ...document, Statement: statements };
}

const toList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : [value]);

const toEntries = (before: unknown, entries: readonly unknown[]): unknown =>
  entries.length === 1 && !Array.isArray(before) ? entries[0] : entries;
