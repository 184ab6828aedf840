/** What tells that a value of `Mappings` is used. */
export const MAPPINGS = 'Fn::FindInMap';

/** Where something stands, or comes from: names of other things. */
const PLACES: ReadonlySet<string> = new Set(['at', 'origin', 'file', 'template', 'provenance', 'keys']);

/**
 * The parameters, conditions and resources that values, and what holds values, refer to, in whatever template; with {@link MAPPINGS} where
 * one looks a value up. What no reader understands counts by all that it says.
 */
export function listUsedNames(written: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  walk(written, names);
  return names;
}

function walk(one: unknown, names: Set<string>): void {
  if (typeof one !== 'object' || one === null) return;
  if (Array.isArray(one) || one instanceof Map) {
    for (const item of one.values()) walk(item, names);
    return;
  }
  const { kind, id, condition, expression, ...rest } = one as Readonly<Record<string, unknown>>;
  if (kind === 'ref' && typeof id === 'string') names.add(id);
  // `Fn::If`, or a branch of one.
  if (typeof condition === 'string') names.add(condition);
  else walk(condition, names);
  walkExpression(expression, names);
  for (const [key, value] of Object.entries(rest)) if (!PLACES.has(key)) walk(value, names);
}

/** CloudFormation as it is written. */
function walkExpression(one: unknown, names: Set<string>): void {
  if (typeof one !== 'object' || one === null) return;
  for (const [key, value] of Object.entries(one)) {
    const [first] = [value].flat() as readonly unknown[];
    if (key === 'Ref' || key === 'Condition' || key === 'Fn::If') addName(first, names);
    if (key === 'Fn::GetAtt') addName(typeof first === 'string' ? first.split('.', 1)[0] : undefined, names);
    if (key === 'Fn::Sub' && typeof first === 'string') {
      for (const [, name] of first.matchAll(/\$\{\s*([\w:]+)[^}]*\}/g)) addName(name, names);
    }
    if (key === MAPPINGS) names.add(MAPPINGS);
    walkExpression(value, names);
  }
}

function addName(name: unknown, names: Set<string>): void {
  if (typeof name === 'string') names.add(name);
}

/** The names in the id of a symbol: `template.yaml#Name.Attribute`, or an expression that stands for what cannot be read. */
export function listSymbolNames(id: string): readonly string[] {
  const own = [...id.matchAll(/#(\w+)/g)].map(([, name]) => name ?? '');
  const quoted = [...id.matchAll(/"([\w:]+)(?:\.[^"]*)?"/g)].map(([, name]) => name ?? '');
  const within = [...id.matchAll(/\$\{\s*([\w:]+)[^}]*\}/g)].map(([, name]) => name ?? '');
  return [...own, ...quoted, ...within];
}
