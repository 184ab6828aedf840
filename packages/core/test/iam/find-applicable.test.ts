import { expect, test } from 'vitest';
import { findApplicable } from '../../src/iam/find-applicable.ts';
import { parseGlob } from '../../src/iam/glob.ts';

const isAlive = (action: string, arn: string): boolean => findApplicable([action], [parseGlob(arn)]).length > 0;

test.each([
  ['sns:Publish', '*'],
  ['sns:Publish', 'arn:aws:sns:us-east-1:111122223333:endpoint/GCM/app/0d5'],
  // Sessions are tagged for users and federated users too.
  ['sts:TagSession', 'arn:aws:iam::111122223333:user/ana'],
  ['sts:TagSession', 'arn:aws:sts::111122223333:federated-user/ana'],
  ['sts:GetFederationToken', 'arn:aws:iam::111122223333:user/ana'],
  // Only resources of other services are listed for these.
  ['ce:GetCostAndUsage', 'arn:aws:ce:us-east-1:111122223333:/GetCostAndUsage'],
  ['waf-regional:GetWebACLForResource', 'arn:aws:waf-regional:*:*:webacl/*'],
  ['wafv2:DisassociateWebACL', 'arn:aws:wafv2:*:*:regional/webacl/*'],
  // No resources are listed, and services ask for them all the same.
  ['s3:ListAllMyBuckets', 'arn:aws:s3:::*'],
  ['servicecatalog:ListPortfolios', 'arn:aws:catalog:us-east-1:111122223333:portfolio/p'],
  ['redshift-data:DescribeStatement', 'arn:aws:redshift:us-east-1:111122223333:cluster:c'],
  ['tag:TagResources', 'arn:aws:glue:*:*:session/*'],
  // One service in two.
  ['redshift:GetResourcePolicy', 'arn:aws:redshift-serverless:*:*:namespace/*'],
  ['codestar-connections:UseConnection', 'arn:aws:codeconnections:*:*:connection/*'],
  ['codeconnections:UseConnection', 'arn:aws:codestar-connections:*:*:connection/*'],
  ['cloudformation:CreateChangeSet', 'arn:aws:cloudformation:us-east-1:aws:transform/Serverless-2016-10-31'],
  ['nothing:Known', 'arn:aws:s3:::bucket'],
])('%s may be asked for on %s', (action, arn) => {
  expect(isAlive(action, arn)).toBe(true);
});

test.each([
  ['s3:GetObject', 'arn:aws:s3:::bucket'],
  ['s3:GetObject', 'arn:aws:s3::bucket/key'],
  ['s3:ListBucket', 'arn:aws:s3:::bucket/*'],
  ['s3:GetObject', 'arn:aws:sqs:us-east-1:111122223333:queue'],
  ['s3:ListAllMyBuckets', 'arn:aws:sqs:us-east-1:111122223333:queue'],
  ['iam:PassRole', 'arn:aws:iam::111122223333:user/ana'],
  ['kms:Decrypt', 'arn:aws:kms:us-east-1:111122223333:alias/a'],
  ['dynamodb:GetRecords', 'arn:aws:dynamodb:us-east-1:111122223333:table/t'],
  ['ec2:StopInstances', 'arn:aws:license-manager:*:*:license-configuration:*'],
  ['imagebuilder:GetComponent', 'arn:aws:ecr:*:*:repository/*'],
])('%s has nothing to do with %s', (action, arn) => {
  expect(isAlive(action, arn)).toBe(false);
});
