import bs4
import warehouse


def handler(event, context):
    return warehouse.parse(bs4.BeautifulSoup(event["page"]))
