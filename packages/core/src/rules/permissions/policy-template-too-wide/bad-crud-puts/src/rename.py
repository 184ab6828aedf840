import os

import boto3

recipes = boto3.resource("dynamodb").Table(os.environ["RECIPES"])


def handler(event, context):
    recipe = recipes.get_item(Key={"id": event["id"]})["Item"]
    recipes.put_item(Item={**recipe, "title": event["title"]})
