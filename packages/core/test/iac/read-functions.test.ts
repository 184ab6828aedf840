import { describe, expect, it } from 'vitest';
import type { Application } from '../../src/app/application.ts';
import { toText } from '../../src/app/expression.ts';
import type { LambdaFunction } from '../../src/app/function.ts';
import { readApplication } from '../../src/iac/index.ts';
import { createMemoryHost } from '../memory-host.ts';

/** The function of a template with these properties, among `files`. */
function readFunction(
  properties: string,
  files: Record<string, string> = {},
  more = '',
): { app: Application; read: LambdaFunction } {
  const text = `Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n${more}    Properties:\n${properties.replaceAll(/^/gm, '      ')}\n`;
  const app = readApplication(createMemoryHost({ 'svc/template.yaml': text, ...files }));
  return { app, read: app.functions[0] as LambdaFunction };
}

describe('the code of a function', () => {
  it.each<[string, string, Record<string, string>, object]>([
    ['a directory', 'CodeUri: src/', { 'svc/src/a.js': '' }, { kind: 'directory', path: 'svc/src' }],
    ['the directory of the template by default', 'Runtime: nodejs20.x', {}, { kind: 'directory', path: 'svc' }],
    ['a directory beside', 'CodeUri: ../lib', { 'lib/a.js': '' }, { kind: 'directory', path: 'lib' }],
    ['a file', 'CodeUri: src/a.js', { 'svc/src/a.js': '' }, { kind: 'file', path: 'svc/src/a.js' }],
    ['inline text', 'InlineCode: "exports.h = 1"', {}, { kind: 'inline', text: { value: 'exports.h = 1' } }],
    ['an object in S3', 'CodeUri: { Bucket: b, Key: k }', {}, { kind: 'unknown' }],
    ['an address in S3', 'CodeUri: s3://b/k', {}, { kind: 'unknown' }],
    ['an archive', 'CodeUri: a.zip', { 'svc/a.zip': 'x' }, { kind: 'unknown', why: 'the code is an archive' }],
    ['a text that the deployment tells', 'CodeUri: !Ref AWS::StackName', {}, { kind: 'unknown' }],
  ])('is %s', (_, properties, files, expected) => {
    const { read, app } = readFunction(properties, files);
    expect(read.code).toMatchObject(expected);
    expect(app.diagnostics.filter(({ code }) => code !== 'sam-refuses')).toEqual([]);
  });

  it.each([
    ['CodeUri: ../../elsewhere', 'path-outside'],
    ['CodeUri: /etc', 'path-outside'],
    ['CodeUri: nowhere/', 'code-not-found'],
  ])('is unknown and reported for %s', (properties, code) => {
    const { read, app } = readFunction(properties);
    expect(read.code.kind).toBe('unknown');
    expect(app.diagnostics).toMatchObject([
      { code, severity: 'error', file: 'svc/template.yaml', line: 6, column: 16 },
    ]);
  });

  it.each<[string, string, Record<string, string>, object]>([
    [
      'what tsconfig compiles',
      'CodeUri: dist\nHandler: orders/get.handler',
      {
        'svc/tsconfig.json': '{ // c\n "compilerOptions": { "outDir": "./dist", "rootDir": "./source" } }',
        'svc/source/orders/get.ts': '',
      },
      { kind: 'directory', path: 'svc/source' },
    ],
    [
      'the one source with the same end',
      'CodeUri: dist/get\nHandler: handler.handler',
      { 'svc/src/lambdas/get/handler.ts': '', 'svc/src/lambdas/put/handler.ts': '', 'svc/tests/get/handler.ts': '' },
      { kind: 'directory', path: 'svc/src/lambdas/get' },
    ],
    [
      'the one source named like the output directory',
      'CodeUri: build/getOrder/\nHandler: index.handler',
      { 'svc/src/getOrder.ts': '', 'svc/src/index.ts': '' },
      { kind: 'file', path: 'svc/src/getOrder.ts' },
    ],
    [
      'a module below an output directory of an existing one',
      'CodeUri: .\nHandler: dist/app.handler',
      { 'svc/src/app.ts': '' },
      { kind: 'file', path: 'svc/src/app.ts' },
    ],
    [
      'nothing when two sources fit',
      'CodeUri: .\nHandler: dist/app.handler',
      { 'svc/a/app.ts': '', 'svc/b/app.ts': '' },
      { kind: 'directory', path: 'svc' },
    ],
  ])('before a build is %s', (_, properties, files, expected) => {
    expect(readFunction(`Runtime: nodejs20.x\n${properties}`, files).read.code).toMatchObject(expected);
  });

  it('of an image is read from its Dockerfile', () => {
    const docker =
      'FROM public.ecr.aws/lambda/python:3.12\nCOPY requirements.txt .\nCOPY --chown=1 src/ \\\n  ${LAMBDA_TASK_ROOT}/\nCMD ["app.handler"]\n';
    const metadata = '    Metadata: { DockerContext: ./image, Dockerfile: Dockerfile.prod }\n';
    const files = { 'svc/image/Dockerfile.prod': docker, 'svc/image/src/app.py': '', 'svc/image/requirements.txt': '' };
    const { read } = readFunction('PackageType: Image', files, metadata);
    expect(read).toMatchObject({ runtime: 'python3.12', handler: 'app.handler' });
    expect(read.code).toMatchObject({
      kind: 'image',
      context: 'svc/image',
      dockerfile: 'svc/image/Dockerfile.prod',
      sources: ['svc/image/requirements.txt', 'svc/image/src'],
    });
  });

  it('takes the command of an image from the template first', () => {
    const { read } = readFunction('PackageType: Image\nImageConfig: { Command: [other.handler] }');
    expect(read).toMatchObject({ handler: 'other.handler', code: { kind: 'image', context: null } });
  });

  it('knows the entry points of esbuild', () => {
    const metadata =
      '    Metadata: { BuildMethod: esbuild, BuildProperties: { EntryPoints: [src/app.ts, ../../x.ts] } }\n';
    expect(readFunction('Handler: app.handler', { 'svc/src/app.ts': '' }, metadata).read.entryPoints).toEqual([
      'svc/src/app.ts',
    ]);
  });

  it('reads the handler that a wrapper calls', () => {
    const { read } = readFunction(
      'Handler: /opt/nodejs/node_modules/datadog-lambda-js/handler.handler\nEnvironment: { Variables: { DD_LAMBDA_HANDLER: app.handler } }',
    );
    expect(read.handler).toBe('app.handler');
  });
});

