import { describe, expect, it } from 'vitest';
import { main } from '../src/main.ts';
import { createFolder } from './folder.ts';
import { createTestIo, type TestIo } from './test-io.ts';

const template = (more = ''): string => `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: app.handler, CodeUri: ./src${more} }
`;

async function run(files: Readonly<Record<string, string>>, line: string): Promise<{ code: number; io: TestIo }> {
  const io = createTestIo({ cwd: createFolder(files) });
  return { code: await main(['expand', ...line.split(' ').filter(Boolean)], io), io };
}

describe('expand', () => {
  it('prints plain CloudFormation', async () => {
    const { code, io } = await run({ 'template.yaml': template() }, '');
    expect(code).toBe(0);
    const { Resources, Transform } = JSON.parse(io.out()) as { Resources: object; Transform?: string };
    expect(Object.keys(Resources)).toEqual(['Orders', 'OrdersRole']);
    expect(Transform).toBeUndefined();
    const yaml = await run({ 't.yml': template() }, 't.yml --format yaml --region cn-north-1');
    expect(yaml.io.out()).toContain('arn:aws-cn:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole');
  });

  it('reads what the template includes', async () => {
    const api = `  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      DefinitionBody: { Fn::Transform: { Name: AWS::Include, Parameters: { Location: api.yaml } } }
`;
    const files = { 't.yml': template() + api, 'api.yaml': 'openapi: 3.0.1\npaths: { /orders: {} }\n' };
    const { io } = await run(files, 't.yml');
    expect(JSON.parse(io.out())).toMatchObject({
      Resources: { Api: { Properties: { Body: { openapi: '3.0.1', paths: { '/orders': {} } } } } },
    });
  });

  it('says where the specification refuses a template', async () => {
    const { code, io } = await run({ 'template.yaml': template(', Nope: 1') }, 'template.yaml');
    expect([code, io.out()]).toEqual([2, '']);
    expect(io.err().replaceAll(/\s+/g, ' ')).toContain(
      'error template.yaml:5:17: Orders: `AWS::Serverless::Function` has no property `Nope`',
    );
  });

  it.each([
    ['t.yml', { 't.yml': 'a: 1' }, 'is no template'],
    ['.', { 't.yml': 'a: 1' }, 'is a folder'],
    ['t.yml', { 't.yml': 'Resources: { A: { Type: AWS::X, Properties: [' }, 'error t.yml:1'],
  ])('refuses `%s`', async (line, files, message) => {
    const { code, io } = await run({ ...files }, line);
    expect([code, io.err()]).toEqual([2, expect.stringContaining(message)]);
  });
});
