import os

import boto3

s3 = boto3.client("s3")
index = boto3.resource("dynamodb").Table(os.environ["INDEX"])


def handler(event, context):
    entry = index.get_item(Key={"id": event["id"]})["Item"]
    keys = s3.list_objects_v2(Bucket=os.environ["FILES"], Prefix=entry["prefix"])["Contents"]
    return [s3.get_object(Bucket=os.environ["FILES"], Key=key["Key"])["Body"].read() for key in keys]
