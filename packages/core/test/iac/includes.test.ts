import { describe, expect, it } from 'vitest';
import { expandFile } from '../../src/expand.ts';
import { readApplication } from '../../src/iac/index.ts';
import { scan } from '../../src/scan.ts';
import { createMemoryHost } from '../memory-host.ts';

const include = (location: string): string =>
  `Fn::Transform: { Name: AWS::Include, Parameters: { Location: ${location} } }`;

const SAM = `Transform: AWS::Serverless-2016-10-31
Resources:
`;
const FUNCTION = `${SAM}  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: nodejs22.x
      CodeUri: src/
`;
const ROLE = `Resources:
  Fn:
    Type: AWS::Lambda::Function
    Properties: { Handler: app.handler, Runtime: nodejs22.x, Code: src/, Role: !GetAtt Role.Arn }
  Role:
    Type: AWS::IAM::Role
    Properties:
`;
const ALL = '{ Effect: Allow, Action: "*", Resource: "*" }';

const scanFiles = async (files: Record<string, string>): ReturnType<typeof scan> =>
  scan(createMemoryHost({ 'src/app.js': 'exports.handler = async () => 1;', ...files }), { deps: false });

describe('an include of a file of the application is read wherever it stands', () => {
  it.each<[string, string, string, string]>([
    [
      'all resources',
      `${SAM}  ${include('a.yaml')}`,
      FUNCTION.slice(SAM.length).replace(/^ {2}/gm, '') + '    Policies: [AdministratorAccess]\n',
      'PERM009',
    ],
    [
      'a resource beside others',
      `${FUNCTION}      Role: !GetAtt R.Arn\n  ${include('a.yaml')}`,
      `R:\n  Type: AWS::IAM::Role\n  Properties: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }\n`,
      'PERM009',
    ],
    [
      'a resource',
      `${SAM}  Fn:\n    ${include('a.yaml')}`,
      FUNCTION.slice(FUNCTION.indexOf('    Type')).replace(/^ {4}/gm, '') + '  Policies: [AdministratorAccess]\n',
      'PERM009',
    ],
    ['properties', `${FUNCTION}      ${include('a.yaml')}`, 'Policies: [AdministratorAccess]\n', 'PERM009'],
    ['policies', `${FUNCTION}      Policies: { ${include('a.yaml')} }`, '- AdministratorAccess\n', 'PERM009'],
    [
      'the short form',
      `${FUNCTION}      Policies: !Transform { Name: AWS::Include, Parameters: { Location: ./a.yaml } }`,
      '[AdministratorAccess]',
      'PERM009',
    ],
    ['one policy', `${FUNCTION}      Policies: [{ ${include('a.yaml')} }]`, `Statement: [${ALL}]`, 'PERM001'],
    [
      'globals',
      `${SAM.replace('Resources', `Globals: { Function: { ${include('a.yaml')} } }\nResources`)}${FUNCTION.slice(SAM.length)}`,
      'Timeout: 901\n',
      '',
    ],
    [
      'a document',
      `${ROLE}      Policies: [{ PolicyName: p, PolicyDocument: { ${include('a.yaml')} } }]`,
      `{"Statement": [${ALL.replace(/(\w+):/g, '"$1":').replace(' Allow', ' "Allow"')}]}`,
      'PERM001',
    ],
    [
      'a statement',
      `${ROLE}      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [{ ${include('a.yaml')} }] } }]`,
      ALL,
      'PERM001',
    ],
    [
      'part of a statement',
      `${ROLE}      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [{ Effect: Allow, ${include('a.yaml')} }] } }]`,
      'Action: "*"\nResource: "*"\n',
      'PERM001',
    ],
    [
      'the top',
      `Transform: [AWS::Serverless-2016-10-31, { Name: AWS::Include, Parameters: { Location: a.yaml } }]\n${FUNCTION.slice(SAM.indexOf('Resources'))}      Role: !GetAtt R.Arn\n`,
      `Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }\n`,
      'PERM009',
    ],
  ])('%s', async (_, template, included, rule) => {
    const result = await scanFiles({ 'template.yaml': template, 'a.yaml': included });
    expect(result.diagnostics).toEqual([]);
    expect(result.coverage).toMatchObject({ functions: 1, unresolvedValues: 0 });
    if (rule !== '') expect(result.findings.map((f) => f.rule)).toContain(rule);
  });

  it('with the place in its own file', async () => {
    const result = await scanFiles({
      'app/template.yaml': `${FUNCTION.replace('src/', '../src/')}      ${include('../shared/a.yaml')}\n`,
      'shared/a.yaml': '\nPolicies:\n  - AdministratorAccess\n',
    });
    const found = result.findings.find(({ rule }) => rule === 'PERM009');
    expect(found?.at).toMatchObject({ file: 'shared/a.yaml', line: 3, column: 5 });
    expect(found?.fix).toBeUndefined();
  });

  it('once, also where the file would be a template by itself, or includes itself', async () => {
    const top = `Transform: [AWS::Serverless-2016-10-31, { Name: AWS::Include, Parameters: { Location: a.yaml } }]\n`;
    const bucket = 'Resources:\n  B: { Type: AWS::S3::Bucket, Properties: { AccessControl: PublicReadWrite } }\n';
    const whole = `${top}${FUNCTION.slice(SAM.indexOf('Resources'))}`;
    const result = await scanFiles({ 'template.yaml': whole, 'a.yaml': bucket });
    expect(result.findings.filter(({ rule }) => rule === 'DEF010').map(({ at }) => at.file)).toEqual(['a.yaml']);
    expect(result.coverage).toMatchObject({ templates: 1, functions: 1 });
    expect((await scanFiles({ 'a.yaml': whole })).coverage).toMatchObject({ templates: 1, functions: 1 });
    const both = await scanFiles({ 'a.yaml': whole.replace('a.yaml', 'b.yaml'), 'b.yaml': whole });
    expect(both.coverage.templates).toBe(2);
  });

  it('the same for its expansion', () => {
    const host = createMemoryHost({ 't.yaml': `${FUNCTION}      ${include('a.yaml')}\n`, 'a.yaml': 'Timeout: 7\n' });
    const { json, diagnostics } = expandFile(host, { path: 't.yaml' });
    expect(diagnostics).toEqual([]);
    expect(JSON.parse(json ?? '')).toMatchObject({ Resources: { Fn: { Properties: { Timeout: 7 } } } });
  });

  it('and what the template says itself comes first', () => {
    const app = readApplication(
      createMemoryHost({
        't.yaml': `${FUNCTION}      ${include('a.yaml')}\n`,
        'a.yaml': 'Handler: other.main\nTimeout: 7\n',
      }),
    );
    expect(app.functions[0]?.handler).toBe('app.handler');
  });
});

