from functools import cache, cached_property

import boto3


@cache
def tables():
    return boto3.client('dynamodb')


class Clients:
    _topics = None

    @classmethod
    def topics(cls):
        if cls._topics is None:
            cls._topics = boto3.client('sns')
        return cls._topics

    @cached_property
    def keys(self):
        return boto3.client('kms')


clients = Clients()


def handler(event, context):
    tables().list_tables()
    Clients.topics().list_topics()
    return clients.keys.list_keys()
