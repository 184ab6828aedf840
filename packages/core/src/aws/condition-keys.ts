import { conditionKeysTable } from './generated/condition-keys.ts';

export type ConditionKeyType = 'string' | 'arn' | 'boolean' | 'number' | 'date' | 'ip' | 'binary';

/** A condition key of the service authorization reference. */
export interface ConditionKey {
  /** In the reference's spelling; `aws:ResourceTag/{TagKey}` for keys with a part of the author's choice. */
  readonly name: string;
  readonly type: ConditionKeyType;
  /** True for keys that hold several values: they want `ForAllValues` or `ForAnyValue`. */
  readonly isMultivalued: boolean;
}

const TYPES: Readonly<Record<string, ConditionKeyType>> = {
  S: 'string',
  R: 'arn',
  B: 'boolean',
  N: 'number',
  D: 'date',
  I: 'ip',
  X: 'binary',
};

let lines: ReadonlyMap<string, string> | undefined;
const parsed = new Map<string, readonly ConditionKey[]>();

/** The keys of a service by its prefix; `aws` for the global ones. Empty when none are known. */
export function listConditionKeys(prefix: string): readonly ConditionKey[] {
  lines ??= new Map(conditionKeysTable.split('\n').map((line) => [line.slice(0, line.indexOf('|')), line]));
  const folded = prefix.toLowerCase();
  const known = parsed.get(folded);
  if (known !== undefined) return known;
  const found = (lines.get(folded)?.split('|').slice(1) ?? []).map(parseKey);
  parsed.set(folded, found);
  return found;
}

function parseKey(entry: string): ConditionKey {
  const at = entry.lastIndexOf('=');
  const type = entry.slice(at + 1);
  return { name: entry.slice(0, at), type: TYPES[type.charAt(0)] ?? 'string', isMultivalued: type.endsWith('*') };
}

/** A key in any case, with whatever stands for a part of the author's choice. */
export function findConditionKey(key: string): ConditionKey | undefined {
  const folded = key.toLowerCase();
  const prefix = folded.slice(0, Math.max(0, folded.indexOf(':')));
  return listConditionKeys(prefix).find(({ name }) => fitsName(name.toLowerCase(), folded));
}

/** `aws:resourcetag/{tagkey}` and the older `aws:principaltag/tag-key` stand for every tag. */
function fitsName(name: string, key: string): boolean {
  const open = name.search(/[{<]|(?<=\/)tag-key$/);
  if (open === -1) return name === key;
  const tail = name.slice(Math.max(name.lastIndexOf('}'), name.lastIndexOf('>')) + 1 || name.length);
  return key.length > open + tail.length && key.startsWith(name.slice(0, open)) && key.endsWith(tail);
}
