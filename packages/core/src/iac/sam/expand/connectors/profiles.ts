import type { Json, JsonObject } from '../json.ts';

/**
 * What a connector makes between two types of resources, as the SAM Developer Guide lists it ("SAM connector reference").
 * `%{Source.Arn}` and its like stand for what is known of the two ends.
 */
export interface ConnectorProfile {
  readonly kind: 'role-policy' | 'queue-policy' | 'topic-policy' | 'function-permission';
  /** The end whose role or resource policy is written. */
  readonly holder: 'source' | 'destination';
  /** What must wait until the policy is there. */
  readonly dependedBy?: 'mapping' | 'source';
  /** The sets of permissions that are allowed; without it each is. */
  readonly combinations?: readonly (readonly string[])[];
  /** Statements, or the properties of the permission, for `Read` and `Write`. */
  readonly access: Readonly<Record<string, JsonObject[]>>;
}

const DESTINATION = '%{Destination.Arn}';
const EXECUTIONS = 'arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:execution:%{Destination.Name}:*';
const MANAGED_RULE =
  'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule';

const allow = (actions: string, ...resources: readonly string[]): JsonObject => ({
  Effect: 'Allow',
  Action: actions.split(' '),
  Resource: resources.length === 0 ? [DESTINATION] : [...resources],
});

const toRole = (access: ConnectorProfile['access'], more: Partial<ConnectorProfile> = {}): ConnectorProfile => ({
  kind: 'role-policy',
  holder: 'source',
  access,
  ...more,
});

/** A resource policy that lets one service in when the source sends it. */
const toResourcePolicy = (
  kind: 'queue-policy' | 'topic-policy',
  service: string,
  action: string,
): ConnectorProfile => ({
  kind,
  holder: 'destination',
  access: {
    Write: [
      {
        Effect: 'Allow',
        Principal: { Service: service },
        Resource: DESTINATION,
        Action: action,
        Condition: { ArnEquals: { 'aws:SourceArn': '%{Source.Arn}' } },
      },
    ],
  },
});

const toPermission = (service: string, sourceArn: Json, more: JsonObject = {}): ConnectorProfile => ({
  kind: 'function-permission',
  holder: 'destination',
  access: { Write: [{ Action: 'lambda:InvokeFunction', Principal: service, SourceArn: sourceArn, ...more }] },
});

const TABLE = {
  Read: [
    allow(
      'dynamodb:GetItem dynamodb:Query dynamodb:Scan dynamodb:BatchGetItem dynamodb:ConditionCheckItem dynamodb:PartiQLSelect',
      DESTINATION,
      `${DESTINATION}/index/*`,
    ),
  ],
  Write: [
    allow(
      'dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:BatchWriteItem dynamodb:PartiQLDelete dynamodb:PartiQLInsert dynamodb:PartiQLUpdate',
      DESTINATION,
      `${DESTINATION}/index/*`,
    ),
  ],
};

const BUCKET = {
  Read: [
    allow(
      's3:GetObject s3:GetObjectAcl s3:GetObjectLegalHold s3:GetObjectRetention s3:GetObjectTorrent s3:GetObjectVersion s3:GetObjectVersionAcl s3:GetObjectVersionForReplication s3:GetObjectVersionTorrent s3:ListBucket s3:ListBucketMultipartUploads s3:ListBucketVersions s3:ListMultipartUploadParts',
      DESTINATION,
      `${DESTINATION}/*`,
    ),
  ],
  Write: [
    allow(
      's3:AbortMultipartUpload s3:DeleteObject s3:DeleteObjectVersion s3:PutObject s3:PutObjectLegalHold s3:PutObjectRetention s3:RestoreObject',
      DESTINATION,
      `${DESTINATION}/*`,
    ),
  ],
};

const BUS = { Write: [allow('events:PutEvents')] };
const TOPIC = { Write: [allow('sns:Publish')] };
const INVOKE = 'lambda:InvokeAsync lambda:InvokeFunction';

const NESTED = {
  Read: [allow('states:DescribeExecution', EXECUTIONS), allow('events:DescribeRule', MANAGED_RULE)],
  Write: [
    allow('states:StartExecution'),
    allow('states:StopExecution', EXECUTIONS),
    allow('events:PutTargets events:PutRule', MANAGED_RULE),
  ],
};

const API_SOURCE =
  'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:%{Source.ResourceId}/%{Source.Qualifier}';

