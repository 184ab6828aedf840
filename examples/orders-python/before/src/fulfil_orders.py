import functools
import json
import logging
import os
import urllib.request

import boto3

from orders_table import mark_fulfilled

topic = boto3.resource("sns").Topic(os.environ["TOPIC_ARN"])
secrets = boto3.client("secretsmanager")


# Only the orders that fail are delivered again.
def handler(event, context):
    failures = []
    for record in event["Records"]:
        try:
            fulfil(json.loads(record["body"]))
        except Exception:
            logging.exception("order not fulfilled: %s", record["messageId"])
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}


def fulfil(order):
    charge(order)
    mark_fulfilled(order["id"])
    topic.publish(Message=json.dumps(order))


def charge(order):
    request = urllib.request.Request(
        os.environ["PAYMENTS_URL"],
        data=json.dumps({"customer": order["customer"], "amount": order["total"]}).encode(),
        headers={
            "Authorization": f"Bearer {get_api_key()}",
            "Content-Type": "application/json",
            "Idempotency-Key": order["id"],
        },
    )
    with urllib.request.urlopen(request, timeout=5):
        pass


@functools.cache
def get_api_key():
    return secrets.get_secret_value(SecretId=os.environ["PAYMENTS_KEY_ID"])["SecretString"]
