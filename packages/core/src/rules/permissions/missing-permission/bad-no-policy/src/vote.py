import os

import boto3


def table():
    return boto3.resource("dynamodb").Table(os.environ["VOTES"])


def handler(event, context):
    table().update_item(Key={"id": event["poll"]}, UpdateExpression="ADD votes :n", ExpressionAttributeValues={":n": 1})
