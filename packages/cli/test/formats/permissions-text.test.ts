import { loadPermissionTools, type FunctionPermissions, type NeededPermission } from '@sallyport/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { printPermissionsText } from '../../src/formats/permissions/text.ts';
import type { PermissionsContext, PermissionsView } from '../../src/formats/permissions/view.ts';
import { plainContext } from '../plain-context.ts';
import { createFunction, createPermissions, createResult, place } from '../sample-result.ts';

let context: PermissionsContext;

beforeAll(async () => {
  context = { ...plainContext, tools: await loadPermissionTools(), isWriting: false };
});

const table = {
  arn: '${Orders.Arn}',
  expression: { 'Fn::GetAtt': ['Orders', 'Arn'] },
  value: { kind: 'ref', id: 'Orders', attribute: 'Arn' },
  logicalId: 'Orders',
  scope: 'exact',
} as const;

const need = (action: string, line: number): NeededPermission => ({
  action,
  resources: [table],
  origin: 'code',
  confidence: 'certain',
  calls: [{ at: place(line, 5, 'src/get-order.ts'), operation: action.split(':')[1] ?? '' }],
});

const origin = { kind: 'inline', name: '', at: place(17) } as const;

const wide = (): FunctionPermissions =>
  createPermissions(createFunction('GetOrder', 10), {
    needed: [need('dynamodb:GetItem', 12), need('dynamodb:Query', 20)],
    granted: [
      {
        effect: 'Allow',
        actions: ['dynamodb:*'],
        notAction: false,
        resources: [{ kind: 'literal', value: '*' }],
        notResource: false,
        condition: null,
        origin,
      },
    ],
    excess: [
      {
        action: 'dynamodb:*',
        resource: '*',
        origin,
        needed: ['dynamodb:GetItem'],
        unneeded: ['dynamodb:DeleteTable', 'dynamodb:Scan', 'dynamodb:PutItem'],
      },
    ],
    missing: [need('s3:GetObject', 30)],
    unscoped: [{ action: 'dynamodb:GetItem', granted: '*', needed: '${Orders.Arn}', origin }],
    unresolved: [
      { what: 'the bucket of `PutObject`', why: 'it comes from the event', at: place(40, 1, 'src/get-order.ts') },
    ],
    complete: false,
    doubt: 'something in the code of GetOrder is not resolved and may need more',
    policy: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'DynamodbOrders',
          Effect: 'Allow',
          Action: ['dynamodb:GetItem', 'dynamodb:Query'],
          Resource: [{ 'Fn::GetAtt': ['Orders', 'Arn'] }],
        },
      ],
    },
  });

const view = (functions: readonly FunctionPermissions[]): PermissionsView => {
  const { application, coverage } = createResult([]);
  return {
    application,
    functions,
    coverage: { ...coverage, functionsWithCode: 2, unresolvedValues: 1 },
    diagnostics: [],
  };
};

