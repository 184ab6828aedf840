/** Expressions that come to one fact: of SDK v2 (`AWS`), v3 (a namespace a service, one of the packages around them), boto3. */
export interface Method {
  readonly fact: string;
  readonly javascript: readonly string[];
  readonly python: readonly string[];
}

const PAIR = `{ Bucket: process.env.BUCKET, Key: 'k' }`;
const V2 = 'new AWS.S3()';
const V3 = 'new s3.S3Client({})';
const client = `boto3.client('s3')`;
const PY_PAIR = `{'Bucket': os.environ['BUCKET'], 'Key': 'k'}`;
const PY_ARGS = `Bucket=os.environ['BUCKET'], Key='k'`;
const resource = `boto3.resource('s3')`;
const object = `${resource}.Object(os.environ['BUCKET'], 'k')`;
const bucket = `${resource}.Bucket(os.environ['BUCKET'])`;

export const METHODS: Readonly<Record<string, Method>> = {
  'one of two presigned': {
    fact: 's3:DeleteObject|GetObject {Bucket:$BUCKET Key:"k"}',
    javascript: [
      `${V2}.getSignedUrl(event.get ? 'getObject' : 'deleteObject', ${PAIR})`,
      `await presigner.getSignedUrl(${V3}, event.get ? new s3.GetObjectCommand(${PAIR}) : new s3.DeleteObjectCommand(${PAIR}))`,
      `const C = event.get ? s3.GetObjectCommand : s3.DeleteObjectCommand; await presigner.getSignedUrl(${V3}, new C(${PAIR}))`,
    ],
    python: [
      `${client}.generate_presigned_url('get_object' if event.get('x') else 'delete_object', Params=${PY_PAIR})`,
    ],
  },
  'a presigned download': {
    fact: 's3:GetObject {Bucket:$BUCKET Key:"k"}',
    javascript: [
      `${V2}.getSignedUrl('getObject', ${PAIR})`,
      `${V2}.getSignedUrl('getObject', ${PAIR}, (error, url) => url)`,
      `await ${V2}.getSignedUrlPromise('getObject', ${PAIR})`,
      `await presigner.getSignedUrl(${V3}, new s3.GetObjectCommand(${PAIR}), { expiresIn: 60 })`,
      `${V2}.getObject(${PAIR}).presign(60)`,
      `${V2}.getObject(${PAIR}).createReadStream().pipe(process.stdout)`,
    ],
    python: [
      `${client}.generate_presigned_url('get_object', Params=${PY_PAIR}, ExpiresIn=60)`,
      `${client}.generate_presigned_url(ClientMethod='get_object', Params=dict(${PY_ARGS}))`,
      `${resource}.meta.client.generate_presigned_url('get_object', ${PY_PAIR})`,
      `${client}.download_file(os.environ['BUCKET'], 'k', '/tmp/f')`,
      `${client}.download_fileobj(${PY_ARGS}, Fileobj=f)`,
      `${bucket}.download_file('k', '/tmp/f')`,
      `${bucket}.Object('k').download_file(Filename='/tmp/f')`,
      `${object}.get()['Body'].read()`,
      `${object}.get()`,
      `${resource}.ObjectSummary(os.environ['BUCKET'], 'k').get()`,
    ],
  },
  'a presigned upload': {
    fact: 's3:PutObject {Bucket:$BUCKET Key:"k"}',
    javascript: [
      `await ${V2}.getSignedUrlPromise('putObject', ${PAIR})`,
      `await ${V2}.upload(${PAIR}).promise()`,
      `${V2}.upload(${PAIR}).send((error, data) => {})`,
      `await ${V2}.upload(${PAIR}).on('httpUploadProgress', () => {}).promise()`,
      `await new AWS.S3.ManagedUpload({ params: ${PAIR} }).promise()`,
      `await new AWS.S3.ManagedUpload({ service: ${V2}, params: ${PAIR} }).promise()`,
      `${V2}.createPresignedPost({ Bucket: process.env.BUCKET, Fields: { key: 'k' } })`,
      `await presigner.getSignedUrl(${V3}, new s3.PutObjectCommand(${PAIR}))`,
      `await post.createPresignedPost(${V3}, ${PAIR})`,
      `await post.createPresignedPost(${V3}, { ...${PAIR}, Conditions: [], Expires: 60 })`,
      `await new storage.Upload({ client: ${V3}, params: ${PAIR} }).done()`,
    ],
    python: [
      `${client}.generate_presigned_url('put_object', Params=${PY_PAIR})`,
      `${client}.generate_presigned_post(os.environ['BUCKET'], 'k')`,
      `${client}.generate_presigned_post(${PY_ARGS}, Conditions=[])`,
      `${client}.upload_file('/tmp/f', os.environ['BUCKET'], 'k')`,
      `${client}.upload_file(Filename='/tmp/f', ${PY_ARGS})`,
      `${client}.upload_fileobj(f, os.environ['BUCKET'], 'k')`,
      `${bucket}.upload_file('/tmp/f', 'k')`,
      `${bucket}.put_object(Key='k')`,
      `${object}.put()`,
      `${object}.upload_fileobj(f)`,
    ],
  },
  'a copy': {
    fact: 's3:CopyObject {Bucket:$BUCKET CopySource:"from/k" Key:"k"}',
    javascript: [
      `await ${V2}.copyObject({ ...${PAIR}, CopySource: 'from/k' }).promise()`,
      `await ${V3}.send(new s3.CopyObjectCommand({ CopySource: 'from/k', ...${PAIR} }))`,
    ],
    python: [
      `${client}.copy_object(${PY_ARGS}, CopySource='from/k')`,
      `${client}.copy('from/k', os.environ['BUCKET'], 'k')`,
      `${bucket}.copy('from/k', 'k')`,
      `${object}.copy('from/k')`,
      `${object}.copy_from(CopySource='from/k')`,
    ],
  },
  'a look at an object': {
    fact: 's3:HeadObject {Bucket:$BUCKET Key:"k"}',
    javascript: [
      `await ${V2}.headObject(${PAIR}).promise()`,
      `await ${V2}.waitFor('objectExists', ${PAIR}).promise()`,
      `await new s3.S3({}).headObject(${PAIR})`,
      `await s3.waitUntilObjectExists({ client: ${V3}, maxWaitTime: 60 }, ${PAIR})`,
    ],
    python: [
      `${client}.head_object(${PY_ARGS})`,
      `${client}.get_waiter('object_exists').wait(${PY_ARGS})`,
      `${object}.load()`,
      `${object}.content_length`,
      `${object}.wait_until_exists()`,
    ],
  },
  'a list': {
    fact: 's3:ListObjectsV2 {Bucket:$BUCKET Prefix:"p"}',
    javascript: [
      `await ${V2}.listObjectsV2({ Bucket: process.env.BUCKET, Prefix: 'p' }).promise()`,
      `${V2}.listObjectsV2({ Bucket: process.env.BUCKET, Prefix: 'p' }).eachPage((error, data) => {})`,
      `for await (const page of s3.paginateListObjectsV2({ client: ${V3} }, { Bucket: process.env.BUCKET, Prefix: 'p' })) page.Contents`,
      `await new s3.S3({}).listObjectsV2({ Bucket: process.env.BUCKET, Prefix: 'p' })`,
    ],
    python: [
      `${client}.list_objects_v2(Bucket=os.environ['BUCKET'], Prefix='p')`,
      `[p for p in ${client}.get_paginator('list_objects_v2').paginate(Bucket=os.environ['BUCKET'], Prefix='p')]`,
      `list(${client}.get_paginator(operation_name='list_objects_v2').paginate(Bucket=os.environ['BUCKET'], Prefix='p').search('Contents[]'))`,
    ],
  },
  'a removal': {
    fact: 's3:DeleteObject {Bucket:$BUCKET Key:"k"}',
    javascript: [`await ${V2}.deleteObject(${PAIR}).promise()`, `await new s3.S3({}).deleteObject(${PAIR})`],
    python: [`${client}.delete_object(${PY_ARGS})`, `${object}.delete()`, `${bucket}.Object('k').delete()`],
  },
  'a message': {
    fact: 'sqs:SendMessage {MessageBody:"m" QueueUrl:$QUEUE}',
    javascript: [
      `await new AWS.SQS({ params: { QueueUrl: process.env.QUEUE } }).sendMessage({ MessageBody: 'm' }).promise()`,
      `await new sqs.SQS({}).sendMessage({ QueueUrl: process.env.QUEUE, MessageBody: 'm' })`,
    ],
    python: [
      `boto3.client('sqs').send_message(QueueUrl=os.environ['QUEUE'], MessageBody='m')`,
      `boto3.resource('sqs').Queue(os.environ['QUEUE']).send_message(MessageBody='m')`,
      `boto3.resource('sqs').Queue(url=os.environ['QUEUE']).send_message(MessageBody='m')`,
    ],
  },
  messages: {
    fact: 'sqs:SendMessageBatch {Entries:[] QueueUrl:$QUEUE}',
    javascript: [
      `await new sqs.SQSClient({}).send(new sqs.SendMessageBatchCommand({ QueueUrl: process.env.QUEUE, Entries: [] }))`,
    ],
    python: [`boto3.resource('sqs').Queue(os.environ['QUEUE']).send_messages(Entries=[])`],
  },
  'a publication': {
    fact: 'sns:Publish {Message:"m" TopicArn:$TOPIC}',
    javascript: [`await new AWS.SNS({ params: { TopicArn: process.env.TOPIC } }).publish({ Message: 'm' }).promise()`],
    python: [
      `boto3.resource('sns').Topic(os.environ['TOPIC']).publish(Message='m')`,
      `boto3.resource('sns').Topic(arn=os.environ['TOPIC']).publish(Message='m')`,
    ],
  },
  'a stop of an instance': {
    fact: 'ec2:StopInstances {InstanceIds:[$ID]}',
    javascript: [
      `await new AWS.EC2().stopInstances({ InstanceIds: [process.env.ID] }).promise()`,
      `await new ec2.EC2({}).stopInstances({ InstanceIds: [process.env.ID] })`,
    ],
    python: [
      `boto3.client('ec2').stop_instances(InstanceIds=[os.environ['ID']])`,
      `boto3.resource('ec2').Instance(os.environ['ID']).stop()`,
    ],
  },
};
