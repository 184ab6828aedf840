import { describe, expect, it } from 'vitest';
import { printCalls, printUnresolved, readJavaScript, readPython } from './run.ts';

describe('libraries over services of AWS', () => {
  it('custom resources: crhelper and cfnresponse', async () => {
    const facts = await readPython(`
import boto3, cfnresponse
from crhelper import CfnResource
helper = CfnResource(json_logging=False)
s3 = boto3.client('s3')
@helper.create
@helper.update
def create(event, context):
    s3.put_object(Bucket=event['ResourceProperties']['Bucket'], Key='k')
@helper.delete
def delete(event, context):
    s3.delete_object(Bucket='b', Key='k')
@helper.poll_create
def poll(event, context):
    s3.head_object(Bucket='poll', Key='k')
def handler(event, context):
    helper(event, context)
    cfnresponse.send(event, context, cfnresponse.SUCCESS, {})
`);
    expect(printCalls(facts)).toEqual([
      's3:DeleteObject {Bucket:"b" Key:"k"}',
      's3:HeadObject {Bucket:"poll" Key:"k"}',
      's3:PutObject {Bucket:event.ResourceProperties.Bucket Key:"k"}',
    ]);
  });
  it('paths that a listing of s3fs answers lie in the bucket that was listed', async () => {
    const facts = await readPython(`
import os
import s3fs
fs = s3fs.S3FileSystem()
def newest():
    files = sorted(fs.ls(f"{os.environ['LAKE']}/in/"))
    return files[-1] if files else None
def handler(event, context):
    with fs.open(newest()) as f:
        f.read()
    for path in fs.glob('s3://other/*.csv'):
        fs.rm_file(path)
`);
    expect(printCalls(facts)).toEqual([
      's3:DeleteObject {Bucket:"other" Key:?} by s3fs',
      's3:GetObject {Bucket:$LAKE Key:?} by s3fs',
      's3:ListObjectsV2 {Bucket:"other" Prefix:"*.csv"} by s3fs',
      's3:ListObjectsV2 {Bucket:$LAKE Prefix:"in/"} by s3fs',
    ]);
  });
  it('files in buckets: awswrangler, pandas, s3fs, smart_open', async () => {
    const facts = await readPython(`
import os
import awswrangler as wr
import pandas as pd
import s3fs
from smart_open import open as sopen
import smart_open
import pyarrow.parquet as pq
def handler(event, context):
    df = wr.s3.read_csv(path=f"s3://{os.environ['B']}/in/x.csv")
    wr.s3.to_parquet(df=df, path='s3://out/data/', dataset=True, database='db', table='t')
    wr.s3.list_objects('s3://listed/p/')
    wr.s3.delete_objects(['s3://gone/a'])
    wr.athena.read_sql_query('select 1', database='db', workgroup='wg')
    wr.dynamodb.put_items(items=[], table_name=os.environ['T'])
    wr.secretsmanager.get_secret('name')
    wr.catalog.table(database='db', table='t')
    pd.read_parquet('s3://pandas/in.parquet')
    df.to_csv(f"s3://{os.environ['OUT']}/x.csv")
    pd.DataFrame([]).to_json('s3://frame/x.json')
    pd.read_csv('/tmp/local.csv')
    fs = s3fs.S3FileSystem()
    with fs.open('fsbucket/key', 'rb') as f:
        f.read()
    fs.open('s3://fswrite/key', 'w')
    fs.ls('fslist/p'); fs.rm('fsrm/x'); fs.put('/tmp/x', 'fsput/x')
    with sopen('s3://smart/key') as f:
        f.read()
    smart_open.open(f"s3://{os.environ['SW']}/k", 'w')
    open('/tmp/x')
`);
    expect(printCalls(facts)).toEqual([
      'athena:GetQueryExecution {WorkGroup:"wg"} by awswrangler',
      'athena:GetQueryResults {WorkGroup:"wg"} by awswrangler',
      'athena:GetWorkGroup {WorkGroup:"wg"} by awswrangler',
      'athena:StartQueryExecution {QueryString:"select 1" QueryExecutionContext:{Database:"db"} WorkGroup:"wg"} by awswrangler',
      'dynamodb:BatchWriteItem {RequestItems:{ [$T:[?]]}} by awswrangler',
      'dynamodb:DescribeTable {TableName:$T} by awswrangler',
      'glue:CreateTable {DatabaseName:"db" TableInput:{Name:"t"}} by awswrangler',
      'glue:GetTable {DatabaseName:"db" Name:"t"} by awswrangler',
      'glue:UpdateTable {DatabaseName:"db" TableInput:{Name:"t"}} by awswrangler',
      's3:DeleteObjects {Bucket:"fsrm" Delete:{Objects:[{Key:"x"}]}} by s3fs',
      's3:DeleteObjects {Bucket:"gone" Delete:{Objects:[{Key:"a"}]}} by awswrangler',
      's3:GetObject {Bucket:"fsbucket" Key:"key"} by s3fs',
      's3:GetObject {Bucket:"pandas" Key:"in.parquet"} by pandas',
      's3:GetObject {Bucket:"smart" Key:"key"} by smart_open',
      's3:GetObject {Bucket:$B Key:"in/x.csv"} by awswrangler',
      's3:ListObjectsV2 {Bucket:"fslist" Prefix:"p"} by s3fs',
      's3:ListObjectsV2 {Bucket:"fsrm" Prefix:"x"} by s3fs',
      's3:ListObjectsV2 {Bucket:"listed" Prefix:"p/"} by awswrangler',
      's3:ListObjectsV2 {Bucket:$B Prefix:"in/x.csv"} by awswrangler',
      's3:PutObject {Bucket:"frame" Key:"x.json"} by pandas',
      's3:PutObject {Bucket:"fsput" Key:"x"} by s3fs',
      's3:PutObject {Bucket:"fswrite" Key:"key"} by s3fs',
      's3:PutObject {Bucket:"out" Key:"data/"+?} by awswrangler',
      's3:PutObject {Bucket:$OUT Key:"x.csv"} by awswrangler',
      's3:PutObject {Bucket:$SW Key:"k"} by smart_open',
      'secrets-manager:GetSecretValue {SecretId:"name"} by awswrangler',
    ]);
    expect(printUnresolved(facts)).toEqual([
      'a query of Athena: which tables of Glue and buckets it reads and writes is not known',
      'call of `awswrangler`: the library may call AWS and is not known',
    ]);
  });
  it('models behind LangChain and Anthropic in Python', async () => {
    const facts = await readPython(`
from langchain_aws import ChatBedrock, BedrockLLM, BedrockEmbeddings, ChatBedrockConverse, AmazonKnowledgeBasesRetriever
from anthropic import AnthropicBedrock
import os
from langchain_community.chat_message_histories import DynamoDBChatMessageHistory
llm = ChatBedrock(model_id=os.environ['MODEL'], streaming=True)
def handler(event, context):
    llm.invoke('x')
    for c in llm.stream('x'):
        pass
    ChatBedrockConverse(model='anthropic.claude').invoke('x')
    BedrockEmbeddings(model_id='titan').embed_query('x')
    AmazonKnowledgeBasesRetriever(knowledge_base_id='KB').invoke('x')
    AnthropicBedrock().messages.create(model='anthropic.claude-3', messages=[])
    DynamoDBChatMessageHistory(table_name=os.environ['T'], session_id='s').add_user_message('x')
    chain = llm | (lambda x: x)
`);
    expect(printCalls(facts)).toEqual([
      'bedrock-runtime:Converse {modelId:"anthropic.claude"} by langchain_aws',
      'bedrock-runtime:InvokeModel {modelId:"anthropic.claude-3"} by anthropic',
      'bedrock-runtime:InvokeModel {modelId:"titan"} by langchain_aws',
      'bedrock-runtime:InvokeModelWithResponseStream {modelId:$MODEL} by langchain_aws',
    ]);
    expect(printUnresolved(facts)).toEqual([
      '`AmazonKnowledgeBasesRetriever` of `langchain_aws`: the library may call AWS and is not known',
      'call of `langchain_aws`: the library may call AWS and is not known',
      '`DynamoDBChatMessageHistory` of `langchain_community`: the library may call AWS and is not known',
    ]);
  });
  it('queues, models and resources in JavaScript', () => {
    const facts = readJavaScript(`
      import { Consumer } from 'sqs-consumer'; import { Producer } from 'sqs-producer'; import response from 'cfn-response';
      import { ChatBedrockConverse, BedrockEmbeddings, ChatBedrock } from '@langchain/aws'; import { bedrock, createAmazonBedrock } from '@ai-sdk/amazon-bedrock'; import { generateText, streamText, embed, generateObject } from 'ai'; import AnthropicBedrock from '@anthropic-ai/bedrock-sdk'; import { AnthropicBedrock as AB } from '@anthropic-ai/bedrock-sdk';
      import { parse, build } from '@aws-sdk/util-arn-parser'; import { unmarshall } from '@aws-sdk/util-dynamodb'; import AWSAppSyncClient from 'aws-appsync'; import { SNSClient, PublishCommand as P } from '@aws-sdk/client-sns';
      const c = new SNSClient({}); const embedder = new BedrockEmbeddings({ model: 'titan' });
      const consumer = Consumer.create({ queueUrl: process.env.Q, handleMessage: async (m) => { await c.send(new P({ TopicArn: 'message' })); } }); const producer = Producer.create({ queueUrl: process.env.PQ });
      const gql = new AWSAppSyncClient({ url: process.env.GRAPHQL, region: 'eu-west-1', auth: { type: 'AWS_IAM', credentials: {} } });
      const keyed = new AWSAppSyncClient({ url: process.env.GRAPHQL2, auth: { type: 'API_KEY', apiKey: 'x' } });
      export const handler = async (event, context) => {
        consumer.start(); await producer.send(['a']); await producer.queueSize();
        const chat = new ChatBedrockConverse({ model: process.env.MODEL }); await chat.invoke('x'); await chat.stream('x'); await embedder.embedQuery('x');
        await generateText({ model: bedrock('anthropic.claude'), prompt: 'x' }); streamText({ model: createAmazonBedrock({ region: 'us-east-1' })('nova'), prompt: 'x' }); await embed({ model: bedrock.embedding('titan-embed') });
        await new AnthropicBedrock().messages.create({ model: 'claude-3', messages: [] }); await new AB().messages.stream({ model: 'claude-4', messages: [] });
        await gql.mutate({ mutation: {} }); await gql.query({}); await keyed.query({}); response.send(event, context, response.SUCCESS, {}); parse('arn'); 
      };
    `);
    expect(printCalls(facts)).toEqual([
      'appsync-graphql:GraphQL {url:$GRAPHQL method:"POST"} by aws-appsync',
      'bedrock-runtime:Converse {modelId:"anthropic.claude"} by @ai-sdk/amazon-bedrock',
      'bedrock-runtime:Converse {modelId:$MODEL} by @langchain/aws',
      'bedrock-runtime:ConverseStream {modelId:"nova"} by @ai-sdk/amazon-bedrock',
      'bedrock-runtime:ConverseStream {modelId:$MODEL} by @langchain/aws',
      'bedrock-runtime:InvokeModel {modelId:"claude-3"} by @anthropic-ai/bedrock-sdk',
      'bedrock-runtime:InvokeModel {modelId:"titan"} by @langchain/aws',
      'bedrock-runtime:InvokeModel {modelId:"titan-embed"} by @ai-sdk/amazon-bedrock',
      'bedrock-runtime:InvokeModelWithResponseStream {modelId:"claude-4"} by @anthropic-ai/bedrock-sdk',
      'sns:Publish {TopicArn:"message"}',
      'sqs:DeleteMessage {QueueUrl:$Q} by sqs-consumer',
      'sqs:GetQueueAttributes {QueueUrl:$PQ} by sqs-producer',
      'sqs:ReceiveMessage {QueueUrl:$Q} by sqs-consumer',
      'sqs:SendMessageBatch {QueueUrl:$PQ} by sqs-producer',
    ]);
  });
  it('libraries that are not known and are given what tells of AWS', async () => {
    const facts = await readPython(`
import os, duckdb, custom
def handler(event, context):
    frame = custom.make(event)
    frame.to_parquet('s3://bucket/key')
    custom.read_table(f"s3://{event['b']}/key")
    custom.describe('s3://bucket/only-named')
    custom.log.info('s3://bucket/only-told')
    custom.run("select * from 's3://bucket/*.parquet'")
    custom.complete(model='bedrock/anthropic.claude-3-haiku-20240307-v1:0')
    custom.Agent('us.amazon.nova-pro-v1:0'); custom.Agent('amazon.com')
    custom.Queue(broker='sqs://')
    custom.sign(key=os.environ['AWS_ACCESS_KEY_ID'])
    custom.auth(options={'service': 'execute-api', 'region': 'eu-west-1'})
    custom.S3FileSystem(region='eu-west-1'); custom.S3Event(event)
`);
    expect(printCalls(facts)).toEqual([]);
    expect(printUnresolved(facts)).toEqual([
      'call of `custom.make.().to_parquet`: it is given an address in S3, and what it calls is not known',
      'call of `custom.read_table`: it is given an address in S3, and what it calls is not known',
      'call of `custom.describe`: it is given an address in S3, and what it calls is not known',
      'call of `custom.run`: it is given an address in S3, and what it calls is not known',
      'call of `custom.complete`: it is given a model of Bedrock, and what it calls is not known',
      'call of `custom.Agent`: it is given a model of Bedrock, and what it calls is not known',
      'call of `custom.Queue`: it is given an address in AWS, and what it calls is not known',
      "call of `custom.sign`: it is given the function's credentials, and what it calls is not known",
      'call of `custom.auth`: it signs requests to `execute-api`, and which is not known',
      'call of `custom`: the library may call AWS and is not known',
    ]);
  });
  it('tables in folders: data sets, parts, and what names no file', async () => {
    const facts = await readPython(`
import awswrangler as wr
import pandas as pd, os
def handler(event, context):
    df = pd.read_parquet('s3://in/parts/')
    wr.s3.to_csv(df, 's3://whole/out', dataset=True)
    wr.s3.to_parquet(df, path='s3://one/out/x.parquet')
    df.to_parquet('s3://parts/t.parquet', partition_cols=['d'])
    df.to_csv('s3://one/x.csv')
    wr.s3.read_json('s3://prefix/in')
    pd.read_csv(os.environ['FROM'])
    pd.read_csv(f"/tmp/{event['id']}")
`);
    expect(printCalls(facts)).toEqual([
      's3:GetObject {Bucket:"in" Key:"parts/"+?} by pandas',
      's3:GetObject {Bucket:"prefix" Key:"in"+?} by awswrangler',
      's3:ListObjectsV2 {Bucket:"in" Prefix:"parts/"} by pandas',
      's3:ListObjectsV2 {Bucket:"prefix" Prefix:"in"} by awswrangler',
      's3:PutObject {Bucket:"one" Key:"out/x.parquet"} by awswrangler',
      's3:PutObject {Bucket:"one" Key:"x.csv"} by pandas',
      's3:PutObject {Bucket:"parts" Key:"t.parquet"+?} by pandas',
      's3:PutObject {Bucket:"whole" Key:"out"+?} by awswrangler',
    ]);
    expect(printUnresolved(facts)).toEqual([
      'call of `pandas.read`: whether the address that it is given is one in S3 is not known',
    ]);
  });
});
