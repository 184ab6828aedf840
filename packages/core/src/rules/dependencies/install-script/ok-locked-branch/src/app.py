import thing


def handler(event, context):
    return thing.read(event)
