import boto3


def handler(event, context):
    return boto3.client("dynamodb").list_tables()["TableNames"]
