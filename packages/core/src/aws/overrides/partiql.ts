import { constant } from '../../app/code-value.ts';
import type { CodeValue } from '../../app/code-value.ts';

/** What a PartiQL statement asks for. */
export interface PartiQl {
  readonly action: string;
  readonly table: CodeValue | undefined;
  readonly index?: CodeValue;
  readonly guess?: string;
}

const VERBS: Readonly<Record<string, string>> = {
  select: 'dynamodb:PartiQLSelect',
  exists: 'dynamodb:PartiQLSelect',
  insert: 'dynamodb:PartiQLInsert',
  update: 'dynamodb:PartiQLUpdate',
  delete: 'dynamodb:PartiQLDelete',
};
const ALL = ['dynamodb:PartiQLSelect', 'dynamodb:PartiQLInsert', 'dynamodb:PartiQLUpdate', 'dynamodb:PartiQLDelete'];
const TABLE = /\b(?:from|into|update)\s+("[^"]*"|'[^']*'|[^\s"'.(]+)(?:\s*\.\s*("[^"]*"|[^\s"'(]+))?/i;
// Stands around the number of a part that is not text; no statement holds it.
const MARK = '\uFFFF';
const MARKED = new RegExp(`(${MARK}\\d+${MARK})`);
const MAX_LENGTH = 10_000;

/** Reads the verb and the table of a statement; a part that is not known may stand anywhere but in the verb. */
export function readPartiQl(statement: CodeValue | undefined): readonly PartiQl[] {
  if (statement?.kind === 'one-of') return statement.values.flatMap(readPartiQl);
  const parts = statement === undefined ? [] : statement.kind === 'concat' ? statement.parts : [statement];
  const text = parts
    .map((part, i) => (part.kind === 'const' ? String(part.value) : `${MARK}${i}${MARK}`))
    .join('')
    .slice(0, MAX_LENGTH);
  const verb = /^\s*(select|insert|update|delete|exists)\b/i.exec(text)?.[1]?.toLowerCase();
  const action = verb === undefined ? undefined : VERBS[verb];
  const [, table, index] = TABLE.exec(text) ?? [];
  if (action === undefined) {
    const guess = 'the verb of the statement is not visible';
    return ALL.map((each) => ({ action: each, table: toValue(table, parts), guess }));
  }
  const indexName = verb === 'select' || verb === 'exists' ? toValue(index, parts) : undefined;
  return [{ action, table: toValue(table, parts), ...(indexName === undefined ? {} : { index: indexName }) }];
}

/** Turns a piece of the text back into a value, its marks into the parts that they stand for. */
function toValue(piece: string | undefined, parts: readonly CodeValue[]): CodeValue | undefined {
  if (piece === undefined) return undefined;
  const bare = piece.replaceAll(/^["']|["']$/g, '');
  const values = bare
    .split(MARKED)
    .filter((p) => p !== '')
    .map((p) => (p.startsWith(MARK) ? (parts[Number(p.slice(1, -1))] ?? constant('')) : constant(p)));
  return values.length === 1 ? values[0] : { kind: 'concat', parts: values };
}