const FROM_FUNCTION: Readonly<Record<string, ConnectorProfile>> = {
  'AWS::Lambda::Function': toRole({ Write: [allow(INVOKE)] }),
  'AWS::S3::Bucket': toRole(BUCKET),
  'AWS::DynamoDB::Table': toRole(TABLE),
  'AWS::SQS::Queue': toRole({
    Read: [allow('sqs:ReceiveMessage sqs:GetQueueAttributes')],
    Write: [allow('sqs:DeleteMessage sqs:SendMessage sqs:ChangeMessageVisibility sqs:PurgeQueue')],
  }),
  'AWS::SNS::Topic': toRole(TOPIC),
  'AWS::StepFunctions::StateMachine': toRole({
    Write: [allow('states:StartExecution states:StartSyncExecution'), allow('states:StopExecution', EXECUTIONS)],
    Read: [
      allow('states:DescribeStateMachine states:ListExecutions'),
      allow('states:DescribeExecution states:DescribeStateMachineForExecution states:GetExecutionHistory', EXECUTIONS),
    ],
  }),
  'AWS::Events::EventBus': toRole(BUS),
  'AWS::Location::PlaceIndex': toRole({
    Read: [
      allow(
        'geo:DescribePlaceIndex geo:GetPlace geo:SearchPlaceIndexForPosition geo:SearchPlaceIndexForSuggestions geo:SearchPlaceIndexForText',
      ),
    ],
  }),
};

const FROM_STATE_MACHINE: Readonly<Record<string, ConnectorProfile>> = {
  'AWS::Lambda::Function': toRole({ Write: [allow(INVOKE)] }),
  'AWS::SNS::Topic': toRole(TOPIC),
  'AWS::SQS::Queue': toRole({ Write: [allow('sqs:SendMessage')] }),
  'AWS::S3::Bucket': toRole(BUCKET),
  'AWS::DynamoDB::Table': toRole(TABLE),
  'AWS::StepFunctions::StateMachine': toRole(NESTED, {
    dependedBy: 'source',
    combinations: [['Read'], ['Read', 'Write']],
  }),
  'AWS::Events::EventBus': toRole(BUS),
};

/** Profiles by the type of the source, and then of the destination. */
export const CONNECTOR_PROFILES: Readonly<Record<string, Readonly<Record<string, ConnectorProfile>>>> = {
  'AWS::Lambda::Function': FROM_FUNCTION,
  'AWS::StepFunctions::StateMachine': FROM_STATE_MACHINE,
  'AWS::DynamoDB::Table': {
    'AWS::Lambda::Function': {
      kind: 'role-policy',
      holder: 'destination',
      dependedBy: 'mapping',
      access: {
        Read: [
          allow(
            'dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator dynamodb:ListStreams',
            '%{Source.Arn}/stream/*',
          ),
        ],
      },
    },
  },
  'AWS::SQS::Queue': {
    'AWS::Lambda::Function': {
      kind: 'role-policy',
      holder: 'destination',
      dependedBy: 'mapping',
      combinations: [['Read', 'Write']],
      access: {
        Write: [allow('sqs:DeleteMessage', '%{Source.Arn}')],
        Read: [allow('sqs:ReceiveMessage sqs:GetQueueAttributes', '%{Source.Arn}')],
      },
    },
  },
  'AWS::Events::Rule': {
    'AWS::SNS::Topic': toResourcePolicy('topic-policy', 'events.amazonaws.com', 'sns:Publish'),
    'AWS::SQS::Queue': toResourcePolicy('queue-policy', 'events.amazonaws.com', 'sqs:SendMessage'),
    'AWS::Events::EventBus': toRole(BUS),
    'AWS::StepFunctions::StateMachine': toRole({ Write: [allow('states:StartExecution')] }),
    'AWS::Lambda::Function': toPermission('events.amazonaws.com', '%{Source.Arn}'),
  },
  'AWS::SNS::Topic': {
    'AWS::SQS::Queue': toResourcePolicy('queue-policy', 'sns.amazonaws.com', 'sqs:SendMessage'),
    'AWS::Lambda::Function': toPermission('sns.amazonaws.com', '%{Source.Arn}'),
  },
  'AWS::S3::Bucket': {
    'AWS::Lambda::Function': toPermission('s3.amazonaws.com', '%{Source.Arn}', { SourceAccount: '${AWS::AccountId}' }),
  },
  'AWS::ApiGateway::RestApi': { 'AWS::Lambda::Function': toPermission('apigateway.amazonaws.com', API_SOURCE) },
  'AWS::ApiGatewayV2::Api': { 'AWS::Lambda::Function': toPermission('apigateway.amazonaws.com', API_SOURCE) },
  'AWS::AppSync::DataSource': {
    'AWS::DynamoDB::Table': toRole(TABLE),
    'AWS::Lambda::Function': toRole({ Write: [allow(INVOKE, DESTINATION, `${DESTINATION}:*`)] }),
    'AWS::Events::EventBus': toRole(BUS),
  },
  'AWS::AppSync::GraphQLApi': {
    'AWS::Lambda::Function': toPermission(
      'appsync.amazonaws.com',
      'arn:${AWS::Partition}:appsync:${AWS::Region}:${AWS::AccountId}:apis/%{Source.ResourceId}',
    ),
  },
};
