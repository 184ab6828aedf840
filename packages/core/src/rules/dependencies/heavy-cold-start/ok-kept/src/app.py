import boto3

client = None


def get_client():
    global client
    if client is None:
        client = boto3.client('s3')
    return client


def handler(event, context):
    return get_client().list_buckets()
