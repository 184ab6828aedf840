import json
from urllib.request import urlopen


def fetch(url):
    with urlopen(url, timeout=10) as answer:
        return json.load(answer)


def handler(event, context):
    return fetch("https://api.example.com/rates")
