def handler(event, context):
    return event["id"]
