import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toExpression } from '../../../src/app/expression.ts';
import { YAML_STYLE } from '../../../src/permissions/print/text-style.ts';
import { toYamlLines } from '../../../src/permissions/print/yaml-block.ts';
import { createScope, findCoverage, toGrantViews, toNeedPairs } from '../../../src/permissions/reconcile/role-view.ts';
import { applyEdits } from '../../../src/permissions/write/apply-edits.ts';
import { planWrite } from '../../../src/permissions/write/plan-write.ts';
import { analyseTemplate, need, type Analysed, type CompactNeed } from '../analyse-template.ts';

const ACTIONS = ['dynamodb:GetItem', 'dynamodb:PutItem', 's3:GetObject', 's3:ListBucket', 'sqs:SendMessage'];
const RESOURCES = [
  'Orders.Arn',
  '${Orders.Arn}/index/*',
  'Uploads.Arn',
  '${Uploads.Arn}/*',
  '${Uploads.Arn}/in/*',
  'Jobs.Arn',
  '*',
];

const action = fc.constantFrom(...ACTIONS, 'dynamodb:*', 's3:Get*', 'sqs:*', '*');
const resource = fc.constantFrom(...RESOURCES, 'arn:aws:s3:::*', 'Param').map((text) => {
  const found = need(['x', text]).resources[0];
  return toExpression(found?.value ?? { kind: 'no-value' });
});
const oneOrMore = <T>(arb: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> =>
  fc.oneof(arb, fc.array(arb, { minLength: 1, maxLength: 3 }));
const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
  Action: oneOrMore(action),
  Resource: oneOrMore(resource),
});
const entry = fc.oneof(
  fc.record({ Statement: oneOrMore(statement) }),
  fc.constantFrom<unknown>(
    'AmazonSQSFullAccess',
    'AWSLambdaBasicExecutionRole',
    { DynamoDBCrudPolicy: { TableName: { Ref: 'Orders' } } },
    { S3ReadPolicy: { BucketName: { Ref: 'Uploads' } } },
  ),
);
const needs = fc.uniqueArray(
  fc.tuple(fc.constantFrom(...ACTIONS), fc.constantFrom(...RESOURCES)).map((pair): CompactNeed => pair),
  { maxLength: 5, selector: (pair) => pair.join(' ') },
);

const toTemplate = (policies: unknown): Record<string, unknown> => ({
  Transform: 'AWS::Serverless-2016-10-31',
  Parameters: { Param: { Type: 'String' } },
  Resources: {
    Orders: { Type: 'AWS::DynamoDB::Table' },
    Uploads: { Type: 'AWS::S3::Bucket' },
    Jobs: { Type: 'AWS::SQS::Queue' },
    Fn: { Type: 'AWS::Serverless::Function', Properties: { Handler: 'app.handler', Policies: policies, Timeout: 3 } },
  },
});

/** A comment on every second line: where the grammar allows it. */
const toYaml = (data: unknown): string =>
  `${toYamlLines(data, YAML_STYLE)
    .map((line, index) => (index % 2 === 0 ? `${line} # c${index}` : line))
    .join('\n')}\n`;

const toRoleTemplate = (policies: unknown): Record<string, unknown> => ({
  Parameters: { Param: { Type: 'String' } },
  Resources: {
    Orders: { Type: 'AWS::DynamoDB::Table' },
    Uploads: { Type: 'AWS::S3::Bucket' },
    Jobs: { Type: 'AWS::SQS::Queue' },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {},
        ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess'],
        Policies: policies,
      },
    },
    Fn: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
  },
});

const roleEntry = oneOrMore(statement).map((statements) => ({
  PolicyName: 'data',
  PolicyDocument: { Statement: statements },
}));

const PROBES = ACTIONS.flatMap((a) => RESOURCES.filter((r) => r !== '*').map((r): CompactNeed => [a, r]));

/** How the role's Allow statements hold each probe. */
function probe({ application, first }: Analysed, probes: readonly CompactNeed[]): string[] {
  const home = createScope(application, first.function.template);
  const grants = toGrantViews(first.granted, home).filter((g) => g.statement.effect === 'Allow');
  return toNeedPairs(probes.map(need), home).map((pair) => {
    const answers = grants.map((g) => findCoverage(g, pair));
    return ['covers', 'partly', 'unknown'].find((answer) => answers.some((a) => a === answer)) ?? 'no';
  });
}

const RANK = ['no', 'unknown', 'partly', 'covers'];

function check(text: string, needed: readonly CompactNeed[], file: string): void {
  const before = analyseTemplate(text, { Fn: needed }, { file });
  const plan = planWrite(before.application, before.permissions);
  expect(plan.skipped).toEqual([]);
  const written = applyEdits(text, plan.edits);
  const after = analyseTemplate(written, { Fn: needed }, { file });
  expect(after.application.diagnostics).toEqual([]);
  expect(planWrite(after.application, after.permissions).edits).toEqual([]);
  const had = probe(before, needed);
  probe(after, needed).forEach((answer, i) => {
    const least = had[i] === 'no' ? 'covers' : (had[i] ?? 'no');
    expect(RANK.indexOf(answer), needed[i]?.join(' ') ?? '').toBeGreaterThanOrEqual(RANK.indexOf(least));
  });
  const missing = new Set(before.first.missing.map((m) => m.action));
  const allowed = probe(before, PROBES);
  probe(after, PROBES).forEach((answer, i) => {
    if (missing.has(PROBES[i]?.[0] ?? '')) return;
    expect(RANK.indexOf(answer), PROBES[i]?.join(' ') ?? '').toBeLessThanOrEqual(RANK.indexOf(allowed[i] ?? 'no'));
  });
}

describe('writing policies', () => {
  const policies = oneOrMore(entry).map(toTemplate);
  const rolePolicies = fc.array(roleEntry, { maxLength: 3 }).map(toRoleTemplate);

  it.each([
    ['YAML', 'template.yaml', (data: unknown) => toYaml(data)],
    ['JSON', 'template.json', (data: unknown) => JSON.stringify(data, null, 2)],
    ['compact JSON', 'template.json', (data: unknown) => JSON.stringify(data)],
  ])('in %s is done once, takes no need away and gives nothing more', (_, file, print) => {
    const holds = fc.property(fc.oneof(policies, rolePolicies), needs, (data, needed) =>
      check(print(data), needed, file),
    );
    expect(() => fc.assert(holds, { numRuns: 100, includeErrorInReport: true })).not.toThrow();
  });
});
