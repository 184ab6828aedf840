import { describe, expect, it } from 'vitest';
import { printCalls, readJavaScript, readPython } from './run.ts';

describe('tokens for databases', () => {
  it('tokens that log in to a database', () => {
    const facts = readJavaScript(`
      import { Signer } from '@aws-sdk/rds-signer';
      import { DsqlSigner } from '@aws-sdk/dsql-signer';
      import AWS from 'aws-sdk';
      import rds from '@middy/rds-signer'; import middy from '@middy/core';
      const signer = new Signer({ hostname: process.env.HOST, port: 3306, username: process.env.USER_NAME, region: process.env.AWS_REGION });
      export const handler = middy(async () => {
        await signer.getAuthToken();
        const d = new DsqlSigner({ hostname: process.env.CLUSTER, region: 'eu-west-1' });
        await d.getDbConnectAuthToken();
        await d.getDbConnectAdminAuthToken();
        new AWS.RDS.Signer().getAuthToken({ username: 'v2', hostname: 'h' });
      }).use(rds({ fetchData: { token: { hostname: 'h', username: 'middy', port: 3306 } } }));
    `);
    expect(printCalls(facts)).toEqual([
      'dsql:DbConnect {hostname:$CLUSTER} by @aws-sdk/dsql-signer',
      'dsql:DbConnectAdmin {hostname:$CLUSTER} by @aws-sdk/dsql-signer',
      'rds-db:connect {DbUserName:"middy" hostname:"h"} by @middy/rds-signer',
      'rds-db:connect {DbUserName:"v2" hostname:"h"} by aws-sdk',
      'rds-db:connect {DbUserName:$USER_NAME hostname:$HOST} by @aws-sdk/rds-signer',
    ]);
  });
  it('tokens that log in to a database, in Python', async () => {
    const facts = await readPython(`
import boto3, os
def handler(event, context):
    boto3.client('rds').generate_db_auth_token(os.environ['HOST'], 3306, 'app')
    boto3.client('rds').generate_db_auth_token(DBHostname='h', Port=3306, DBUsername='kw')
    boto3.client('dsql').generate_db_connect_admin_auth_token('h', 'eu-west-1')
`);
    expect(printCalls(facts)).toEqual([
      'dsql:DbConnectAdmin {hostname:"h"} by boto3',
      'rds-db:connect {DbUserName:"app" hostname:$HOST} by boto3',
      'rds-db:connect {DbUserName:"kw" hostname:"h"} by boto3',
    ]);
  });
});