describe('what an include or a macro brings that is not read is told and counted', () => {
  it.each<[string, string, string, 'error' | 'warning', RegExp]>([
    ['an address', include('s3://bucket/props.yaml'), '', 'warning', /not in the tree/],
    ['a location that is not constant', include('!Ref Where'), '', 'warning', /not constant/],
    ['another macro', 'Fn::Transform: { Name: Mine }', '', 'warning', /macro `Mine`/],
    ['a missing file', include('b.yaml'), '', 'warning', /is not there/],
    ['a file outside', include('../../b.yaml'), '', 'error', /leads out/],
    ['an absolute path', include('/etc/passwd'), '', 'error', /leads out/],
    ['a directory', include('src'), '', 'error', /is no file/],
    ['a file that does not parse', include('a.yaml'), 'a: [', 'error', /does not parse/],
    ['an empty file', include('a.yaml'), '', 'error', /is (?:empty|not there)|holds no mapping/],
    ['a list beside other keys', include('a.yaml'), '[1]', 'error', /no mapping/],
  ])('%s', async (_, transform, included, severity, message) => {
    const result = await scanFiles({ 'template.yaml': `${FUNCTION}      ${transform}\n`, 'a.yaml': included });
    expect(result.diagnostics).toContainEqual(
      expect.objectContaining({ code: 'include-not-expanded', severity, file: 'template.yaml', line: 9 }) as unknown,
    );
    expect(result.diagnostics.map((d) => d.message).join('\n')).toMatch(message);
    expect(result.coverage.unresolvedValues).toBe(1);
  });

  it('also in a resource that is no function, and among resources', async () => {
    const topic = `${FUNCTION}  Topic: { Type: AWS::SNS::Topic, Properties: { ${include('s3://b/k')} } }\n  ${include('s3://b/r')}\n`;
    const result = await scanFiles({ 'template.yaml': topic });
    expect(result.coverage.unresolvedValues).toBe(2);
    expect(result.diagnostics.map(({ severity }) => severity)).toEqual(['warning', 'error']);
  });

  it('an include in an included file, as CloudFormation has it', async () => {
    const files = {
      'template.yaml': `${FUNCTION}      ${include('a.yaml')}\n`,
      'a.yaml': `${include('a.yaml')}\nTimeout: 3\n`,
    };
    const result = await scanFiles(files);
    expect(result.coverage.unresolvedValues).toBe(1);
    expect(result.diagnostics).toMatchObject([{ code: 'include-not-expanded', file: 'a.yaml', line: 1 }]);
  });

  it('a file that is included more often than any template needs', async () => {
    const items = Array.from({ length: 3000 }, () => `{ ${include('a.yaml')} }`);
    const result = await scanFiles({
      'template.yaml': `${FUNCTION}  T: { Type: AWS::SNS::Topic, Properties: { Tags: [${items.join(', ')}] } }\n`,
      'a.yaml': `[${'x, '.repeat(1000)}]`,
    });
    expect(result.coverage.unresolvedValues).toBeGreaterThan(1000);
  });
});
