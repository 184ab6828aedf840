import boto3


def handler(event, context):
    return boto3.client(event['service'], region_name=event['region']).list_buckets()
