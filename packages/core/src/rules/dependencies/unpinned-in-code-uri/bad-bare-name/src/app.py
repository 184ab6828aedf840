import boto3
import pinned


def handler(event, context):
    return event["id"]
