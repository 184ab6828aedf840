import os

import boto3


def handler(event, context):
    return boto3.client("dynamodb").describe_table(TableName=os.environ["LEDGER"])["Table"]["ItemCount"]
