import { describe, expect, it } from 'vitest';
import { constant, type CodeValue } from '../../../src/app/code-value.ts';
import type { Template } from '../../../src/app/application.ts';
import type { LambdaFunction } from '../../../src/app/function.ts';
import { join, literal, ref, type Value } from '../../../src/app/value.ts';
import type { ResourceTarget } from '../../../src/aws/need.ts';
import type { NeededResource } from '../../../src/permissions/function-permissions.ts';
import { createSurroundings } from '../../../src/permissions/needed/surroundings.ts';
import { toResources } from '../../../src/permissions/needed/to-resources.ts';
import { application, env, lambda, parameter, resource, runtime, template } from './builders.ts';
import * as target from './targets.ts';

const P = 'arn:${AWS::Partition}';
const HERE = '${AWS::Region}:${AWS::AccountId}';

function find(
  wanted: ResourceTarget,
  around: { template?: Template; others?: readonly Template[]; fn?: LambdaFunction; region?: CodeValue } = {},
): { resources: readonly NeededResource[]; arns: string[]; missing: string[] } {
  const own = around.template ?? template([]);
  const app = application([own, ...(around.others ?? [])]);
  const missing: string[] = [];
  const resources = toResources(wanted, {
    around: createSurroundings(around.fn ?? lambda(), app),
    region: around.region,
    missing: (name) => missing.push(name),
  });
  return { resources, arns: resources.map((r) => r.arn), missing };
}

