import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/analyse.ts';
import { createMemoryHost } from '../memory-host.ts';

const template = `Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: { Type: String, Default: dev }
Resources:
  GetOrder:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: app.handler
      CodeUri: src/
      Environment:
        Variables: { TABLE_NAME: !Ref Orders }
  Lost:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: gone.handler, CodeUri: src/ }
  Orders:
    Type: AWS::DynamoDB::Table
`;

const code = `import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
export const handler = () => new DynamoDBClient({}).send(new GetItemCommand({ TableName: process.env.TABLE_NAME }));
`;

const host = createMemoryHost({ 'template.yaml': template, 'src/app.mjs': code });

describe('analyse', () => {
  it('finds what each function needs, and counts what it could not read', async () => {
    const { permissions, coverage, diagnostics } = await analyse(host, {});
    expect(permissions.map((p) => p.function.id)).toEqual(['GetOrder', 'Lost']);
    expect(permissions[0]?.needed.map((need) => need.action)).toContain('dynamodb:GetItem');
    expect(coverage).toMatchObject({ templates: 1, functions: 2, functionsWithCode: 1, packages: 0 });
    expect(coverage.unresolvedValues).toBeGreaterThan(0);
    expect(coverage.incomplete).toMatchObject([{ file: 'template.yaml' }]);
    expect(diagnostics).toMatchObject([{ code: 'handler-not-found', severity: 'error', line: 15 }]);
  });

  it('does not count code as read that does not parse or lacks the handler', async () => {
    for (const text of ['export const handler = (;', 'export const other = 1;']) {
      const { coverage } = await analyse(createMemoryHost({ 'template.yaml': template, 'src/app.mjs': text }), {});
      expect(coverage.functionsWithCode).toBe(0);
    }
    const alone = await analyse(createMemoryHost({ 'app.js': 'const x = (;' }), { path: 'app.js' });
    expect(alone.coverage.functionsWithCode).toBe(0);
  });

  it('says once that a code location leads nowhere', async () => {
    const text = template.replaceAll('CodeUri: src/', 'CodeUri: ../src');
    const { diagnostics } = await analyse(createMemoryHost({ 'template.yaml': text }), {});
    expect(diagnostics.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '10 `../src` leads out of the scanned folder',
      '15 `../src` leads out of the scanned folder',
    ]);
  });

  it('leaves code unread when told so, and says that it knows nothing', async () => {
    const { permissions, coverage } = await analyse(host, { code: false });
    expect(coverage.functionsWithCode).toBe(0);
    expect(permissions[0]?.needed.filter((need) => need.origin === 'code')).toEqual([]);
    expect(permissions[0]?.unresolved.map((u) => u.why)).toContain('code was not to be read');
    expect(permissions[0]?.excess).toEqual([]);
  });

  it('takes one source file as a program without a template', async () => {
    const { application, permissions } = await analyse(host, { path: 'src/app.mjs' });
    expect(application.templates).toEqual([]);
    expect(permissions.map((p) => p.function.id)).toEqual(['app']);
    expect(permissions[0]?.needed.map((need) => need.action)).toEqual(['dynamodb:GetItem']);
    expect(permissions[0]?.granted).toEqual([]);
  });

  it('warns of a parameter that no template has', async () => {
    const { diagnostics } = await analyse(host, {
      code: false,
      parameters: new Map([
        ['Stage', 'prod'],
        ['Stgae', 'prod'],
      ]),
    });
    expect(diagnostics).toMatchObject([
      { code: 'unknown-parameter', message: 'no template has a parameter `Stgae`: did you mean `Stage`?' },
    ]);
  });

  it('tells what it is doing', async () => {
    const steps: string[] = [];
    await analyse(host, { onProgress: (what) => steps.push(what) });
    expect(steps).toEqual([
      'reading templates',
      'reading code 1/2 GetOrder',
      'reading code 2/2 Lost',
      'comparing permissions',
      'reading packages',
    ]);
  });

  it('refuses a path that is not there', async () => {
    await expect(analyse(host, { path: 'none' })).rejects.toMatchObject({ code: 'ERR_NOTHING_TO_READ' });
  });

  it('takes the failure of one function as that function’s own', async () => {
    const broken = {
      ...host,
      readText: (path: string) => {
        if (path.endsWith('.mjs')) throw new TypeError('disk on fire');
        return host.readText(path);
      },
    };
    const { diagnostics, permissions } = await analyse(broken, {});
    expect(diagnostics).toContainEqual(
      expect.objectContaining({ code: 'analysis-failed', message: 'the analysis of `GetOrder` failed: disk on fire' }),
    );
    expect(permissions).toHaveLength(2);
  });
});
