import os

import boto3

queue = boto3.resource("sqs").Queue(os.environ["TASKS_URL"])


def add(event, context):
    queue.send_message(MessageBody=event["task"])


def add_all(event, context):
    for task in event["tasks"]:
        queue.send_message(MessageBody=task)
