import json
import os

import boto3

sqs = boto3.client("sqs")


def send(task):
    sqs.send_message(QueueUrl=os.environ["TASKS_URL"], MessageBody=json.dumps(task))


def add(event, context):
    send({"name": event["name"], "attempt": 1})


def repeat(event, context):
    send({"name": event["name"], "attempt": event["attempt"] + 1})
