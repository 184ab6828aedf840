import os

import boto3

visits = boto3.resource("dynamodb").Table(os.environ["VISITS"])


def handler(event, context):
    visits.update_item(
        Key={"id": event["page"]},
        UpdateExpression="ADD visits :one",
        ExpressionAttributeValues={":one": 1},
    )
