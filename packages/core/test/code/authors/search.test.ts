import { expect, it } from 'vitest';
import { findField } from '../../../src/app/code-value.ts';
import type { SdkCall } from '../../../src/app/sdk-call.ts';
import { runPython } from '../engine/run-python.ts';
import { runJavaScript } from '../engine/run.ts';

const toRequest = (call: SdkCall): string => {
  const method = findField(call.args, 'method');
  return `${call.service} ${method?.kind === 'const' ? String(method.value) : '?'}`;
};

it('tells the HTTP methods of a search client of Python', async () => {
  const { calls } = await runPython(
    {
      'app.py': `
import os
import boto3
from opensearchpy import AWSV4SignerAuth, OpenSearch, RequestsHttpConnection
from opensearchpy.helpers import bulk
from requests_aws4auth import AWS4Auth
credentials = boto3.Session().get_credentials()
client = OpenSearch(
    hosts=[{'host': os.environ['HOST'], 'port': 443}],
    http_auth=AWS4Auth(credentials.access_key, credentials.secret_key, 'eu-west-1', 'es'),
    connection_class=RequestsHttpConnection,
)
serverless = OpenSearch(hosts=[os.environ['COLLECTION']], http_auth=AWSV4SignerAuth(credentials, 'eu-west-1', 'aoss'))
local = OpenSearch(hosts=['http://localhost'], http_auth=('user', 'password'))
def handler(event, context):
    if not client.indices.exists('docs'):
        client.indices.create('docs', body={})
    client.index(index='docs', body={}, id=event['id'])
    client.index(index='docs', body={})
    client.delete(index='docs', id='1')
    client.get(index='docs', id='1')
    bulk(client, [])
    serverless.search(index='docs')
    local.search(index='docs')
`,
    },
    { file: 'app.py', export: 'handler' },
  );
  expect(calls.map(toRequest)).toEqual([
    'es-http HEAD',
    'es-http PUT',
    'es-http PUT',
    'es-http POST',
    'es-http DELETE',
    'es-http GET',
    'es-http POST',
    'aoss-http POST',
  ]);
  expect(calls.map((c) => findField(c.args, 'url'))[0]).toEqual({ kind: 'env', name: 'HOST' });
});

it('tells those of JavaScript', () => {
  const { calls } = runJavaScript(
    {
      'app.js': `
const { Client } = require('@opensearch-project/opensearch');
const { AwsSigv4Signer } = require('@opensearch-project/opensearch/aws');
const client = new Client({ ...AwsSigv4Signer({ region: 'eu-west-1', service: 'es' }), node: process.env.NODE });
exports.handler = async (event) => {
  await client.index({ index: 'docs', id: event.id, body: {} });
  await client.indices.putMapping({ index: 'docs', body: {} });
  return client.search({ index: 'docs' });
};`,
    },
    { file: 'app.js', export: 'handler' },
  );
  expect(calls.map(toRequest)).toEqual(['es-http PUT', 'es-http PUT', 'es-http POST']);
});
