import os

import boto3


class Queue:
    def __init__(self, url):
        self.client = boto3.client("sqs")
        self.url = url

    def put(self, body):
        self.client.send_message(QueueUrl=self.url, MessageBody=body)


jobs = Queue(os.environ["JOBS_URL"])


def handler(event, context):
    jobs.put(event["job"])
