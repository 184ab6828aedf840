import json

from orders_table import get_order


def handler(event, context):
    order = get_order(event["pathParameters"]["id"])
    if order is None:
        return {"statusCode": 404, "body": json.dumps({"message": "no such order"})}
    return {"statusCode": 200, "body": json.dumps(order, default=str)}
