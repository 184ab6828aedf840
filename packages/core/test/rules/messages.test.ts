import { describe, expect, it } from 'vitest';
import { namePackages } from '../../src/rules/name-packages.ts';
import { scanFiles } from './scan-files.ts';

const METHOD = `Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Orders: { Type: AWS::ApiGateway::Resource, Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: orders } }
  Order: { Type: AWS::ApiGateway::Resource, Properties: { RestApiId: !Ref Api, ParentId: !Ref Orders, PathPart: '{id}' } }
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Order
      HttpMethod: GET
      AuthorizationType: NONE
      Integration: { Type: AWS_PROXY, Uri: 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/f/invocations' }
`;

describe('messages', () => {
  it.each([
    ['the whole path', METHOD, 'GET /orders/{id}'],
    ['a path of which a part is not known', METHOD.replace('PathPart: orders', 'PathPart: !ImportValue p'), 'GET'],
    ['a path that leads back to itself', METHOD.replace('!GetAtt Api.RootResourceId', '!Ref Order'), 'GET'],
  ])('name the route of a method, and its API: %s', async (_title, text, route) => {
    const { findings } = await scanFiles({ 'template.yaml': text }, ['EVT001']);
    expect(findings.map(({ message }) => message)).toEqual([
      `anybody may call \`${route}\` of \`Api\`: it asks for no authorization`,
    ]);
  });

  it('cut no name of a package without a sign', () => {
    const name = '@aws-sdk/client-secrets-manager';
    expect(namePackages([{ name }, { name: 'ajv' }, { name: 'qs' }])).toBe(`\`${name}\`, \`ajv\` and 1 more`);
    expect(namePackages([{ name }, { name: `${name}-2` }, { name: 'qs' }])).toBe(`\`${name}\` and 2 more`);
    expect(namePackages([{ name: 'x'.repeat(214) }])).toBe(`\`${'x'.repeat(47)}…\``);
  });
});
