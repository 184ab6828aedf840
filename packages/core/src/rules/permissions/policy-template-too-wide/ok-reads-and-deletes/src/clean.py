import os

import boto3

recipes = boto3.resource("dynamodb").Table(os.environ["RECIPES"])


def handler(event, context):
    for recipe in recipes.scan(FilterExpression="attribute_not_exists(title)")["Items"]:
        recipes.delete_item(Key={"id": recipe["id"]})
