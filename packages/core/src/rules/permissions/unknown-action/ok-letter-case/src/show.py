import os

import boto3

polls = boto3.client("dynamodb")


def handler(event, context):
    return polls.get_item(TableName=os.environ["POLLS"], Key={"id": {"S": event["poll"]}})
