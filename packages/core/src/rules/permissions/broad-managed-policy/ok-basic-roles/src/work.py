import json


def handler(event, context):
    failed = []
    for record in event["Records"]:
        if "name" not in json.loads(record["body"]):
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}
