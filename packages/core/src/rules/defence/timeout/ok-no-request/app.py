from urllib.parse import urlencode

from requests.utils import requote_uri


def handler(event, context):
    return requote_uri(event["url"]) + "?" + urlencode(event.get("query", {}))
