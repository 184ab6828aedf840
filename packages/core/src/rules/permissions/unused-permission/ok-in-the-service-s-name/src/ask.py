import boto3

athena = boto3.client("athena")


def handler(event, context):
    query = athena.start_query_execution(QueryString="SELECT count(*) FROM visits", WorkGroup="primary")
    return query["QueryExecutionId"]
