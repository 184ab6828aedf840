import type { CompileOptions } from './compile-options.ts';
import { hasKeyword, refStandsAlone, type Dialect } from './dialect.ts';
import { checkedKeywords } from './generate/write-body.ts';
import { listNodes } from './list-nodes.ts';
import { openSchema } from './open-schema.ts';
import { isObject, type SchemaNode } from './registry.ts';
import type { SchemaProblem } from './schema-error.ts';

/** Read by the keywords that check, or while the schema is opened. */
const HELPERS = ['then', 'else', 'minContains', 'maxContains', '$defs', 'definitions'];
/** Say what a schema is, or describe. */
const NAMES = '$schema $id id $anchor $dynamicAnchor $recursiveAnchor $vocabulary $comment'.split(' ');
const ANNOTATIONS =
  'title description default examples example deprecated readOnly writeOnly contentEncoding contentMediaType contentSchema'.split(
    ' ',
  );
/** Stand beside a `$ref` without a wish to check. */
const SILENT = new Set([...NAMES, ...ANNOTATIONS, '$defs', 'definitions']);

/** Every keyword that means something in one of the dialects, to guess which one a misspelt word stands for. */
export const keywordNames: readonly string[] = [...checkedKeywords, ...HELPERS, ...NAMES, ...ANNOTATIONS];

/**
 * Keywords that check nothing where they stand, though they read as if they did: words that no dialect knows (but for those that begin
 * with `x-`), those of another dialect than the schema's, and those beside a `$ref` before 2019-09. By the specification each is no error.
 * Of the schema itself, not of those that it refers to. Throws a `SchemaError` where the schema cannot be opened.
 */
export function findIdleKeywords(
  schema: unknown,
  options: Pick<CompileOptions, 'dialect' | 'schemas'> = {},
): readonly SchemaProblem[] {
  const { registry, root } = openSchema(schema, options);
  return listNodes(registry, root)
    .filter(({ place }) => place.startsWith('#'))
    .flatMap(findInNode);
}

function findInNode({ schema, resource, place }: SchemaNode): readonly SchemaProblem[] {
  if (!isObject(schema)) return [];
  const { dialect } = resource;
  const isAlone = refStandsAlone(dialect) && typeof schema['$ref'] === 'string';
  return Object.keys(schema).flatMap((keyword) => {
    const reason = isAlone ? toReasonBesideRef(keyword, dialect) : toReason(keyword, dialect);
    return reason === undefined ? [] : [{ place, keyword, reason }];
  });
}

function toReasonBesideRef(keyword: string, { name }: Dialect): string | undefined {
  if (keyword === '$ref' || SILENT.has(keyword) || keyword.startsWith('x-')) return undefined;
  return `checks nothing beside \`$ref\`, which stands alone in ${name}: put both into an \`allOf\``;
}

function toReason(keyword: string, dialect: Dialect): string | undefined {
  if (keyword.startsWith('x-')) return undefined;
  if (!keywordNames.includes(keyword)) return 'is no keyword, and checks nothing';
  if (SILENT.has(keyword) || hasKeyword(dialect, keyword)) return undefined;
  return `checks nothing in ${dialect.name}: it is a keyword of other dialects`;
}
