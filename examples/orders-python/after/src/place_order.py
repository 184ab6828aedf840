import json
import os
import uuid
from decimal import Decimal

import boto3

from orders_table import put_order

sqs = boto3.client("sqs")


def handler(event, context):
    request = json.loads(event.get("body") or "{}", parse_float=Decimal)
    if "customer" not in request or "total" not in request:
        return {"statusCode": 400, "body": json.dumps({"message": "customer and total are required"})}
    order = {
        "id": str(uuid.uuid4()),
        "customer": request["customer"],
        "total": request["total"],
        "status": "placed",
    }
    put_order(order)
    sqs.send_message(QueueUrl=os.environ["QUEUE_URL"], MessageBody=json.dumps(order, default=str))
    return {"statusCode": 201, "body": json.dumps(order, default=str)}
