import type { PathRule } from './path-rule.ts';

/** Paths of serverless applications that the public catalogue does not hold. */
export const serverlessPaths: readonly PathRule[] = [
  // A layer, `NODE_OPTIONS` or another handler: code of the caller's choice runs with the role of the function.
  { id: 'sallyport-lambda-001', category: 'existing-passrole', actions: 'lambda:UpdateFunctionConfiguration' },
  // The next deployment of whatever takes the newest version of the layer runs it.
  { id: 'sallyport-lambda-002', category: 'existing-passrole', actions: 'lambda:PublishLayerVersion' },
  // A function that trusts its events gets those that the caller writes.
  {
    id: 'sallyport-lambda-003',
    category: 'data-access',
    actions:
      'lambda:CreateEventSourceMapping|lambda:UpdateEventSourceMapping kinesis:PutRecord|kinesis:PutRecords|dynamodb:PutItem|dynamodb:UpdateItem|dynamodb:BatchWriteItem|sqs:SendMessage|kafka-cluster:WriteData',
  },
  {
    id: 'sallyport-states-001',
    category: 'new-passrole',
    actions: 'states:CreateStateMachine',
    passedTo: 'states.amazonaws.com',
  },
  {
    id: 'sallyport-states-002',
    category: 'new-passrole',
    actions: 'states:UpdateStateMachine',
    passedTo: 'states.amazonaws.com',
  },
  {
    id: 'sallyport-events-001',
    category: 'new-passrole',
    actions: 'events:PutTargets',
    passedTo: 'events.amazonaws.com',
  },
  {
    id: 'sallyport-scheduler-001',
    category: 'new-passrole',
    actions: 'scheduler:CreateSchedule|scheduler:UpdateSchedule',
    passedTo: 'scheduler.amazonaws.com',
  },
  {
    id: 'sallyport-pipes-001',
    category: 'new-passrole',
    actions: 'pipes:CreatePipe|pipes:UpdatePipe',
    passedTo: 'pipes.amazonaws.com',
  },
  // A version of the policy that allowed more than the present one.
  { id: 'sallyport-iam-001', category: 'self-escalation', actions: 'iam:SetDefaultPolicyVersion', self: 'policy' },
  {
    id: 'sallyport-apigateway-001',
    category: 'new-passrole',
    actions: 'apigateway:PUT|apigateway:POST|apigateway:PATCH',
    passedTo: 'apigateway.amazonaws.com',
  },
  {
    id: 'sallyport-appsync-001',
    category: 'new-passrole',
    actions: 'appsync:CreateDataSource|appsync:UpdateDataSource',
    passedTo: 'appsync.amazonaws.com',
  },
];
