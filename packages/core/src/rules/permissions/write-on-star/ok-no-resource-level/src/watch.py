import base64

import boto3

rekognition = boto3.client("rekognition")
cloudwatch = boto3.client("cloudwatch")


def handler(event, context):
    found = rekognition.detect_labels(Image={"Bytes": base64.b64decode(event["image"])}, MaxLabels=5)
    data = [{"MetricName": "Labels", "Value": len(found["Labels"])}]
    cloudwatch.put_metric_data(Namespace="Watch", MetricData=data)
