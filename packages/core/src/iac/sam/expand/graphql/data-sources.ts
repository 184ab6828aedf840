import type { Expansion } from '../expansion.ts';
import { getAtt, ref, sub } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { compact, isSet } from '../json.ts';
import { checkProperties } from '../properties.ts';
import { expectMap } from '../refusal.ts';
import type { Made } from '../resource.ts';
import { make, toArn } from '../resource.ts';
import { toTrust } from '../role.ts';
import type { GraphqlScope } from './graphql-scope.ts';
import { connect, makePart } from './graphql-scope.ts';

const TABLE = {
  TableName: '!any',
  ServiceRoleArn: 'any',
  TableArn: 'any',
  Permissions: 'list',
  Name: 'any',
  Description: 'any',
  Region: 'any',
  DeltaSync: 'map',
  UseCallerCredentials: 'any',
  Versioned: 'any',
};
const FUNCTION = { FunctionArn: '!any', ServiceRoleArn: 'any', Name: 'any', Description: 'any' };

/** Data sources that are tables and functions, each with a role that may use it. */
export function makeDataSources(scope: GraphqlScope, given: Json | undefined, expansion: Expansion): Made[] {
  if (!isSet(given)) return [];
  const all = expectMap(given, 'DataSources');
  checkProperties(all, { DynamoDb: 'maps', Lambda: 'maps' }, '`DataSources`');
  const list = (kind: string): [string, JsonObject][] =>
    Object.entries(expectMap(all[kind] ?? {}, `DataSources.${kind}`)).map(([name, value]) => [
      name,
      expectMap(value, `DataSources.${kind}.${name}`),
    ]);
  return [
    ...list('DynamoDb').flatMap(([name, table]) => makeTable(scope, name, table, expansion)),
    ...list('Lambda').flatMap(([name, fn]) => makeFunction(scope, name, fn, expansion)),
  ];
}

function makeTable(scope: GraphqlScope, name: string, table: JsonObject, expansion: Expansion): Made[] {
  checkProperties(table, TABLE, 'a data source of type `DynamoDb`');
  const region = isSet(table['Region']) ? table['Region'] : ref('AWS::Region');
  const arn = isSet(table['TableArn'])
    ? table['TableArn']
    : sub('arn:${AWS::Partition}:dynamodb:${__Region__}:${AWS::AccountId}:table/${__TableName__}', {
        __TableName__: table['TableName'] ?? null,
        __Region__: region,
      });
  const find = (member: string): Json | undefined => (isSet(table[member]) ? table[member] : undefined);
  const config = compact({
    AwsRegion: region,
    TableName: table['TableName'],
    UseCallerCredentials: find('UseCallerCredentials'),
    Versioned: find('Versioned'),
    DeltaSyncConfig: find('DeltaSync'),
  });
  const permissions = isSet(table['Permissions']) ? table['Permissions'] : ['Read', 'Write'];
  const target = { Type: 'AWS::DynamoDB::Table', Arn: arn };
  const use = { type: 'AMAZON_DYNAMODB', config: { DynamoDBConfig: config }, target, permissions };
  return makeSource(scope, { name, kind: 'DynamoDB', connector: 'ToTableConnector', ...use }, table, expansion);
}

function makeFunction(scope: GraphqlScope, name: string, fn: JsonObject, expansion: Expansion): Made[] {
  checkProperties(fn, FUNCTION, 'a data source of type `Lambda`');
  const arn = fn['FunctionArn'] ?? null;
  const target = { Type: 'AWS::Lambda::Function', Arn: arn };
  const config = { LambdaConfig: { LambdaFunctionArn: arn } };
  const use = { type: 'AWS_LAMBDA', config, target, permissions: ['Write'] };
  return makeSource(scope, { name, kind: 'Lambda', connector: 'ToLambdaConnector', ...use }, fn, expansion);
}

interface Use {
  readonly name: string;
  readonly kind: string;
  readonly type: string;
  readonly config: JsonObject;
  readonly connector: string;
  readonly target: JsonObject;
  readonly permissions: Json;
}

function makeSource(scope: GraphqlScope, use: Use, given: JsonObject, expansion: Expansion): Made[] {
  const id = `${scope.source.id}${use.name}${use.kind}DataSource`;
  scope.dataSources.set(use.name, getAtt(id, 'Name'));
  const named = given['ServiceRoleArn'];
  const { attributes, dependsOn } = scope.source;
  const role = make(
    `${id}Role`,
    'AWS::IAM::Role',
    { AssumeRolePolicyDocument: toTrust('appsync.amazonaws.com') },
    { attributes, dependsOn, from: given },
  );
  const dataSource = makePart(
    scope,
    id,
    'DataSource',
    {
      Name: isSet(given['Name']) ? given['Name'] : use.name,
      Type: use.type,
      ApiId: scope.apiId,
      Description: given['Description'],
      ...use.config,
      ServiceRoleArn: isSet(named) ? named : toArn(role),
    },
    given,
  );
  if (isSet(named)) return [dataSource];
  const from = { Type: 'AWS::AppSync::DataSource', Arn: getAtt(id, 'DataSourceArn'), RoleName: ref(role.id) };
  return [dataSource, role, ...connect(id + use.connector, from, use.target, use.permissions, expansion)];
}
