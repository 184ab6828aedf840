import { findDialect, hasKeyword, isAtLeast, metaSchemaUri, type Dialect } from './dialect.ts';

/** A value in a meta-schema: what a keyword may hold. */
type Rule = Readonly<Record<string, unknown>>;

const string: Rule = { type: 'string' };
const number: Rule = { type: 'number' };
const boolean: Rule = { type: 'boolean' };
const count: Rule = { type: 'integer', minimum: 0 };
const strings: Rule = { type: 'array', items: string, uniqueItems: true };

/**
 * The meta-schema of a dialect, from one table of keywords; undefined where the URI names none. It accepts what the published
 * ones accept, in one document each: a schema may refer to it without the network.
 */
export function findMetaSchema(uri: string): Rule | undefined {
  const name = findDialect(uri);
  return name === undefined ? undefined : toMetaSchema({ name, hasValidation: true });
}

function toMetaSchema(dialect: Dialect): Rule {
  const isFirst = dialect.name === 'draft-04';
  const isDynamic = dialect.name === '2020-12';
  const self: Rule = toSelf(dialect);
  const all = { ...annotations(dialect), ...assertions(dialect), ...applicators(self, isFirst) };
  const properties = Object.fromEntries(Object.entries(all).filter(([keyword]) => hasKeyword(dialect, keyword)));
  const uri = metaSchemaUri(dialect.name);
  return {
    $schema: isAtLeast(dialect, '2019-09') ? uri : `${uri}#`,
    [isFirst ? 'id' : '$id']: uri,
    ...(isDynamic && { $dynamicAnchor: 'meta' }),
    ...(dialect.name === '2019-09' && { $recursiveAnchor: true }),
    type: isFirst ? 'object' : ['object', 'boolean'],
    properties,
    ...(isFirst && { dependencies: { exclusiveMaximum: ['maximum'], exclusiveMinimum: ['minimum'] } }),
  };
}

function toSelf({ name }: Dialect): Rule {
  if (name === '2020-12') return { $dynamicRef: '#meta' };
  return name === '2019-09' ? { $recursiveRef: '#' } : { $ref: '#' };
}

function annotations(dialect: Dialect): Readonly<Record<string, Rule>> {
  const isLate = isAtLeast(dialect, '2019-09');
  const name = {
    type: 'string',
    pattern: dialect.name === '2020-12' ? '^[A-Za-z_][-A-Za-z0-9._]*$' : '^[A-Za-z][-A-Za-z0-9.:_]*$',
  };
  return {
    [dialect.name === 'draft-04' ? 'id' : '$id']: isLate ? { type: 'string', pattern: '^[^#]*#?$' } : string,
    ...(isLate && { $anchor: name, $dynamicAnchor: name, $recursiveAnchor: boolean, $vocabulary: { type: 'object' } }),
    ...(isLate && { $dynamicRef: string, $recursiveRef: string, deprecated: boolean, writeOnly: boolean }),
    ...(dialect.name !== 'draft-04' && { $ref: string, examples: { type: 'array' } }),
    ...(isAtLeast(dialect, 'draft-07') && { $comment: string, readOnly: boolean }),
    $schema: string,
    title: string,
    description: string,
    format: string,
  };
}

function assertions(dialect: Dialect): Readonly<Record<string, Rule>> {
  const isFirst = dialect.name === 'draft-04';
  const type = { enum: ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'] };
  return {
    multipleOf: isFirst ? { ...number, minimum: 0, exclusiveMinimum: true } : { ...number, exclusiveMinimum: 0 },
    maximum: number,
    minimum: number,
    exclusiveMaximum: isFirst ? boolean : number,
    exclusiveMinimum: isFirst ? boolean : number,
    ...Object.fromEntries(
      ['Length', 'Items', 'Properties', 'Contains'].flatMap((what) => [
        [`max${what}`, count],
        [`min${what}`, count],
      ]),
    ),
    pattern: { type: 'string', format: 'regex' },
    uniqueItems: boolean,
    required: isFirst ? { ...strings, minItems: 1 } : strings,
    dependentRequired: { type: 'object', additionalProperties: strings },
    enum: isFirst ? { type: 'array', minItems: 1, uniqueItems: true } : { type: 'array' },
    type: { anyOf: [type, { type: 'array', items: type, minItems: 1, uniqueItems: true }] },
  };
}

function applicators(self: Rule, isFirst: boolean): Readonly<Record<string, Rule>> {
  const list: Rule = { type: 'array', minItems: 1, items: self };
  const map: Rule = { type: 'object', additionalProperties: self };
  const selfOrFlag: Rule = isFirst ? { anyOf: [{ type: 'boolean' }, self] } : self;
  const one = [
    'contains',
    'contentSchema',
    'else',
    'if',
    'not',
    'propertyNames',
    'then',
    'unevaluatedItems',
    'unevaluatedProperties',
  ];
  const each = (keywords: readonly string[], rule: Rule): object => Object.fromEntries(keywords.map((k) => [k, rule]));
  return {
    ...each(one, self),
    ...each(['allOf', 'anyOf', 'oneOf', 'prefixItems'], list),
    ...each(['$defs', 'definitions', 'dependentSchemas', 'patternProperties', 'properties'], map),
    ...each(['additionalItems', 'additionalProperties'], selfOrFlag),
    items: { anyOf: [self, list] },
    dependencies: { type: 'object', additionalProperties: { anyOf: [self, strings] } },
  };
}
