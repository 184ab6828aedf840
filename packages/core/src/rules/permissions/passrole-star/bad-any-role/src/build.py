import boto3

codebuild = boto3.client("codebuild")


def handler(event, context):
    codebuild.create_project(
        name="nightly",
        source={"type": "NO_SOURCE", "buildspec": event["spec"]},
        artifacts={"type": "NO_ARTIFACTS"},
        environment={"type": "LINUX_CONTAINER", "image": "aws/codebuild/standard:7.0", "computeType": "BUILD_GENERAL1_SMALL"},
        serviceRole=event["role"],
    )
