import type { ConnectorPolicy } from '../../app/role.ts';
import { join, literal, ref, type Value } from '../../app/value.ts';
import type { Scope } from '../../iam/resource-globs.ts';
import type { GrantedStatement, GrantOrigin } from '../function-permissions.ts';

/** What a connector from a function grants: the actions, and what follows the destination's ARN. */
interface ConnectorGrant {
  readonly actions: readonly string[];
  readonly suffixes: readonly string[];
}

interface ConnectorProfile {
  /** The attribute with the ARN; `null` when `Ref` gives it. */
  readonly arn: string | null;
  readonly Read?: readonly ConnectorGrant[];
  readonly Write?: readonly ConnectorGrant[];
}

const TABLE: ConnectorProfile = {
  arn: 'Arn',
  Read: [
    {
      actions: [
        'dynamodb:GetItem',
        'dynamodb:Query',
        'dynamodb:Scan',
        'dynamodb:BatchGetItem',
        'dynamodb:ConditionCheckItem',
        'dynamodb:PartiQLSelect',
      ],
      suffixes: ['', '/index/*'],
    },
  ],
  Write: [
    {
      actions: [
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
        'dynamodb:BatchWriteItem',
        'dynamodb:PartiQLDelete',
        'dynamodb:PartiQLInsert',
        'dynamodb:PartiQLUpdate',
      ],
      suffixes: ['', '/index/*'],
    },
  ],
};

const FUNCTION: ConnectorProfile = {
  arn: 'Arn',
  Write: [{ actions: ['lambda:InvokeAsync', 'lambda:InvokeFunction'], suffixes: [''] }],
};

const STATE_MACHINE: ConnectorProfile = {
  arn: null,
  Read: [
    { actions: ['states:DescribeStateMachine', 'states:ListExecutions'], suffixes: [''] },
    {
      actions: ['states:DescribeExecution', 'states:DescribeStateMachineForExecution', 'states:GetExecutionHistory'],
      suffixes: [':*'],
    },
  ],
  Write: [
    { actions: ['states:StartExecution', 'states:StartSyncExecution'], suffixes: [''] },
    { actions: ['states:StopExecution'], suffixes: [':*'] },
  ],
};

/** From "SAM connector reference: supported source and destination resource types" of the SAM Developer Guide. */
const PROFILES: Readonly<Record<string, ConnectorProfile>> = {
  'AWS::DynamoDB::Table': TABLE,
  'AWS::Serverless::SimpleTable': TABLE,
  'AWS::Lambda::Function': FUNCTION,
  'AWS::Serverless::Function': FUNCTION,
  'AWS::StepFunctions::StateMachine': STATE_MACHINE,
  'AWS::Serverless::StateMachine': STATE_MACHINE,
  'AWS::S3::Bucket': {
    arn: 'Arn',
    Read: [
      {
        actions: [
          's3:GetObject',
          's3:GetObjectAcl',
          's3:GetObjectLegalHold',
          's3:GetObjectRetention',
          's3:GetObjectTorrent',
          's3:GetObjectVersion',
          's3:GetObjectVersionAcl',
          's3:GetObjectVersionForReplication',
          's3:GetObjectVersionTorrent',
          's3:ListBucket',
          's3:ListBucketMultipartUploads',
          's3:ListBucketVersions',
          's3:ListMultipartUploadParts',
        ],
        suffixes: ['', '/*'],
      },
    ],
    Write: [
      {
        actions: [
          's3:AbortMultipartUpload',
          's3:DeleteObject',
          's3:DeleteObjectVersion',
          's3:PutObject',
          's3:PutObjectLegalHold',
          's3:PutObjectRetention',
          's3:RestoreObject',
        ],
        suffixes: ['', '/*'],
      },
    ],
  },
  'AWS::SQS::Queue': {
    arn: 'Arn',
    Read: [{ actions: ['sqs:ReceiveMessage', 'sqs:GetQueueAttributes'], suffixes: [''] }],
    Write: [
      {
        actions: ['sqs:DeleteMessage', 'sqs:SendMessage', 'sqs:ChangeMessageVisibility', 'sqs:PurgeQueue'],
        suffixes: [''],
      },
    ],
  },
  'AWS::SNS::Topic': { arn: null, Write: [{ actions: ['sns:Publish'], suffixes: [''] }] },
  'AWS::Events::EventBus': { arn: 'Arn', Write: [{ actions: ['events:PutEvents'], suffixes: [''] }] },
};

/** The statements that a connector adds to its function's role; `undefined` for a destination of another type. */
export function findConnectorStatements(
  policy: ConnectorPolicy,
  origin: GrantOrigin,
  scope: Scope,
): readonly GrantedStatement[] | undefined {
  const type = policy.destinationType;
  const profile = type !== null && Object.hasOwn(PROFILES, type) ? PROFILES[type] : undefined;
  if (profile === undefined) return undefined;
  const arn = toArn(policy.destination, profile, scope);
  return policy.permissions.flatMap((permission) =>
    (profile[permission] ?? []).map((grant): GrantedStatement => {
      const resources = grant.suffixes.map((suffix) => toPart(arn, suffix, profile));
      return {
        effect: 'Allow',
        actions: grant.actions,
        notAction: false,
        resources,
        notResource: false,
        condition: null,
        origin,
      };
    }),
  );
}

/** A destination by its logical id is a `Ref`, one outside the template an ARN. */
function toArn(destination: Value, profile: ConnectorProfile, scope: Scope): Value {
  const isResource =
    destination.kind === 'ref' && destination.attribute === null && scope.template.resources.has(destination.id);
  return isResource ? ref(destination.id, profile.arn) : destination;
}

/** Executions have ARNs of their own kind, which no reference gives: they are named by account and region. */
function toPart(arn: Value, suffix: string, profile: ConnectorProfile): Value {
  if (suffix === '') return arn;
  if (profile !== STATE_MACHINE) return join([arn, literal(suffix)]);
  const place = [literal('arn:'), ref('AWS::Partition'), literal(':states:'), ref('AWS::Region'), literal(':')];
  return join([...place, ref('AWS::AccountId'), literal(':execution:*')]);
}
