import base64
import os

import boto3

kms = boto3.client('kms')


def handler(event, context):
    blob = base64.b64decode(event['body'])
    return kms.decrypt(CiphertextBlob=blob, KeyId=os.environ['KEY'])
