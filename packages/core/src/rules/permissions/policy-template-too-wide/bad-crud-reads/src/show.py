import json
import os

import boto3
from boto3.dynamodb.conditions import Key

recipes = boto3.resource("dynamodb").Table(os.environ["RECIPES"])
s3 = boto3.client("s3")


def handler(event, context):
    found = recipes.query(KeyConditionExpression=Key("id").eq(event["id"]))["Items"]
    cover = s3.get_object(Bucket=os.environ["COVERS"], Key=f"{event['id']}.svg")["Body"].read().decode()
    return {"statusCode": 200, "body": json.dumps({"recipe": found, "cover": cover}, default=str)}
