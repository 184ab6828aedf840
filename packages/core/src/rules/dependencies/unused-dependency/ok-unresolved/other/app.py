from importlib import import_module


def handler(event, context):
    return import_module(event["kind"])
