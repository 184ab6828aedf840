import os

import boto3

s3 = boto3.client("s3")
sqs = boto3.client("sqs")


def handler(event, context):
    names = s3.get_object(Bucket=os.environ["BUCKET"], Key="batch.txt")["Body"].read().decode().split()
    for name in names:
        sqs.send_message(QueueUrl=os.environ["QUEUE_URL"], MessageBody=name)
