import boto3

sts = boto3.client("sts")


def handler(event, context):
    keys = sts.assume_role(RoleArn="arn:aws:iam::111122223333:role/collector", RoleSessionName="collect")["Credentials"]
    s3 = boto3.client(
        "s3",
        aws_access_key_id=keys["AccessKeyId"],
        aws_secret_access_key=keys["SecretAccessKey"],
        aws_session_token=keys["SessionToken"],
    )
    return [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]
