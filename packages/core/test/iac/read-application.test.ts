import { describe, expect, it } from 'vitest';
import { toText } from '../../src/app/expression.ts';
import { readApplication } from '../../src/iac/index.ts';
import { createMemoryHost } from '../memory-host.ts';

const ORDERS = `
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: nodejs20.x
    Environment:
      Variables:
        TABLE_NAME: !Ref Orders
Resources:
  GetOrder:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: get.handler
      Environment:
        Variables:
          STAGE: test
      Policies:
        - DynamoDBReadPolicy:
            TableName: !Ref Orders
      Events:
        Get:
          Type: Api
          Properties: { Path: /orders, Method: get }
  Orders:
    Type: AWS::Serverless::SimpleTable
`;

describe('readApplication', () => {
  const app = readApplication(createMemoryHost({ 'template.yaml': ORDERS, 'src/get.js': '' }));
  const [getOrder] = app.functions;

  it('reads a function with what Globals give it', () => {
    expect(app.diagnostics).toEqual([]);
    expect(app.functions).toHaveLength(1);
    expect(getOrder).toMatchObject({ id: 'GetOrder', runtime: 'nodejs20.x', handler: 'get.handler' });
    expect(getOrder?.code).toMatchObject({ kind: 'directory', path: 'src' });
    expect([...(getOrder?.environment ?? [])].map(([name, value]) => [name, toText(value)])).toEqual([
      ['TABLE_NAME', '${Orders}'],
      ['STAGE', 'test'],
    ]);
    expect(getOrder?.environment.get('TABLE_NAME')).toMatchObject({ kind: 'ref', id: 'Orders', provenance: 'globals' });
  });

  it('reads the implicit role with the policies that SAM adds', () => {
    expect(getOrder?.role).toEqual({ kind: 'implicit', id: 'GetOrderRole', template: 'template.yaml' });
    expect(app.roles.map((role) => role.policies.map((policy) => policy.kind))).toEqual([
      ['managed', 'policy-template'],
    ]);
  });

  it('reads triggers with their source', () => {
    expect(getOrder?.triggers).toMatchObject([{ id: 'Get', kind: 'rest-api', source: { id: 'ServerlessRestApi' } }]);
    expect(app.templates[0]?.resources.get('ServerlessRestApi')?.provenance).toBe('expansion');
  });

  it('knows where everything stands', () => {
    expect(getOrder?.at).toMatchObject({ file: 'template.yaml', line: 10, column: 3 });
    const at = getOrder?.environment.get('TABLE_NAME')?.at;
    expect(ORDERS.slice(at?.start, at?.end)).toBe('!Ref Orders');
  });
});