describe('a resource of the template', () => {
  const resources = template([
    resource('Orders', 'AWS::DynamoDB::Table'),
    resource('Simple', 'AWS::Serverless::SimpleTable'),
    resource('Uploads', 'AWS::S3::Bucket'),
    resource('Jobs', 'AWS::SQS::Queue'),
    resource('News', 'AWS::SNS::Topic'),
    resource('Worker', 'AWS::Serverless::Function'),
    resource('Flow', 'AWS::Serverless::StateMachine'),
    resource('Password', 'AWS::SecretsManager::Secret'),
    resource('Setting', 'AWS::SSM::Parameter', { Name: '/app/setting' }),
    resource('Plain', 'AWS::SSM::Parameter', { Name: 'setting' }),
  ]);
  const by = (value: Value): { template: Template; fn: LambdaFunction } => ({
    template: resources,
    fn: lambda({ V: value }),
  });

  it.each<[string, ResourceTarget, Value, string, unknown]>([
    ['table by Ref', target.table(env('V')), ref('Orders'), '${Orders.Arn}', { 'Fn::GetAtt': ['Orders', 'Arn'] }],
    [
      'table by ARN',
      target.table(env('V')),
      ref('Orders', 'Arn'),
      '${Orders.Arn}',
      { 'Fn::GetAtt': ['Orders', 'Arn'] },
    ],
    ['simple table', target.table(env('V')), ref('Simple'), '${Simple.Arn}', { 'Fn::GetAtt': ['Simple', 'Arn'] }],
    [
      'index',
      target.table(env('V'), constant('byDate')),
      ref('Orders'),
      '${Orders.Arn}/index/byDate',
      { 'Fn::Sub': '${Orders.Arn}/index/byDate' },
    ],
    ['bucket', target.bucket(env('V')), ref('Uploads'), '${Uploads.Arn}', { 'Fn::GetAtt': ['Uploads', 'Arn'] }],
    ['object', target.object(env('V'), runtime), ref('Uploads'), '${Uploads.Arn}/*', { 'Fn::Sub': '${Uploads.Arn}/*' }],
    [
      'known object',
      target.object(env('V'), constant('config.json')),
      ref('Uploads'),
      '${Uploads.Arn}/config.json',
      { 'Fn::Sub': '${Uploads.Arn}/config.json' },
    ],
    ['queue by URL', target.queue(env('V')), ref('Jobs'), '${Jobs.Arn}', { 'Fn::GetAtt': ['Jobs', 'Arn'] }],
    [
      'queue by name',
      target.queue(env('V')),
      ref('Jobs', 'QueueName'),
      '${Jobs.Arn}',
      { 'Fn::GetAtt': ['Jobs', 'Arn'] },
    ],
    ['topic', target.topic(env('V')), ref('News'), '${News}', { Ref: 'News' }],
    ['function', target.functionTarget(env('V')), ref('Worker'), '${Worker.Arn}', { 'Fn::GetAtt': ['Worker', 'Arn'] }],
    ['state machine', target.stateMachine(env('V')), ref('Flow'), '${Flow}', { Ref: 'Flow' }],
    ['secret', target.secret(env('V')), ref('Password'), '${Password}', { Ref: 'Password' }],
    [
      'parameter whose name begins with a slash',
      target.ssmParameter(env('V')),
      ref('Setting'),
      `${P}:ssm:${HERE}:parameter\${Setting}`,
      { 'Fn::Sub': `${P}:ssm:${HERE}:parameter\${Setting}` },
    ],
    [
      'parameter whose name does not',
      target.ssmParameter(env('V')),
      ref('Plain'),
      `${P}:ssm:${HERE}:parameter/\${Plain}`,
      { 'Fn::Sub': `${P}:ssm:${HERE}:parameter/\${Plain}` },
    ],
  ])('%s', (_name, wanted, value, arn, expression) => {
    const { resources: found } = find(wanted, by(value));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ arn, expression, scope: 'exact' });
    expect(found[0]?.logicalId).toBeDefined();
  });

  it('is found by the text of its own name', () => {
    const own = template(
      [
        resource('Orders', 'AWS::DynamoDB::Table', { TableName: join([ref('Stage'), literal('-orders')]) }),
        resource('Users', 'AWS::DynamoDB::Table', { TableName: 'users' }),
        resource('Chosen', 'AWS::DynamoDB::Table', { TableName: ref('ChosenName') }),
      ],
      [parameter('Stage', { default: literal('dev') }), parameter('ChosenName', { default: literal('chosen') })],
    );
    const arnOf = (code: CodeValue, value: Value | string = ''): string[] =>
      find(target.table(code), { template: own, fn: lambda({ V: value }) }).arns;
    expect(arnOf(constant('users'))).toEqual(['${Users.Arn}']);
    expect(arnOf(env('V'), join([ref('Stage'), literal('-orders')]))).toEqual(['${Orders.Arn}']);
    expect(arnOf(constant('dev-orders'))).toEqual(['${Orders.Arn}']);
    expect(arnOf(env('V'), ref('ChosenName'))).toEqual(['${Chosen.Arn}']);
  });

  it('keeps the region that the code asks for', () => {
    const own = template([resource('Users', 'AWS::DynamoDB::Table', { TableName: 'users' })]);
    const { resources: found } = find(target.table(constant('users')), {
      template: own,
      region: constant('eu-west-1'),
    });
    expect(found[0]).toMatchObject({
      arn: `${P}:dynamodb:eu-west-1:\${AWS::AccountId}:table/users`,
      logicalId: 'Users',
      scope: 'exact',
    });
    expect(find(target.table(constant('users')), { template: own, region: env('AWS_REGION') }).arns).toEqual([
      '${Users.Arn}',
    ]);
    expect(find(target.functionTarget(runtime), { region: { kind: 'event', path: ['arn'] } }).arns).toEqual([
      `${P}:lambda:*:\${AWS::AccountId}:function:*`,
    ]);
  });
});

