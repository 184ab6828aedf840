import { describe, expect, it } from 'vitest';
import { printCalls, readPython } from './run.ts';

describe('Powertools for Python', () => {
  it('decorators', async () => {
    const facts = await readPython(`
import os, boto3
from aws_lambda_powertools import Logger, Tracer, Metrics
from aws_lambda_powertools.utilities.typing import LambdaContext
from aws_lambda_powertools.metrics import MetricUnit
logger = Logger(); tracer = Tracer(); metrics = Metrics(namespace='x')
table = boto3.resource('dynamodb').Table(os.environ['T'])
@tracer.capture_method
def put(item):
    table.put_item(Item=item)
@tracer.capture_method(capture_response=False)
def put2(item):
    table.update_item(Key=item)
@metrics.log_metrics(capture_cold_start_metric=True)
@logger.inject_lambda_context(correlation_id_path='x', log_event=True)
@tracer.capture_lambda_handler
def handler(event, context):
    with tracer.provider.in_subsegment('## x') as subsegment:
        subsegment.put_annotation('a', 'b')
        put(event)
    with tracer.provider.in_subsegment_async('y') as s:
        put2(event)
    logger.info('x', extra={'a': 1})
    metrics.add_metric(name='x', unit=MetricUnit.Count, value=1)
`);
    expect(printCalls(facts)).toEqual([
      'dynamodb:PutItem {TableName:$T Item:event}',
      'dynamodb:UpdateItem {TableName:$T Key:event}',
    ]);
  });
  it('resolver router', async () => {
    const facts = await readPython({
      'app.py': `
import boto3, os
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, CORSConfig
from aws_lambda_powertools.event_handler.api_gateway import Router
import routes
app = APIGatewayRestResolver(cors=CORSConfig(), enable_validation=True)
app.include_router(routes.router, prefix='/x')
t = boto3.resource('dynamodb').Table(os.environ['T'])
@app.get('/items/<item_id>')
def get_item(item_id: str):
    body = app.current_event.json_body
    v = app.current_event.get_query_string_value('a')
    return t.get_item(Key={'id': item_id})
@app.not_found
def nf(e):
    t.scan()
@app.exception_handler(ValueError)
def nf(e):
    t.query()
def mw(app, next_middleware):
    t.delete_item(Key={})
    return next_middleware(app)
app.use(middlewares=[mw])
def mw2(app, next_middleware):
    boto3.client('sqs').send_message(QueueUrl='x')
    return next_middleware(app)
@app.post('/a', middlewares=[mw2])
def post():
    return {}
def handler(event, context):
    return app.resolve(event, context)
`,
      'routes.py': `
import boto3, os
from aws_lambda_powertools.event_handler.router import APIGatewayRouter
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools import Tracer
router = Router()
tracer = Tracer()
@router.post('/things')
@tracer.capture_method
def create():
    x = router.current_event.body
    c = router.context.get('t')
    boto3.client('s3').put_object(Bucket=os.environ['B'], Key='x')
`,
    });
    expect(printCalls(facts)).toEqual([
      'dynamodb:DeleteItem {TableName:$T Key:{}}',
      'dynamodb:GetItem {TableName:$T Key:{id:event.pathParameters.[]}}',
      'dynamodb:Query {TableName:$T}',
      'dynamodb:Scan {TableName:$T}',
      's3:PutObject {Bucket:$B Key:"x"}',
      'sqs:SendMessage {QueueUrl:"x"}',
    ]);
  });
  it('resolver class', async () => {
    const facts = await readPython(`
import boto3, os
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
app = APIGatewayHttpResolver()
class Handler:
    def __init__(self):
        self.t = boto3.resource('dynamodb').Table(os.environ['T'])
        self.app = APIGatewayHttpResolver()
        self.app.get('/x')(self.get)
        self.app.add_route
    def get(self):
        self.t.get_item(Key={})
    def __call__(self, event, context):
        return self.app.resolve(event, context)
handler = Handler()
`);
    expect(printCalls(facts)).toEqual(['dynamodb:GetItem {TableName:$T Key:{}}']);
  });
  it('batch', async () => {
    const facts = await readPython(`
import os, boto3
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response, batch_processor, AsyncBatchProcessor, async_process_partial_response, SqsFifoPartialProcessor
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
processor = BatchProcessor(event_type=EventType.SQS)
t = boto3.resource('dynamodb').Table(os.environ['T'])
def record_handler(record: SQSRecord):
    payload = record.json_body
    t.put_item(Item=payload)
def rh2(record, lambda_context=None):
    t.scan()
def rh3(record):
    t.query()
async def rh4(record):
    t.delete_item(Key={})
@batch_processor(record_handler=rh2, processor=processor)
def h2(event, context):
    return processor.response()
def handler(event, context):
    h2(event, context)
    with processor(records=event['Records'], handler=rh3):
        processed_messages = processor.process()
    async_process_partial_response(event=event, record_handler=rh4, processor=AsyncBatchProcessor(event_type=EventType.SQS), context=context)
    return process_partial_response(event=event, record_handler=record_handler, processor=processor, context=context)
`);
    expect(printCalls(facts)).toEqual([
      'dynamodb:DeleteItem {TableName:$T Key:{}}',
      'dynamodb:PutItem {TableName:$T Item:event.Records.[].body.(json)}',
      'dynamodb:Query {TableName:$T}',
      'dynamodb:Scan {TableName:$T}',
    ]);
  });
  it('batch subclass', async () => {
    const facts = await readPython(`
import boto3
from aws_lambda_powertools.utilities.batch import BasePartialBatchProcessor, process_partial_response, BatchProcessor
class P(BasePartialBatchProcessor):
    def __init__(self, table):
        self.table = table
        super().__init__()
    def _prepare(self):
        self.d = boto3.client('dynamodb')
        self.d.put_item(TableName=self.table)
    def _clean(self):
        self.d.batch_write_item(RequestItems={})
    def _process_record(self, record):
        self.handler(record)
class Q(BatchProcessor):
    def failure_handler(self, record, exception):
        boto3.client('sns').publish(TopicArn='x')
        return super().failure_handler(record, exception)
def rh(r):
    boto3.client('sqs').send_message(QueueUrl='u')
def handler(event, context):
    process_partial_response(event, rh, Q(event_type='x'), context)
    return process_partial_response(event, rh, P('t'), context)
`);
    expect(printCalls(facts)).toEqual([
      'dynamodb:BatchWriteItem {RequestItems:{}}',
      'dynamodb:PutItem {TableName:"t"}',
      'sns:Publish {TopicArn:"x"}',
      'sqs:SendMessage {QueueUrl:"u"}',
    ]);
  });
  it('idempotency', async () => {
    const facts = await readPython(`
import os, boto3
from aws_lambda_powertools.utilities.idempotency import idempotent, idempotent_function, DynamoDBPersistenceLayer, IdempotencyConfig
persistence = DynamoDBPersistenceLayer(table_name=os.environ['IDEM'])
config = IdempotencyConfig(event_key_jmespath='x')
t = boto3.resource('dynamodb').Table('t')
@idempotent_function(data_keyword_argument='order', config=config, persistence_store=persistence)
def process(order):
    t.put_item(Item=order)
@idempotent(config=config, persistence_store=persistence)
def handler(event, context):
    config.register_lambda_context(context)
    process(order=event)
`);
    expect(printCalls(facts)).toEqual([
      'dynamodb:DeleteItem {TableName:$IDEM} by aws_lambda_powertools',
      'dynamodb:GetItem {TableName:$IDEM} by aws_lambda_powertools',
      'dynamodb:PutItem {TableName:"t" Item:event}',
      'dynamodb:PutItem {TableName:$IDEM} by aws_lambda_powertools',
      'dynamodb:UpdateItem {TableName:$IDEM} by aws_lambda_powertools',
    ]);
  });
  it('parameters', async () => {
    const facts = await readPython(`
import os
from aws_lambda_powertools.utilities import parameters
from aws_lambda_powertools.utilities.parameters import get_secret, SSMProvider, SecretsProvider, DynamoDBProvider, AppConfigProvider
from botocore.config import Config
ssm = parameters.SSMProvider(config=Config(region_name='x'))
def handler(event, context):
    parameters.get_parameter('/a', max_age=5, decrypt=True)
    parameters.get_parameters('/path', recursive=True)
    parameters.get_parameters_by_name(parameters={'/a': {}, '/b': {}})
    parameters.set_parameter(name='/x', value='b', overwrite=True)
    parameters.set_secret(name='s', secret='x')
    get_secret(os.environ['S'], transform='json')['a']
    ssm.get('/c'); ssm.get_multiple('/d'); ssm.get_parameters_by_name({'/e': {}})
    SecretsProvider().get('q')
    DynamoDBProvider(table_name=os.environ['T']).get('a')
    DynamoDBProvider(table_name=os.environ['T']).get_multiple('a')
    AppConfigProvider(environment='e', application='a').get('n')
    parameters.get_app_config(name='n', environment='e', application='a')
`);
    expect(printCalls(facts)).toEqual([
      'appconfigdata:GetLatestConfiguration {ConfigurationProfileIdentifier:"n" ApplicationIdentifier:"a" EnvironmentIdentifier:"e"} by aws_lambda_powertools',
      'appconfigdata:StartConfigurationSession {ConfigurationProfileIdentifier:"n" ApplicationIdentifier:"a" EnvironmentIdentifier:"e"} by aws_lambda_powertools',
      'dynamodb:GetItem {TableName:$T} by aws_lambda_powertools',
      'dynamodb:Query {TableName:$T} by aws_lambda_powertools',
      'secrets-manager:CreateSecret {Name:"s"} by aws_lambda_powertools',
      'secrets-manager:GetSecretValue {SecretId:"q"} by aws_lambda_powertools',
      'secrets-manager:GetSecretValue {SecretId:$S} by aws_lambda_powertools',
      'secrets-manager:PutSecretValue {SecretId:"s"} by aws_lambda_powertools',
      'ssm:GetParameter {Name:"/a" WithDecryption:true} by aws_lambda_powertools',
      'ssm:GetParameter {Name:"/c"} by aws_lambda_powertools',
      'ssm:GetParameters {Names:["/a" "/b"]} by aws_lambda_powertools',
      'ssm:GetParameters {Names:["/e"]} by aws_lambda_powertools',
      'ssm:GetParametersByPath {Path:"/d"} by aws_lambda_powertools',
      'ssm:GetParametersByPath {Path:"/path"} by aws_lambda_powertools',
      'ssm:PutParameter {Name:"/x"} by aws_lambda_powertools',
    ]);
  });
  it('feature flags', async () => {
    const facts = await readPython(`
from aws_lambda_powertools.utilities.feature_flags import FeatureFlags, AppConfigStore
from aws_lambda_powertools.utilities.feature_flags import DynamoDBStore
import boto3
store = AppConfigStore(environment='dev', application='app', name='features')
flags = FeatureFlags(store=store)
def handler(event, context):
    if flags.evaluate(name='x', context={}, default=False):
        boto3.client('sqs').send_message(QueueUrl='q')
    else:
        boto3.client('sns').publish(TopicArn='q')
`);
    expect(printCalls(facts)).toEqual([
      'appconfigdata:GetLatestConfiguration {ConfigurationProfileIdentifier:"features" ApplicationIdentifier:"app" EnvironmentIdentifier:"dev"} by aws_lambda_powertools',
      'appconfigdata:StartConfigurationSession {ConfigurationProfileIdentifier:"features" ApplicationIdentifier:"app" EnvironmentIdentifier:"dev"} by aws_lambda_powertools',
      'sns:Publish {TopicArn:"q"}',
      'sqs:SendMessage {QueueUrl:"q"}',
    ]);
  });
  it('parser event source', async () => {
    const facts = await readPython(`
import boto3
from aws_lambda_powertools.utilities.parser import event_parser, BaseModel, parse, envelopes
from aws_lambda_powertools.utilities.parser.models import SqsModel
from aws_lambda_powertools.utilities.data_classes import event_source, SQSEvent, EventBridgeEvent, S3Event
from aws_lambda_powertools.utilities.validation import validator, validate
from aws_lambda_powertools.utilities.streaming.s3_object import S3Object
from aws_lambda_powertools.utilities.data_masking import DataMasking
from aws_lambda_powertools.utilities.data_masking.provider.kms.aws_encryption_sdk import AWSEncryptionSDKProvider
from aws_lambda_powertools.middleware_factory import lambda_handler_decorator
class Order(BaseModel):
    id: str
class Model(BaseModel):
    item: Order
@lambda_handler_decorator
def mw(handler, event, context, fields=None):
    boto3.client('sns').publish(TopicArn='m')
    return handler(event, context)
@mw(fields=['a'])
@validator(inbound_schema={})
@event_source(data_class=SQSEvent)
def inner(event: SQSEvent, context):
    for record in event.records:
        boto3.client('sqs').send_message(QueueUrl=record.body)
    s = S3Object(bucket='b', key='k')
    for l in s: pass
    enc = DataMasking(provider=AWSEncryptionSDKProvider(keys=['arn:k']))
    enc.encrypt({}); enc.decrypt({})
    e = S3Event(event)
    boto3.client('s3').get_object(Bucket=e.bucket_name, Key=e.object_key)
@event_parser(model=Model, envelope=envelopes.EventBridgeEnvelope)
def handler(event: Model, context):
    inner(event, context)
    boto3.client('dynamodb').put_item(TableName=event.item.id)
    p = parse(event=event, model=Order)
    boto3.client('dynamodb').get_item(TableName=p.id)
`);
    expect(printCalls(facts)).toEqual([
      'dynamodb:GetItem {TableName:event.id}',
      'dynamodb:PutItem {TableName:event.item.id}',
      'kms:Decrypt {KeyId:"arn:k"} by AWS Encryption SDK',
      'kms:GenerateDataKey {KeyId:"arn:k"} by AWS Encryption SDK',
      's3:GetObject {Bucket:"b" Key:"k"} by aws_lambda_powertools',
      's3:GetObject {Bucket:event.Records.[].s3.bucket.name Key:event.Records.[].s3.object.key}',
      'sns:Publish {TopicArn:"m"}',
      'sqs:SendMessage {QueueUrl:event.Records.[].body}',
    ]);
  });
  it('appsync + bedrock agent', async () => {
    const facts = await readPython(`
import boto3
from aws_lambda_powertools.event_handler import AppSyncResolver, BedrockAgentResolver, AppSyncEventsResolver
from aws_lambda_powertools.event_handler import BedrockAgentFunctionResolver
from aws_lambda_powertools.event_handler.graphql_appsync.router import Router
app = AppSyncResolver()
r = Router()
c = boto3.client('dynamodb')
@r.resolver(type_name='Query', field_name='x')
def x(id: str = ''):
    c.get_item(TableName='x')
@app.batch_resolver(type_name='Query', field_name='y')
def y(event):
    c.put_item(TableName='y')
app.include_router(r)
ev = AppSyncEventsResolver()
@ev.on_publish('/default/*')
def pub(payload):
    c.scan(TableName='z')
bf = BedrockAgentFunctionResolver()
@bf.tool(name='x')
def tool(a):
    c.query(TableName='q')
def handler(event, context):
    ev.resolve(event, context)
    bf.resolve(event, context)
    return app(event, context)
`);
    expect(printCalls(facts)).toEqual([
      'dynamodb:GetItem {TableName:"x"}',
      'dynamodb:PutItem {TableName:"y"}',
      'dynamodb:Query {TableName:"q"}',
      'dynamodb:Scan {TableName:"z"}',
    ]);
  });
  it('data classes read the fields of the event', async () => {
    const facts = await readPython(`
import boto3
from aws_lambda_powertools.utilities.data_classes import event_source, S3Event, SQSEvent
c = boto3.client('s3')
def other(event):
    for record in SQSEvent(event).records:
        c.get_object(Bucket=record.decoded_nested_s3_event.bucket_name, Key=record.json_body['key'])
@event_source(data_class=S3Event)
def handler(event, context):
    c.get_object(Bucket=event.bucket_name, Key=event.object_key)
    for record in event.records:
        c.get_object(Bucket=record.s3.bucket.name, Key=record.s3.get_object.key)
    other(event)
`);
    expect(printCalls(facts)).toEqual([
      's3:GetObject {Bucket:event.Records.[].body.(json).Records.[].s3.bucket.name Key:event.Records.[].body.(json).key}',
      's3:GetObject {Bucket:event.Records.[].s3.bucket.name Key:event.Records.[].s3.object.key}',
    ]);
  });
});
