import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/analyse.ts';
import { createMemoryHost } from '../memory-host.ts';

const CODE = `
import { DynamoDB } from '@aws-sdk/client-dynamodb';
export const handler = () => new DynamoDB().getItem({ TableName: process.env.TABLE, Key: {} });`;

async function read(table: string, more = ''): Promise<{ lost: string[]; needed: string[]; unresolved: string[] }> {
  const host = createMemoryHost({
    'template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders: { Type: AWS::Serverless::SimpleTable }
  Fn:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: app.handler, CodeUri: src/, Environment: { Variables: { TABLE: ${table} } } }
${more}`,
    'src/app.mjs': CODE,
  });
  const { diagnostics, permissions } = await analyse(host, {});
  return {
    lost: diagnostics.filter((d) => d.code === 'value-lost').map((d) => d.message),
    needed: permissions[0]?.needed.find((n) => n.origin === 'code')?.resources.map((r) => `${r.arn} ${r.scope}`) ?? [],
    unresolved: permissions[0]?.unresolved.map((u) => u.why) ?? [],
  };
}

const ANY = ['arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/* wildcard'];

describe('values that mean nothing', () => {
  it.each([
    ['a reference', '!Ref Nope', 'the template declares no `Nope`'],
    ['an attribute', '!GetAtt Gone.Arn', 'the template declares no `Gone`'],
    ['a reference in a text', "!Sub '${Nope}-orders'", 'the template declares no `Nope`'],
    ['a function', '!Frobnicate [a, b]', 'CloudFormation has no function `Fn::Frobnicate`'],
    ['a function in full', '{ "Fn::Magic": x }', 'CloudFormation has no function `Fn::Magic`'],
  ])('%s', async (_, table, why) => {
    expect(await read(table)).toEqual({ lost: [`\`Fn\`: ${why}`], needed: ANY, unresolved: [why] });
  });

  it('keeps what is declared, what SAM makes, and every function that there is', async () => {
    const more = `
  Names:
    Type: Custom::Names
    Properties:
      ServiceToken: !GetAtt Fn.Arn
      Role: !GetAtt FnRole.Arn
      Zones: !GetAZs ''
      Size: { Fn::Length: [1, 2] }
      Text: { Fn::ToJsonString: { a: !Ref AWS::Region } }
`;
    expect((await read('!Ref Orders', more)).lost).toEqual([]);
  });
});
