import { toText } from '../../app/expression.ts';
import type { Location } from '../../app/location.ts';
import type { PolicySource } from '../../app/role.ts';
import type { MapValue, Value } from '../../app/value.ts';
import { findEntry, findText, join, literal, ref, toItems } from '../../app/value.ts';
import { toAddedStatement } from './read-policies.ts';

const NETWORK = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeVpcs',
  'ec2:DescribeSubnets',
  'ec2:DescribeSecurityGroups',
];

/** Statements that SAM adds for pollers without a managed policy of their own: MQ, self-managed Kafka, DocumentDB. */
export function readPollerStatements(event: Value, at: Location): PolicySource[] {
  const properties = findEntry(event, 'Properties');
  if (properties?.kind !== 'map') return [];
  switch (findText(findEntry(event, 'Type'))) {
    case 'MQ':
      return [
        ...readSecrets(properties, at),
        ...toStatement('mq:DescribeBroker', toItems(findEntry(properties, 'Broker')), at),
        ...readKey(properties, at),
      ];
    case 'MSK':
      return [...readSecrets(properties, at), ...readRegistry(properties, at)];
    case 'SelfManagedKafka':
      return [
        ...readSecrets(properties, at),
        ...(needsNetwork(properties) ? [toNetwork(at)] : []),
        ...readRegistry(properties, at),
        ...readKey(properties, at),
      ];
    case 'DocumentDB':
      return [
        ...readSecrets(properties, at),
        ...readCluster(properties, at),
        toNetwork(at),
        ...readKey(properties, at),
      ];
    default:
      return [];
  }
}

/** Kinds of `SourceAccessConfigurations` whose `URI` is a secret. */
const SECRETS = new Set([
  'BASIC_AUTH',
  'SASL_SCRAM_256_AUTH',
  'SASL_SCRAM_512_AUTH',
  'CLIENT_CERTIFICATE_TLS_AUTH',
  'SERVER_ROOT_CA_CERTIFICATE',
]);

/** A schema registry: the secrets to log in, and for a Glue registry its schemas. */
function readRegistry(properties: MapValue, at: Location): PolicySource[] {
  const config = findEntry(properties, 'SchemaRegistryConfig');
  const uri = findEntry(config, 'SchemaRegistryURI');
  if (uri === undefined) return [];
  const secrets = readSecretsOf(findEntry(config, 'AccessConfigs'), at);
  const name = /:glue:.*:registry\/(.+)$/.exec(toText(uri))?.[1];
  if (name === undefined) return secrets;
  const schemas = toArn('glue', [literal(`schema/${name}/*`)]);
  return [
    ...secrets,
    ...toStatement('glue:GetRegistry', [uri], at),
    ...toStatement('glue:GetSchemaVersion', [schemas], at),
  ];
}

const readSecrets = (properties: MapValue, at: Location): PolicySource[] =>
  readSecretsOf(findEntry(properties, 'SourceAccessConfigurations'), at);

function readSecretsOf(configs: Value | undefined, at: Location): PolicySource[] {
  return toItems(configs).flatMap((config) => {
    if (!SECRETS.has(findText(findEntry(config, 'Type')) ?? '')) return [];
    return toStatement('secretsmanager:GetSecretValue', toItems(findEntry(config, 'URI')), config.at ?? at);
  });
}

function needsNetwork(properties: MapValue): boolean {
  const configs = toItems(findEntry(properties, 'SourceAccessConfigurations'));
  return configs.some((config) => (findText(findEntry(config, 'Type')) ?? '').startsWith('VPC_'));
}

const toNetwork = (at: Location): PolicySource => toAddedStatement('PollerNetwork', NETWORK, [literal('*')], at);

function readKey(properties: MapValue, at: Location): PolicySource[] {
  const key = findEntry(properties, 'SecretsManagerKmsKeyId');
  return key === undefined ? [] : toStatement('kms:Decrypt', [toArn('kms', [literal('key/'), key])], at);
}

function readCluster(properties: MapValue, at: Location): PolicySource[] {
  return [
    ...toStatement('rds:DescribeDBClusterParameters', [toArn('rds', [literal('cluster-pg:*')])], at),
    ...toStatement('rds:DescribeDBSubnetGroups', [toArn('rds', [literal('subgrp:*')])], at),
    ...toStatement('rds:DescribeDBClusters', toItems(findEntry(properties, 'Cluster')), at),
  ];
}

function toStatement(action: string, resources: readonly Value[], at: Location): PolicySource[] {
  return resources.length === 0 ? [] : [toAddedStatement('Poller', [action], resources, at)];
}

function toArn(service: string, rest: readonly Value[]): Value {
  const place = [literal('arn:'), ref('AWS::Partition'), literal(`:${service}:`), ref('AWS::Region'), literal(':')];
  return join([...place, ref('AWS::AccountId'), literal(':'), ...rest]);
}
