import os

import boto3

votes = boto3.client("dynamodb")


def handler(event, context):
    votes.put_item(TableName=os.environ["VOTES"], Item={"id": {"S": event["poll"]}})