describe('names, ARNs and URLs that stand in no resource', () => {
  it.each<[string, ResourceTarget, Value | string, string, string]>([
    ['literal name', target.table(env('V')), 'orders', `${P}:dynamodb:${HERE}:table/orders`, 'exact'],
    [
      'literal ARN',
      target.table(env('V')),
      'arn:aws:dynamodb:eu-west-1:1:table/o',
      'arn:aws:dynamodb:eu-west-1:1:table/o',
      'exact',
    ],
    [
      'joined ARN',
      target.topic(env('V')),
      join([literal('arn:aws:sns:'), ref('AWS::Region'), literal(':'), ref('AWS::AccountId'), literal(':news')]),
      `arn:aws:sns:${HERE}:news`,
      'exact',
    ],
    [
      'queue URL',
      target.queue(env('V')),
      'https://sqs.eu-west-1.amazonaws.com/123456789012/jobs',
      `${P}:sqs:eu-west-1:123456789012:jobs`,
      'exact',
    ],
    [
      'joined queue URL',
      target.queue(env('V')),
      join([
        literal('https://sqs.'),
        ref('AWS::Region'),
        literal('.amazonaws.com/'),
        ref('AWS::AccountId'),
        literal('/jobs'),
      ]),
      `${P}:sqs:${HERE}:jobs`,
      'exact',
    ],
    [
      'dynamic reference',
      target.table(env('V')),
      '{{resolve:ssm:OrdersTableName}}',
      `${P}:dynamodb:${HERE}:table/{{resolve:ssm:OrdersTableName}}`,
      'exact',
    ],
    [
      'dynamic reference to an ARN',
      target.key(env('V')),
      '{{resolve:ssm:AppKeyArn}}',
      '{{resolve:ssm:AppKeyArn}}',
      'exact',
    ],
    [
      'dynamic reference to a queue URL',
      target.queue(env('V')),
      '{{resolve:ssm:JobsUrl}}',
      `${P}:sqs:*:*:*`,
      'wildcard',
    ],
    ['secret name', target.secret(env('V')), 'app/db', `${P}:secretsmanager:${HERE}:secret:app/db-??????`, 'exact'],
    [
      'parameter name with a slash',
      target.ssmParameter(env('V')),
      '/app/key',
      `${P}:ssm:${HERE}:parameter/app/key`,
      'exact',
    ],
    ['parameter name without', target.ssmParameter(env('V')), 'key', `${P}:ssm:${HERE}:parameter/key`, 'exact'],
    ['bus name', target.eventBus(env('V')), 'orders', `${P}:events:${HERE}:event-bus/orders`, 'exact'],
  ])('%s', (_name, wanted, value, arn, scope) => {
    expect(find(wanted, { fn: lambda({ V: value }) }).resources).toMatchObject([{ arn, scope }]);
  });

  it('reads a parameter as a name or an ARN by what its name and default say', () => {
    const own = template(
      [],
      [
        parameter('TableName'),
        parameter('TopicArn'),
        parameter('Machine', { default: literal('arn:aws:states:eu-west-1:1:stateMachine:m') }),
        parameter('QueueUrl'),
        parameter('Topic'),
      ],
    );
    const arnOf = (wanted: ResourceTarget, id: string): string[] =>
      find(wanted, { template: own, fn: lambda({ V: ref(id) }) }).arns;
    expect(arnOf(target.table(env('V')), 'TableName')).toEqual([`${P}:dynamodb:${HERE}:table/\${TableName}`]);
    expect(arnOf(target.topic(env('V')), 'TopicArn')).toEqual(['${TopicArn}']);
    expect(arnOf(target.topic(env('V')), 'Topic')).toEqual(['${Topic}']);
    expect(arnOf(target.stateMachine(env('V')), 'Machine')).toEqual(['${Machine}']);
    expect(arnOf(target.queue(env('V')), 'QueueUrl')).toEqual([`${P}:sqs:*:*:*`]);
  });

  it('takes the parameter with the ARN that stands beside the one with the URL', () => {
    const own = template([], [parameter('JobsQueueUrl'), parameter('JobsQueueArn'), parameter('OtherArn')]);
    const fn = lambda({ V: ref('JobsQueueUrl') });
    expect(find(target.queue(env('V')), { template: own, fn }).resources).toMatchObject([
      { arn: '${JobsQueueArn}', expression: { Ref: 'JobsQueueArn' }, scope: 'exact' },
    ]);
  });

  it('takes the ARN out of a queue URL that only deployment knows', () => {
    const own = template([], [parameter('QueueUrl')]);
    const { resources } = find(target.queue(env('V')), { template: own, fn: lambda({ V: ref('QueueUrl') }) });
    const pick = (index: number, by: string): unknown => ({
      'Fn::Select': [index, { 'Fn::Split': [by, { Ref: 'QueueUrl' }] }],
    });
    expect(resources[0]?.expression).toEqual({
      'Fn::Join': [
        '',
        ['arn:', { Ref: 'AWS::Partition' }, ':sqs:', pick(1, '.'), ':', pick(3, '/'), ':', pick(4, '/')],
      ],
    });
  });
});

