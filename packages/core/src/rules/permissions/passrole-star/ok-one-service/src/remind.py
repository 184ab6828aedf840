import os

import boto3

scheduler = boto3.client("scheduler")


def handler(event, context):
    scheduler.create_schedule(
        Name=event["name"],
        ScheduleExpression=f"at({event['at']})",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={"Arn": os.environ["TARGET"], "RoleArn": os.environ["ROLE"]},
    )
