import json
from decimal import Decimal
from urllib.parse import unquote_plus

import boto3

from orders_table import import_orders

s3 = boto3.client("s3")


def handler(event, context):
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = unquote_plus(record["s3"]["object"]["key"])
        body = s3.get_object(Bucket=bucket, Key=key)["Body"]
        import_orders(json.loads(body.read(), parse_float=Decimal))
