import { getAtt } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { compact, isSet } from '../json.ts';
import { checkProperties } from '../properties.ts';
import { expectMap, expectStrings, refuse } from '../refusal.ts';
import type { Made } from '../resource.ts';
import { make } from '../resource.ts';
import type { GraphqlScope } from './graphql-scope.ts';
import { makePart } from './graphql-scope.ts';

const FUNCTION = {
  DataSource: 'text',
  Runtime: 'map',
  InlineCode: 'any',
  CodeUri: 'any',
  Description: 'any',
  MaxBatchSize: 'any',
  Name: 'text',
  Id: 'any',
  Sync: 'map',
};

/** Functions of pipelines; one with an `Id` was made elsewhere. */
export function makeFunctions(scope: GraphqlScope, given: Json | undefined): Made[] {
  if (!isSet(given)) return [];
  return Object.entries(expectMap(given, 'Functions')).flatMap(([name, value]) => {
    const fn = expectMap(value, `Functions.${name}`);
    checkProperties(fn, FUNCTION, `function \`${name}\``);
    if (isSet(fn['Id'])) {
      if (Object.keys(compact(fn)).length > 1) refuse('`Id` of a function excludes everything else', fn);
      scope.functions.set(name, fn['Id']);
      return [];
    }
    const id = scope.source.id + name;
    scope.functions.set(name, getAtt(id, 'FunctionId'));
    if (!isSet(fn['InlineCode']) && !isSet(fn['CodeUri']))
      refuse(`function \`${name}\` needs \`InlineCode\` or \`CodeUri\``, fn);
    const properties = {
      ApiId: scope.apiId,
      Name: isSet(fn['Name']) ? fn['Name'] : name,
      ...toCode(fn, name),
      DataSourceName: toDataSource(scope, fn, name),
      MaxBatchSize: fn['MaxBatchSize'],
      Description: fn['Description'],
      Runtime: toRuntime(fn, name),
      SyncConfig: isSet(fn['Sync']) ? compact(expectMap(fn['Sync'], 'Sync')) : undefined,
    };
    return [makePart(scope, id, 'FunctionConfiguration', properties, fn)];
  });
}

function toCode(given: JsonObject, name: string): JsonObject {
  const { InlineCode, CodeUri } = given;
  if (isSet(InlineCode) && isSet(CodeUri))
    refuse(`\`InlineCode\` and \`CodeUri\` of \`${name}\` exclude each other`, given);
  return isSet(InlineCode) ? { Code: InlineCode } : isSet(CodeUri) ? { CodeS3Location: CodeUri } : {};
}

function toRuntime(given: JsonObject, name: string): JsonObject {
  if (!isSet(given['Runtime'])) return refuse(`\`${name}\` needs \`Runtime\``, given);
  const runtime = expectMap(given['Runtime'], 'Runtime');
  checkProperties(runtime, { Name: '!any', Version: '!any' }, '`Runtime`');
  return { Name: runtime['Name'] ?? null, RuntimeVersion: runtime['Version'] ?? null };
}

function toDataSource(scope: GraphqlScope, fn: JsonObject, name: string): Json {
  const given = fn['DataSource'];
  if (!isSet(given)) return refuse(`function \`${name}\` needs \`DataSource\``, fn);
  if (typeof given !== 'string') return given;
  if (given.toLowerCase() !== 'none')
    return scope.dataSources.get(given) ?? refuse(`\`DataSources\` has no \`${given}\``, fn);
  const id = `${scope.source.id}NoneDataSource`;
  scope.none ??= makePart(scope, id, 'DataSource', { ApiId: scope.apiId, Name: id, Type: 'NONE' });
  return getAtt(id, 'Name');
}

const RESOLVER = {
  FieldName: 'text',
  Caching: 'map',
  InlineCode: 'any',
  CodeUri: 'any',
  MaxBatchSize: 'any',
  Pipeline: 'texts',
  Runtime: 'map',
  Sync: 'map',
};

/** A pipeline's own code when none is given: what the last function answers is the answer. */
const PASS_ON =
  '\nexport function request(ctx) {\n    return {};\n}\n\nexport function response(ctx) {\n    return ctx.prev.result;\n}\n';

/** Resolvers of the schema's fields, each a pipeline of functions. */
export function makeResolvers(scope: GraphqlScope, given: Json | undefined, schemaId: string): Made[] {
  if (!isSet(given)) return [];
  return Object.entries(expectMap(given, 'Resolvers')).flatMap(([type, fields]) =>
    Object.entries(expectMap(fields, `Resolvers.${type}`)).map(([name, value]) =>
      makeResolver(scope, type, name, expectMap(value, `Resolvers.${type}.${name}`), schemaId),
    ),
  );
}

function makeResolver(scope: GraphqlScope, type: string, name: string, resolver: JsonObject, schemaId: string): Made {
  checkProperties(resolver, RESOLVER, `resolver \`${name}\``);
  const code = toCode(resolver, name);
  if (!isSet(resolver['Pipeline'])) refuse(`resolver \`${name}\` needs \`Pipeline\``, resolver);
  const functions = expectStrings(resolver['Pipeline'], 'Pipeline').map(
    (fn) => scope.functions.get(fn) ?? refuse(`\`Functions\` has no \`${fn}\``, resolver),
  );
  return make(
    scope.source.id + type + name,
    'AWS::AppSync::Resolver',
    {
      ...(isSet(code)
        ? { ...code, Runtime: toRuntime(resolver, name) }
        : { Code: PASS_ON, Runtime: { Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' } }),
      ApiId: scope.apiId,
      FieldName: isSet(resolver['FieldName']) ? resolver['FieldName'] : name,
      TypeName: type,
      Kind: 'PIPELINE',
      PipelineConfig: { Functions: functions },
      CachingConfig: isSet(resolver['Caching']) ? compact(expectMap(resolver['Caching'], 'Caching')) : undefined,
      MaxBatchSize: isSet(resolver['MaxBatchSize']) ? resolver['MaxBatchSize'] : undefined,
    },
    { attributes: scope.source.attributes, dependsOn: [schemaId], from: resolver },
  );
}