describe('Globals', () => {
  const GLOBALS = `
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: python3.12
    Timeout: 5
    Layers: [!Ref Base]
    Environment: { Variables: { A: global, B: global } }
    VpcConfig: { SubnetIds: [a] }
Resources:
  F:
    Type: AWS::Serverless::Function
    IGNORED
    Properties:
      Timeout: 9
      Layers: [!Ref Own]
      Environment: { Variables: { B: own, C: !Ref AWS::NoValue } }
  Base: { Type: AWS::Serverless::LayerVersion, Properties: { ContentUri: layers/base } , Metadata: { BuildMethod: python3.12 } }
  Own: { Type: AWS::Lambda::LayerVersion, Properties: { Content: layers/own } }
`;
  const read = (ignored: string): LambdaFunction => {
    const files = {
      'template.yaml': GLOBALS.replace('IGNORED', ignored),
      'layers/base/x.py': '',
      'layers/own/python/y.py': '',
    };
    return readApplication(createMemoryHost(files)).functions[0] as LambdaFunction;
  };

  it('merge maps, join lists and give way to scalars', () => {
    const merged = read('DependsOn: []');
    expect(merged).toMatchObject({ runtime: 'python3.12', inVpc: true });
    expect([...merged.environment].map(([name, value]) => `${name}=${toText(value)}`)).toEqual(['A=global', 'B=own']);
    expect(merged.layers).toEqual([
      { kind: 'directory', path: 'layers/base', id: 'Base', buildMethod: 'python3.12' },
      { kind: 'directory', path: 'layers/own', id: 'Own' },
    ]);
    expect(toText(merged.properties.entries.get('Timeout') ?? { kind: 'no-value' })).toBe('9');
  });

  it('are left out where a resource says so', () => {
    expect(read("IgnoreGlobals: '*'")).toMatchObject({ runtime: null, inVpc: false });
    expect(read('IgnoreGlobals: [Environment]').environment.has('A')).toBe(false);
  });
});

describe('a plain function', () => {
  it('is read like one of SAM', () => {
    const text = `
Resources:
  F:
    Type: AWS::Lambda::Function
    Metadata: { 'aws:asset:path': asset.1 }
    Properties:
      Runtime: nodejs20.x
      Handler: index.handler
      Code: { S3Bucket: b, S3Key: k }
      Role: arn:aws:iam::1:role/x
      TracingConfig: { Mode: Active }
      DeadLetterConfig: { TargetArn: !GetAtt Q.Arn }
      VpcConfig: { SubnetIds: [a] }
      KmsKeyArn: !GetAtt Key.Arn
      FileSystemConfigs: [{ Arn: !GetAtt Ap.Arn, LocalMountPath: /mnt/x }]
      Environment: { Variables: { T: !Ref T } }
  C:
    Type: AWS::Lambda::EventInvokeConfig
    Properties: { FunctionName: !Ref F, DestinationConfig: { OnFailure: { Destination: !GetAtt Q.Arn } } }
`;
    const [read] = readApplication(createMemoryHost({ 't.yaml': text, 'asset.1/index.js': '' })).functions;
    expect(read).toMatchObject({
      type: 'AWS::Lambda::Function',
      tracing: true,
      inVpc: true,
      code: { kind: 'directory', path: 'asset.1' },
    });
    const values = [read?.deadLetter, read?.kmsKey, ...(read?.fileSystems ?? []), ...(read?.destinations ?? [])];
    expect(values.map((value) => toText(value ?? { kind: 'no-value' }))).toEqual([
      '${Q.Arn}',
      '${Key.Arn}',
      '${Ap.Arn}',
      '${Q.Arn}',
    ]);
  });
});