describe('what the template does not tell', () => {
  it('is a visible wildcard of the type', () => {
    expect(find(target.table(runtime)).resources).toMatchObject([
      { arn: `${P}:dynamodb:${HERE}:table/*`, scope: 'wildcard' },
    ]);
    expect(find(target.object(runtime, runtime)).arns).toEqual([`${P}:s3:::*/*`]);
    expect(find(target.topic(runtime)).arns).toEqual([`${P}:sns:*:*:*`]);
    const joined: CodeValue = { kind: 'concat', parts: [constant('orders-'), runtime] };
    expect(find(target.table(joined)).resources).toMatchObject([
      { arn: `${P}:dynamodb:${HERE}:table/orders-*`, scope: 'partial' },
    ]);
  });

  it('reports a variable that is not set, and takes the fallback of the code', () => {
    const unset = find(target.table(env('V')));
    expect(unset.missing).toEqual(['V']);
    expect(unset.resources).toMatchObject([{ scope: 'wildcard' }]);
    const fallen = find(target.table(env('V', constant('orders'))));
    expect(fallen.missing).toEqual([]);
    expect(fallen.arns).toEqual([`${P}:dynamodb:${HERE}:table/orders`]);
  });
});

describe('several values', () => {
  const own = template([
    resource('A', 'AWS::DynamoDB::Table'),
    resource('B', 'AWS::DynamoDB::Table', {}, { condition: 'HasB' }),
  ]);
  it('are several resources', () => {
    const both: CodeValue = { kind: 'one-of', values: [env('X'), env('Y')] };
    const fn = lambda({ X: ref('A'), Y: ref('B') });
    expect(find(target.table(both), { template: own, fn }).arns).toEqual(['${A.Arn}', '${B.Arn}']);
  });

  it('keep the condition of a resource that may not exist', () => {
    const value: Value = { kind: 'cond', condition: 'HasB', then: ref('B'), else: ref('A') };
    const { resources } = find(target.table(env('V')), { template: own, fn: lambda({ V: value }) });
    expect(resources.map((r) => r.arn)).toEqual(['${B.Arn}', '${A.Arn}']);
    expect(resources[0]?.expression).toEqual({
      'Fn::If': ['HasB', { 'Fn::GetAtt': ['B', 'Arn'] }, { Ref: 'AWS::NoValue' }],
    });
    expect(resources[1]?.expression).toEqual({ 'Fn::GetAtt': ['A', 'Arn'] });
  });
});

