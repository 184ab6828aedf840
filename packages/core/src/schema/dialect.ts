/** The versions of JSON Schema that are understood; draft-04 is the one of API Gateway. */
export type DialectName = 'draft-04' | 'draft-06' | 'draft-07' | '2019-09' | '2020-12';

export const dialectNames: readonly DialectName[] = ['draft-04', 'draft-06', 'draft-07', '2019-09', '2020-12'];

/** A dialect, and whether its meta-schema switches the keywords off that restrict values. */
export interface Dialect {
  readonly name: DialectName;
  readonly hasValidation: boolean;
}

export type Shape = 'one' | 'list' | 'map' | 'one-or-list' | 'map-of-some';

const shapes: Readonly<Record<string, Shape>> = {
  additionalItems: 'one',
  additionalProperties: 'one',
  contains: 'one',
  contentSchema: 'one',
  else: 'one',
  if: 'one',
  not: 'one',
  propertyNames: 'one',
  then: 'one',
  unevaluatedItems: 'one',
  unevaluatedProperties: 'one',
  allOf: 'list',
  anyOf: 'list',
  oneOf: 'list',
  prefixItems: 'list',
  $defs: 'map',
  definitions: 'map',
  dependentSchemas: 'map',
  patternProperties: 'map',
  properties: 'map',
  items: 'one-or-list',
  dependencies: 'map-of-some',
};

const added: Readonly<Record<string, DialectName>> = {
  contains: 'draft-06',
  propertyNames: 'draft-06',
  const: 'draft-06',
  if: 'draft-07',
  then: 'draft-07',
  else: 'draft-07',
  $defs: '2019-09',
  dependentSchemas: '2019-09',
  dependentRequired: '2019-09',
  unevaluatedItems: '2019-09',
  unevaluatedProperties: '2019-09',
  minContains: '2019-09',
  maxContains: '2019-09',
  contentSchema: '2019-09',
  $anchor: '2019-09',
  prefixItems: '2020-12',
  $dynamicRef: '2020-12',
  $dynamicAnchor: '2020-12',
};

/** The last dialect that has the keyword. `dependencies` and `definitions` live on: older schemas lean on them. */
const dropped: Readonly<Record<string, DialectName>> = {
  additionalItems: '2019-09',
  $recursiveRef: '2019-09',
  $recursiveAnchor: '2019-09',
};

const rank = (name: DialectName): number => dialectNames.indexOf(name);

export const isAtLeast = (dialect: Dialect, name: DialectName): boolean => rank(dialect.name) >= rank(name);

export function hasKeyword(dialect: Dialect, keyword: string): boolean {
  if (keyword === '$recursiveRef' || keyword === '$recursiveAnchor') return dialect.name === '2019-09';
  const since = Object.hasOwn(added, keyword) ? added[keyword] : undefined;
  const until = Object.hasOwn(dropped, keyword) ? dropped[keyword] : undefined;
  return (
    (since === undefined || isAtLeast(dialect, since)) && (until === undefined || rank(dialect.name) <= rank(until))
  );
}

/** How the value of a keyword holds schemas, where it does. */
export function findShape(dialect: Dialect, keyword: string): Shape | undefined {
  return Object.hasOwn(shapes, keyword) && hasKeyword(dialect, keyword) ? shapes[keyword] : undefined;
}

export const idKeyword = (dialect: Dialect): string => (dialect.name === 'draft-04' ? 'id' : '$id');

/** Before 2019-09, nothing beside a `$ref` counts. */
export const refStandsAlone = (dialect: Dialect): boolean => !isAtLeast(dialect, '2019-09');

/** The meta-schema's URI without an empty fragment, and the dialect that it names. */
const metaSchemas: Readonly<Record<string, DialectName>> = {
  'http://json-schema.org/draft-04/schema': 'draft-04',
  'http://json-schema.org/draft-06/schema': 'draft-06',
  'http://json-schema.org/draft-07/schema': 'draft-07',
  'https://json-schema.org/draft/2019-09/schema': '2019-09',
  'https://json-schema.org/draft/2020-12/schema': '2020-12',
};

export const findDialect = (uri: string): DialectName | undefined => {
  const bare = uri.replace(/#$/, '');
  return Object.hasOwn(metaSchemas, bare) ? metaSchemas[bare] : undefined;
};

export const metaSchemaUri = (name: DialectName): string =>
  Object.keys(metaSchemas).find((uri) => metaSchemas[uri] === name) ?? '';

export const isKnownDialect = (name: string): name is DialectName => dialectNames.some((known) => known === name);

const assertions: readonly string[] = [
  'type',
  'enum',
  'const',
  'format',
  'pattern',
  'multipleOf',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'required',
  'dependentRequired',
];

/** Of the vocabulary for validation, which a meta-schema may switch off. */
export const isAssertion = (keyword: string): boolean => assertions.includes(keyword);
