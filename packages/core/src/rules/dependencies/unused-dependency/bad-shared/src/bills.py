from lib import fetch


def handler(event, context):
    return fetch.fetch()
