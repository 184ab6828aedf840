import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE_NAME"])


def get_order(order_id):
    return table.get_item(Key={"id": order_id}).get("Item")


def put_order(order):
    table.put_item(Item=order, ConditionExpression="attribute_not_exists(id)")


def mark_fulfilled(order_id):
    table.update_item(
        Key={"id": order_id},
        UpdateExpression="SET #status = :fulfilled",
        ExpressionAttributeNames={"#status": "status"},
        ExpressionAttributeValues={":fulfilled": "fulfilled"},
    )


def import_orders(orders):
    with table.batch_writer() as batch:
        for order in orders:
            batch.put_item(Item=order)
