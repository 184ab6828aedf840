import os

import boto3

s3 = boto3.client("s3")


def read(event, context):
    return s3.get_object(Bucket=os.environ["DRAFTS"], Key=event["name"])["Body"].read().decode()


def write(event, context):
    s3.put_object(Bucket=os.environ["DRAFTS"], Key=event["name"], Body=event["text"].encode())