describe('printPermissionsText', () => {
  it('shows the table, then what is wrong, then the policy', () => {
    const clean = createPermissions(createFunction('Clean', 40), { needed: [need('dynamodb:GetItem', 1)] });
    expect(printPermissionsText(view([clean, wide()]), context)).toMatchInlineSnapshot(`
      "orders: 2 functions in 1 template, 1 may do more than it is known to need, 1 may
      do less, 1 not fully known

        function  needed  excess  missing  unscoped  unresolved
        GetOrder       2       3        1         1           1
        Clean          1       -        -         -           -

      GetOrder  template.yaml:10 · nodejs22.x · src/app.ts (handler)
        Beyond its known needs it may read, change and delete every table in the
        account
        (not certain: something in the code of GetOrder is not resolved and may need
        more)
        needed      dynamodb:GetItem, Query on \${Orders.Arn}
                      src/get-order.ts:12, src/get-order.ts:20
        granted     dynamodb:* on *  template.yaml:17
        excess      dynamodb:* on * (3 actions that nothing calls)  template.yaml:17
        missing     s3:GetObject on \${Orders.Arn}  src/get-order.ts:30
        unscoped    dynamodb:GetItem on *, needed on \${Orders.Arn}  template.yaml:17
        unresolved  the bucket of \`PutObject\`: it comes from the event
                      src/get-order.ts:40
        smallest policy (what is unresolved may need more)
          - Sid: DynamodbOrders
            Effect: Allow
            Action:
              - dynamodb:GetItem
              - dynamodb:Query
            Resource: !GetAtt Orders.Arn

      Not covered: 1 value that could not be resolved

      \`sallyport permissions --write\` puts these policies into the templates
      "
    `);
  });

  it('stays within 80 columns', () => {
    const lines = printPermissionsText(view([wide()]), context).split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it.each([30, 76, 120])('keeps its summary together behind a path of %i characters', (length) => {
    const title = 'a'.repeat(length);
    const [head = ''] = printPermissionsText(view([wide()]), { ...context, title }).split('\n\n');
    expect(head.replaceAll('\n', ' ')).toMatch(/^a+: 1 function in 1 template, 1 may do more /);
    expect(head.split('\n').length).toBeLessThanOrEqual(3);
  });

  it('says once what may be done to a bucket that is written in two ways', () => {
    const excess = ['arn:${AWS::Partition}:s3:::${Uploads}', 'arn:aws:s3:::${Uploads}'].map((resource) => ({
      action: 's3:GetObject',
      resource,
      origin,
    }));
    const text = printPermissionsText(view([{ ...wide(), excess }]), context).replaceAll(/\s+/g, ' ');
    expect(text.split('may read ${Uploads}')).toHaveLength(2);
  });

  it('tells no code from no need', () => {
    const blind = createPermissions(createFunction('Blind', 40), {
      code: { handler: null, files: [], calls: [], unresolved: [], diagnostics: [] },
    });
    expect(printPermissionsText(view([blind]), context)).toMatch(/Blind +\? +\? +- +\? +-\n/);
    const unread = { ...blind, code: { ...blind.code, files: ['src/app.ts'] } };
    expect(printPermissionsText(view([unread]), context)).toMatch(/Blind +\? +\? +- +\? +-\n/);
  });

  it('offers to write only what it would write', () => {
    const { missing, unscoped, doubt = '', ...rest } = wide();
    const text = (overrides: Partial<FunctionPermissions>): string =>
      printPermissionsText(view([{ ...rest, missing: [], unscoped: [], ...overrides }]), context);
    expect(text({ doubt })).not.toContain('--write');
    expect(text({ doubt, missing })).toContain('--write');
    expect(text({ unscoped })).toContain('--write');
  });

  it('tells functions of the same name apart, and keeps long places within 80 columns', () => {
    const id = 'FunctionWhoseNameTakesMostOfTheLine';
    const folders = ['packages/services/orders-with-a-long-name', 'packages/services/billing-with-a-long-name'];
    const functions = folders.map((folder) => {
      const file = `${folder}/template.yaml`;
      const fn = { ...createFunction(id, 10), template: file, at: place(10, 3, file) };
      const calls = [1, 2].map((line) => ({
        at: place(line, 1, 'lib/with/a/long/path/table.ts'),
        operation: 'GetItem',
      }));
      return createPermissions(fn, { ...wide(), function: fn, needed: [{ ...need('dynamodb:GetItem', 1), calls }] });
    });
    const text = printPermissionsText(view(functions), context);
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(text).toMatch(/\n {2}FunctionWhoseN\.\.\.h-a-long-name\) {2}/);
  });
});

describe('describeExcess', () => {
  const describeOne = (action: string, resource = '*'): readonly string[] =>
    context.tools.describeExcess([{ action, resource, origin }]).map((phrase) => phrase.text);

  it.each([
    ['*', '*', 'may do anything with everything in the account'],
    ['dynamodb:*', '*', 'may read, change and delete every table in the account'],
    ['dynamodb:GetItem', '${Orders.Arn}', 'may read ${Orders.Arn}'],
    ['s3:DeleteObject', 'arn:aws:s3:::*', 'may delete every bucket in the account'],
    ['sqs:SendMessage', '*', 'may send to every queue in the account'],
    ['iam:PassRole', '*', 'may hand on every role in the account'],
    ['nosuch:DoThing', '*', 'may change every nosuch resource in the account'],
    ['*', '${Orders.Arn}', 'may read, change and delete ${Orders.Arn}'],
    ['s3:DeleteObject', 'Uploads/*', 'may delete Uploads/*'],
    ['s3:DeleteObject', 'arn:${AWS::Partition}:s3:::uploads/*', 'may delete arn:${AWS::Partition}:s3:::uploads/*'],
    ['dynamodb:GetItem', 'arn:aws:dynamodb:${AWS::Region}:*:table/*', 'may read every table in the account'],
    ['dynamodb:GetItem', '${Orders.Arn}, arn:aws:dynamodb:*:*:table/*', 'may read every table in the account'],
  ])('%s on %s: %s', (action, resource, text) => {
    expect(describeOne(action, resource)).toEqual([text]);
  });

  it('says once what may be done to several kinds', () => {
    const services = ['dynamodb', 's3', 'sqs', 'sns', 'kinesis'];
    const phrases = context.tools.describeExcess(
      services.map((s) => ({ action: `${s}:Delete*`, resource: '*', origin })),
    );
    expect(phrases.map((phrase) => phrase.text)).toEqual([
      'may delete every table, bucket, queue and 2 more kinds of resource in the account',
    ]);
  });

  it('puts the worst first', () => {
    const texts = context.tools.describeExcess([
      { action: 'dynamodb:GetItem', resource: '${Orders.Arn}', origin },
      { action: 'sqs:SendMessage', resource: '*', origin },
      { action: 's3:*', resource: '*', origin },
    ]);
    expect(texts.map((phrase) => /bucket|queue|Orders/.exec(phrase.text)?.[0])).toEqual(['bucket', 'queue', 'Orders']);
  });
});
