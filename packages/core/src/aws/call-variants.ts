import type { CodeValue } from '../app/code-value.ts';

const MOST_VARIANTS = 64;
const DEEPEST = 4;

type ObjectCode = Extract<CodeValue, { kind: 'object' }>;

/** The arguments that a call may be made with: each of several that are known one by one. */
export function listAlternatives(args: CodeValue): readonly CodeValue[] {
  if (args.kind !== 'one-of') return [args];
  const there = args.values.flatMap(listAlternatives).filter((v) => v.kind !== 'const');
  return there.length === 0 ? [args] : there;
}

/**
 * The same arguments as some path leaves them: without one field that is not always set, or with one of the objects that may
 * stand in a place. Those nearest to the call come first.
 */
export function listOmissions(args: CodeValue): readonly CodeValue[] {
  const found: CodeValue[] = [];
  let level: readonly Place[] = [{ value: args, rebuild: (value) => value }];
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth += 1) {
    for (const { value, rebuild } of level) {
      for (const variant of listVariants(value)) {
        if (found.length >= MOST_VARIANTS) return found;
        found.push(rebuild(variant));
      }
    }
    level = level.flatMap(listInner).slice(0, MOST_VARIANTS);
  }
  return found;
}

/** A value inside of the arguments, and the arguments with another one in its place. */
interface Place {
  readonly value: CodeValue;
  readonly rebuild: (value: CodeValue) => CodeValue;
}

function listVariants(value: CodeValue): readonly CodeValue[] {
  if (value.kind === 'one-of') return value.values.some((v) => v.kind === 'object') ? value.values : [];
  if (value.kind !== 'object' || value.optional === undefined) return [];
  return [...value.optional].map((name) => withField(value, name, undefined));
}

function listInner({ value, rebuild }: Place): readonly Place[] {
  if (value.kind === 'object')
    return [...value.fields].map(([name, field]) => ({
      value: field,
      rebuild: (inner) => rebuild(withField(value, name, inner)),
    }));
  if (value.kind === 'list')
    return value.items.map((item, i) => ({
      value: item,
      rebuild: (inner) => rebuild({ ...value, items: value.items.with(i, inner) }),
    }));
  if (value.kind !== 'one-of') return [];
  return value.values.map((one, i) => ({
    value: one,
    rebuild: (inner) => rebuild({ ...value, values: value.values.with(i, inner) }),
  }));
}

function withField(object: ObjectCode, name: string, value: CodeValue | undefined): ObjectCode {
  const fields = new Map(object.fields);
  if (value === undefined) fields.delete(name);
  else fields.set(name, value);
  const optional = new Set([...(object.optional ?? [])].filter((n) => n !== name || value !== undefined));
  return { ...object, fields, optional };
}