describe('other stacks', () => {
  const data = template(
    [
      resource(
        'Table',
        'AWS::DynamoDB::Table',
        { TableName: join([ref('Project'), literal('-todo')]) },
        { template: 'data.yaml' },
      ),
      resource('Loose', 'AWS::DynamoDB::Table', {}, { template: 'data.yaml' }),
    ],
    [],
    {
      file: 'data.yaml',
      exports: [
        { name: join([ref('Project'), literal('-table')]), output: 'Table', exported: true, value: ref('Table') },
        { name: literal('loose-arn'), output: 'Loose', exported: true, value: ref('Loose', 'Arn') },
      ],
    },
  );
  it('are named by their imports', () => {
    const value: Value = { kind: 'import', name: join([ref('Project'), literal('-table')]) };
    const { resources } = find(target.table(env('V')), { others: [data], fn: lambda({ V: value }) });
    expect(resources).toMatchObject([{ arn: `${P}:dynamodb:${HERE}:table/\${Project}-todo`, scope: 'exact' }]);
    expect(JSON.stringify(resources[0]?.expression)).toContain('Fn::ImportValue');
    const arn = find(target.table(env('V')), {
      others: [data],
      fn: lambda({ V: { kind: 'import', name: literal('loose-arn') } }),
    });
    expect(arn.resources).toMatchObject([
      { arn: `${P}:dynamodb:${HERE}:table/*`, expression: { 'Fn::ImportValue': 'loose-arn' }, scope: 'exact' },
    ]);
  });

  it('are patterns of the type when no template exports them', () => {
    const { resources } = find(target.secret(env('V')), {
      fn: lambda({ V: { kind: 'import', name: literal('DbSecretArn') } }),
    });
    expect(resources).toMatchObject([
      { arn: `${P}:secretsmanager:${HERE}:secret:*`, expression: { 'Fn::ImportValue': 'DbSecretArn' }, scope: 'exact' },
    ]);
  });

  it('bind the parameters of the stacks that they hold', () => {
    const parent = template([resource('Orders', 'AWS::DynamoDB::Table', {}, { template: 'root.yaml' })], [], {
      file: 'root.yaml',
    });
    const own = template(
      [],
      [
        parameter('Target', { bound: { value: ref('Orders', 'Arn'), template: 'root.yaml' } }),
        parameter('Other', { bound: { value: ref('Orders'), template: 'root.yaml' } }),
      ],
    );
    const arnOf = (id: string): string[] =>
      find(target.table(env('V')), { template: own, others: [parent], fn: lambda({ V: ref(id) }) }).arns;
    expect(arnOf('Target')).toEqual(['${Target}']);
    expect(arnOf('Other')).toEqual([`${P}:dynamodb:${HERE}:table/\${Other}`]);
  });
});

describe('the sender of a mail', () => {
  const own = template([resource('Domain', 'AWS::SES::EmailIdentity')], [parameter('Sender'), parameter('Zone')]);

  it.each<[string, Value, readonly string[]]>([
    ['is verified itself or by its domain', literal('a@example.com'), ['a@example.com', 'example.com']],
    ['may have a name', literal('Shop <a@example.com>'), ['a@example.com', 'example.com']],
    ['has the domain of its text', join([literal('a@'), ref('Zone')]), ['a@${Zone}', '${Zone}']],
    ['may have any domain when the template leaves it open', ref('Sender'), ['*']],
    ['may have any domain behind a name', join([literal('Shop <'), ref('Sender'), literal('>')]), ['*']],
    ['is an identity of the template', ref('Domain'), ['${Domain}']],
  ])('%s', (_, value, names) => {
    const { arns } = find(target.mailIdentity(env('V')), { template: own, fn: lambda({ V: value }) });
    expect(arns).toEqual(names.map((name) => `${P}:ses:${HERE}:identity/${name}`));
  });
});

describe('a resource under a condition', () => {
  const own = template([
    resource('Orders', 'AWS::DynamoDB::Table', {}, { condition: 'Has' }),
    resource('Shared', 'AWS::IAM::Role'),
    resource('Fn', 'AWS::Serverless::Function', {}, { condition: 'Has' }),
  ]);
  const expression = (fn: Partial<LambdaFunction>): unknown =>
    find(target.table(env('V')), { template: own, fn: lambda({ V: ref('Orders') }, fn) }).resources[0]?.expression;

  it('needs no word of it in a role under the same one', () => {
    expect(expression({})).toEqual({ 'Fn::GetAtt': ['Orders', 'Arn'] });
  });

  it('stays under it in a role that always exists', () => {
    const role = { kind: 'declared', id: 'Shared', template: 'template.yaml' } as const;
    const reference = { 'Fn::GetAtt': ['Orders', 'Arn'] };
    expect(expression({ role })).toEqual({ 'Fn::If': ['Has', reference, { Ref: 'AWS::NoValue' }] });
  });
});
