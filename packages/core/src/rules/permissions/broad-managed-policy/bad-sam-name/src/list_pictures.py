import os

import boto3

bucket = boto3.resource("s3").Bucket(os.environ["PICTURES"])


def handler(event, context):
    return [item.key for item in bucket.objects.all()]
