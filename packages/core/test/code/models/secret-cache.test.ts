import { describe, expect, it } from 'vitest';
import { printCalls, printUnresolved, readPython } from './run.ts';

describe('the cache of Secrets Manager', () => {
  it('describes a secret and reads it; decorators hand it on', async () => {
    const facts = await readPython(`
import os, boto3
import botocore.session
from aws_secretsmanager_caching import SecretCache, SecretCacheConfig, InjectKeywordedSecretString, InjectSecretString
cache = SecretCache(config=SecretCacheConfig(), client=botocore.session.get_session().create_client('secretsmanager'))
@InjectSecretString('one', cache)
def one(secret, table):
    boto3.client('dynamodb').get_item(TableName=table)
@InjectKeywordedSecretString(secret_id='two', cache=cache, user='username')
def two(table, user=None):
    boto3.client('dynamodb').put_item(TableName=table)
def handler(event, context):
    cache.get_secret_string(os.environ['SECRET'])
    one('T1')
    two('T2')
`);
    expect(printCalls(facts)).toEqual([
      'dynamodb:GetItem {TableName:"T1"}',
      'dynamodb:PutItem {TableName:"T2"}',
      ...['DescribeSecret', 'GetSecretValue'].flatMap((operation) =>
        ['"one"', '"two"', '$SECRET'].map(
          (id) => `secrets-manager:${operation} {SecretId:${id}} by aws_secretsmanager_caching`,
        ),
      ),
    ]);
    expect(printUnresolved(facts)).toEqual([]);
  });
});
