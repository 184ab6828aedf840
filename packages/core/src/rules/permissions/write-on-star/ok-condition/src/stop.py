import boto3

ec2 = boto3.client("ec2")


def handler(event, context):
    ec2.stop_instances(InstanceIds=event["instances"])
