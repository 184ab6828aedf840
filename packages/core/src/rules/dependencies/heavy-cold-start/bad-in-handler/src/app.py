import boto3


def handler(event, context):
    try:
        return boto3.client('s3').list_buckets()  # expect DEP007
    except Exception:
        raise
