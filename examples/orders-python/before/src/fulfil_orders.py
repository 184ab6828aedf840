import json
import os
import urllib.request

import boto3

from orders_table import mark_fulfilled

topic = boto3.resource("sns").Topic(os.environ["TOPIC_ARN"])


# One order that fails makes the queue deliver the whole batch again, and its customers are charged twice.
def handler(event, context):
    for record in event["Records"]:
        order = json.loads(record["body"])
        charge(order)
        mark_fulfilled(order["id"])
        topic.publish(Message=json.dumps(order))


def charge(order):
    request = urllib.request.Request(
        os.environ["PAYMENTS_URL"],
        data=json.dumps({"customer": order["customer"], "amount": order["total"]}).encode(),
        headers={
            "Authorization": f"Bearer {os.environ['PAYMENTS_API_KEY']}",
            "Content-Type": "application/json",
        },
    )
    with urllib.request.urlopen(request, timeout=5):
        pass
