import { hasKeyword, refStandsAlone, type Dialect } from '../dialect.ts';
import { escapeSegment } from '../json-pointer.ts';
import { listNodes } from '../list-nodes.ts';
import { isObject, type JsonObject, type Registry, type SchemaNode } from '../registry.ts';
import type { SchemaProblem } from '../schema-error.ts';
import { findEndless } from './find-endless.ts';
import { judgePattern } from './pattern/judge-pattern.ts';

/** How many times more than linear a bounded string may cost, for each of its characters. */
const MAX_FACTOR = 300;

/** Everything in a schema, and in those that it refers to, by which an attacker could make checking a value slow. */
export function lintSchema(registry: Registry, root: SchemaNode): readonly SchemaProblem[] {
  const nodes = listNodes(registry, root);
  return [...nodes.flatMap((node) => lintNode(registry, node)), ...findEndless(registry, nodes)];
}

function lintNode(registry: Registry, node: SchemaNode): readonly SchemaProblem[] {
  const { schema, place } = node;
  if (!isObject(schema) || (refStandsAlone(node.resource.dialect) && typeof schema['$ref'] === 'string')) return [];
  const problems: SchemaProblem[] = [];
  if (typeof schema['pattern'] === 'string') {
    const reason = toPatternReason(schema['pattern'], schema['maxLength'], 'maxLength');
    if (reason !== undefined) problems.push({ place, keyword: 'pattern', reason });
  }
  for (const pattern of isObject(schema['patternProperties']) ? Object.keys(schema['patternProperties']) : []) {
    const names = schema['propertyNames'];
    const reason = toPatternReason(
      pattern,
      isObject(names) ? names['maxLength'] : undefined,
      '`propertyNames` with `maxLength`',
    );
    const at = `${place}/patternProperties/${escapeSegment(pattern)}`;
    if (reason !== undefined) problems.push({ place: at, keyword: 'patternProperties', reason });
  }
  if (schema['uniqueItems'] === true && mayBeLong(schema) && !hasScalars(registry, node, schema)) {
    const reason =
      'compares items of any size in an array of any length: add `maxItems`, or make `items` scalars by `type`';
    problems.push({ place, keyword: 'uniqueItems', reason });
  }
  return problems;
}

function toPatternReason(pattern: string, limit: unknown, by: string): string | undefined {
  const verdict = judgePattern(pattern);
  if (verdict.kind === 'unknown') return `${verdict.why}; write it more simply`;
  if (verdict.growth === 1) return undefined;
  if (verdict.growth === Infinity)
    return 'can take exponential time: a repeated part can match one text in more than one way';
  const extra = verdict.growth - 1;
  if (typeof limit === 'number' && limit ** extra <= MAX_FACTOR) return undefined;
  const most = Math.floor(MAX_FACTOR ** (1 / extra));
  const time = extra === 1 ? 'quadratic' : extra === 2 ? 'cubic' : `polynomial (degree ${verdict.growth})`;
  return `can take ${time} time: ${verdict.growth} repetitions can share one text. Begin it with \`^\`, keep repetitions apart, or bound the text by ${by} of at most ${most}`;
}

/** No limit, and no tuple that nothing may follow, and no other type. */
function mayBeLong({ type, maxItems, items, additionalItems, prefixItems }: JsonObject): boolean {
  if (typeof maxItems === 'number') return false;
  if (type !== undefined && type !== 'array' && !(Array.isArray(type) && type.includes('array'))) return false;
  return Array.isArray(items) ? additionalItems !== false : !Array.isArray(prefixItems) || items !== false;
}

const scalarTypes: readonly unknown[] = ['string', 'number', 'integer', 'boolean', 'null'];
const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;

function hasScalars(registry: Registry, node: SchemaNode, { items }: JsonObject): boolean {
  if (!isObject(items)) return false;
  const seen = new Set<object>();
  for (let item = registry.nodeAt(items, node, '/items'); isObject(item.schema) && !seen.has(item.schema);) {
    const { schema, resource } = item;
    const reference = schema['$ref'];
    const isAlone = typeof reference === 'string' && refStandsAlone(resource.dialect);
    if (!isAlone && isScalarSchema(schema, resource.dialect)) return true;
    if (typeof reference !== 'string') return false;
    seen.add(schema);
    item = registry.resolve(reference, item, '$ref');
  }
  return false;
}

function isScalarSchema(schema: JsonObject, dialect: Dialect): boolean {
  const { type, enum: values } = schema;
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  if (types.every((name) => scalarTypes.includes(name))) return true;
  if (Array.isArray(values)) return values.every(isScalar);
  return hasKeyword(dialect, 'const') && Object.hasOwn(schema, 'const') && isScalar(schema['const']);
}
