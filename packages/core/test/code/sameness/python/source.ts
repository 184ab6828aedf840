/** Imports and clients that most spellings begin with. */
export const HEAD = `import os
import boto3
db = boto3.client('dynamodb')
s3 = boto3.client('s3')
sqs = boto3.client('sqs')
`;
export const READ = `db.get_item(TableName=os.environ['TABLE'], Key={})`;
export const WRITE = `s3.put_object(Bucket=os.environ['BUCKET'], Key='k')`;
export const SEND = `sqs.send_message(QueueUrl=os.environ['QUEUE'], MessageBody='m')`;

/** The three as functions. */
export const FUNCTIONS = `${HEAD}
def read(event=None):
    return ${READ}
def write(event=None):
    return ${WRITE}
def send(event=None):
    return ${SEND}
`;
export const CALLS = `
def handler(event, context):
    read(event)
    write(event)
    send(event)
`;
