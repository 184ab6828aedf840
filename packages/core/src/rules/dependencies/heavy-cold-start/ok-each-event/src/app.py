import boto3

sts = boto3.client('sts')


def handler(event, context):
    role = sts.assume_role(RoleArn=event['role'], RoleSessionName='orders')['Credentials']
    return boto3.client(
        's3',
        aws_access_key_id=role['AccessKeyId'],
        aws_secret_access_key=role['SecretAccessKey'],
        aws_session_token=role['SessionToken'],
    ).list_buckets()
