import { describe, expect, it } from 'vitest';
import { findExport, findResource } from '../../src/app/follow-value.ts';
import { resolveText } from '../../src/app/resolve-value.ts';
import { findEntry, literal, ref } from '../../src/app/value.ts';
import { readApplication } from '../../src/iac/index.ts';
import { parseOverrides } from '../../src/iac/read-samconfig.ts';
import { createMemoryHost } from '../memory-host.ts';

const QUEUE = 'Resources:\n  Q:\n    Type: AWS::SQS::Queue\n';
const read = (files: Record<string, string>, options = {}): ReturnType<typeof readApplication> =>
  readApplication(createMemoryHost(files), options);
const findFiles = (files: Record<string, string>, options = {}): string[] =>
  read(files, options).templates.map((t) => t.file);

const utf16 = (text: string): Uint8Array => Buffer.from(`\uFEFF${text}`, 'utf16le');

describe('templates are found', () => {
  it('wherever they are called what, and nothing else is', () => {
    const files = {
      'template.yaml': QUEUE,
      'infra/stack.json': '{\n\t"Resources": {\n\t\t"Q": { "Type": "AWS::SQS::Queue" }\n\t}\n}',
      'infra/old.template': QUEUE,
      'min.json': '{"AWSTemplateFormatVersion":"2010-09-09","Resources":{"Q":{"Type":"AWS::SQS::Queue"}}}',
      'node_modules/x/template.yaml': QUEUE,
      '.aws-sam/build/template.yaml': QUEUE,
      'cdk.out/Stack.template.json': QUEUE,
      'openapi.yaml': 'openapi: 3.0.0\npaths: {}\n# Resources: AWS::\n',
      'package.json': '{ "name": "x", "Resources": "AWS::" }',
      'serverless.yml': 'service: x\nresources:\n  Resources:\n    Q:\n      Type: AWS::SQS::Queue\n',
      'k8s.yaml': 'kind: Deployment\nspec:\n  Resources: {}\n',
      'chart.yaml': '{{- if .Values.x }}\nResources: AWS::\n',
      'samconfig.toml': 'version = 0.1\n',
    };
    expect(findFiles(files).toSorted()).toEqual([
      'infra/old.template',
      'infra/stack.json',
      'min.json',
      'template.yaml',
    ]);
  });

  it('in one folder or one file when asked', () => {
    const files = { 'a/template.yaml': QUEUE, 'b/template.yaml': QUEUE };
    expect(findFiles(files, { path: 'a' })).toEqual(['a/template.yaml']);
    expect(findFiles(files, { path: 'b/template.yaml' })).toEqual(['b/template.yaml']);
    expect(() => read(files, { path: 'c' })).toThrow('`c` is not there');
    expect(() => read(files, { path: '../c' })).toThrow('outside the root');
  });

  it('with an OpenAPI document inside, empty sections and bare resources', () => {
    const text = `
AWSTemplateFormatVersion: 2010-09-09
Parameters:
Outputs:
Resources:
  Bare: { Type: AWS::SNS::Topic }
  Api:
    Type: AWS::Serverless::Api
    Properties: { DefinitionBody: { openapi: 3.0.1, paths: { /a: { get: { responses: {} } } } } }
`;
    const [template] = read({ 't.yml': text }).templates;
    const written = [...(template?.resources.values() ?? [])].filter((r) => r.provenance === 'template');
    expect(written.map((r) => r.id)).toEqual(['Bare', 'Api']);
    expect(template?.kind).toBe('sam');
  });

  it('when they hold no resources at all', () => {
    expect(findFiles({ 't.yml': 'AWSTemplateFormatVersion: 2010-09-09\nResources:\n' })).toEqual(['t.yml']);
  });
});

describe('what cannot be read is reported', () => {
  it('with its place, and the rest goes on', () => {
    const broken = 'Resources:\n  Q:\n    Type: AWS::SQS::Queue\n   Properties: {}\n';
    const app = read({ 'a.yaml': broken, 'b.yaml': QUEUE });
    expect(app.templates.map((t) => t.file)).toEqual(['b.yaml']);
    expect(app.diagnostics).toMatchObject([{ code: 'template-syntax', severity: 'error', file: 'a.yaml', line: 4 }]);
  });

  it('when it is too large, or is not text: an error only where it is called a template', () => {
    const host = createMemoryHost({ 'template.yaml': QUEUE, 'data.json': QUEUE, 'big.yaml': 'x'.repeat(5_000_001) });
    const codes = (path: string): readonly (readonly [string, string])[] =>
      readApplication({ ...host, readText: () => undefined }, { path }).diagnostics.map((d) => [d.code, d.severity]);
    expect(codes('')).toEqual([
      ['file-too-large', 'warning'],
      ['file-unreadable', 'warning'],
      ['template-unreadable', 'error'],
    ]);
    expect(codes('big.yaml')).toEqual([['template-too-large', 'error']]);
    expect(codes('data.json')).toEqual([['template-unreadable', 'error']]);
  });

  it.each<[string, Uint8Array, string]>([
    ['UTF-16', utf16(QUEUE), 'template-unreadable'],
    ['UTF-16 the other way round', utf16(QUEUE).reverse(), 'file-unreadable'],
    ['an older encoding', Buffer.from(`# caf\u00e9\n${QUEUE}`, 'latin1'), 'template-unreadable'],
    ['JSON of UTF-16', utf16(`{ "Resources": {} }`), 'template-unreadable'],
    ['other text of UTF-16', utf16('a: the Resources of it'), 'file-unreadable'],
    ['its end', Buffer.concat([Buffer.alloc(200_000, 0xff), Buffer.from(QUEUE)]), 'template-unreadable'],
    ['nothing', Buffer.alloc(200_000, 0xff), 'file-unreadable'],
  ])('as a template where its bytes look like one: %s', (_, bytes, code) => {
    const host = createMemoryHost({ 'a.yaml': QUEUE, 'b.yaml': 'x'.repeat(50) });
    const app = readApplication({
      ...host,
      readText: (path) => (path === 'b.yaml' ? undefined : host.readText(path)),
      openArchive: () => ({
        file: { name: 'b.yaml', size: bytes.length, read: (from, length) => bytes.slice(from, from + length) },
        compression: { inflateRaw: (data) => data, crc32: () => 0 },
        close: () => undefined,
      }),
    });
    expect(app.diagnostics.map((d) => [d.code, d.file])).toEqual([[code, 'b.yaml']]);
  });

  it('when it is empty, or its conditions go round in a circle', () => {
    const circle = `Conditions:\n  C: !Equals [a, b]\n  A: !Not [!Condition B]\n  B: !And [!Condition C, Condition: A]\n  Own: !Not [Condition: Own]\n`;
    const app = read({ 'a.yaml': `${circle}${QUEUE}`, 'b.yaml': 'AWSTemplateFormatVersion: 2010-09-09\nResources:\n' });
    expect(app.diagnostics).toMatchObject([
      { code: 'template-shape', severity: 'warning', file: 'b.yaml', line: 2 },
      { code: 'circular-reference', file: 'a.yaml', line: 3 },
      { code: 'circular-reference', file: 'a.yaml', line: 5, message: expect.stringContaining('`Own`') as string },
    ]);
  });

  it('when a link of another name leads out, which may be no template', () => {
    const host = createMemoryHost({ 'a.yaml': QUEUE, 'l.yaml': QUEUE });
    const app = readApplication({ ...host, kindOf: (path) => (path === 'l.yaml' ? 'outside' : host.kindOf(path)) });
    expect(app.diagnostics).toMatchObject([{ code: 'file-outside', severity: 'warning', file: 'l.yaml' }]);
  });

  it('when it is a link that leads out', () => {
    const host = createMemoryHost({ 'template.yaml': QUEUE });
    const app = readApplication({ ...host, kindOf: (path) => (path === '' ? 'directory' : 'outside') });
    expect(app.diagnostics).toMatchObject([{ code: 'template-outside', severity: 'error', file: 'template.yaml' }]);
  });

  it('when it is a samconfig of YAML, with its place', () => {
    const app = read({ 'template.yaml': QUEUE, 'samconfig.yaml': 'default:\n  deploy: [\n' });
    expect(app.diagnostics).toMatchObject([
      { code: 'samconfig-syntax', severity: 'warning', file: 'samconfig.yaml', line: expect.any(Number) as number },
    ]);
  });

  it('when it is a samconfig, with its place', () => {
    const app = read({ 'template.yaml': QUEUE, 'other.yaml': QUEUE, 'samconfig.toml': 'version = 0.1\nx = [[[\n' });
    expect(app.diagnostics).toMatchObject([
      { code: 'samconfig-syntax', severity: 'warning', file: 'samconfig.toml', line: expect.any(Number) as number },
    ]);
  });

  it('when a loop, an include or a resource without a type stands among resources', () => {
    const text = `${QUEUE}  Fn::ForEach::Topics: [Name, !Ref Nobody, { 'T\${Name}': { Type: AWS::SNS::Topic } }]\n  Untyped: { Properties: {} }\n  Fn::Transform: { Name: AWS::Include }\n`;
    expect(read({ 't.yaml': text }).diagnostics.map((d) => d.code)).toEqual([
      'resource-without-type',
      'include-not-expanded',
      'for-each-not-expanded',
    ]);
  });

  it('but not a loop over names that are known', () => {
    const text = `Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]
Resources:
  Fn::ForEach::Functions:
    - Name
    - [In, Out]
    - 'Order\${Name}':
        Type: AWS::Serverless::Function
        Properties: { Runtime: nodejs22.x, Handler: !Sub '\${Name}.handler', CodeUri: src/ }
`;
    const app = read({ 't.yaml': text });
    expect(app.diagnostics.map((d) => d.code)).not.toContain('for-each-not-expanded');
    expect(app.functions.map((f) => f.id)).toEqual(['OrderIn', 'OrderOut']);
  });

  it.each([
    'Resources: [AWS::X]\nTransform: x\n',
    'Resources: { F: { Type: AWS::Serverless::Function, Properties: [1] } }\n',
    'Resources: { F: { Type: AWS::Serverless::Function, Properties: { Events: [], Policies: 1, Layers: { a: b }, Environment: x, Role: [] } } }\n',
    'Resources: { F: { Type: AWS::Serverless::Function, Properties: { Events: { A: null, B: { Type: [] } }, CodeUri: [], Handler: {} } } }\n',
    'Resources: { F: AWS::Lambda::Function, G: { Type: AWS::Lambda::Function } }\nOutputs: [1]\nConditions: x\nMappings: 3\n',
    'Resources: { R: { Type: AWS::IAM::Role, Properties: { Policies: x, ManagedPolicyArns: { a: b } } }, F: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt R.Arn } } }\n',
    'Resources: { A: { Type: AWS::Lambda::Alias, Properties: { FunctionName: !Ref A } }, U: { Type: AWS::Lambda::Url, Properties: { TargetFunctionArn: !Ref A } } }\n',
    'Parameters: { P: { Type: String, Default: !Ref P } }\nResources: { F: { Type: AWS::Lambda::Function, Properties: { Role: !Ref P, Runtime: !Ref P } } }\n',
  ])('rather than thrown: %s', (text) => {
    expect(read({ 't.yaml': text }).templates).toHaveLength(1);
  });
});

describe('resources that are none', () => {
  it.each(['Resources: [AWS::X]', 'Resources: x'])('are an error of the template: %s', (text) => {
    expect(
      read({ 't.yaml': `AWSTemplateFormatVersion: '2010-09-09'\nTransform: x\n${text}\n` }).diagnostics,
    ).toMatchObject([{ code: 'template-shape', severity: 'error', file: 't.yaml', line: 3, column: 12 }]);
  });

  it.each(['Resources:', 'Resources: {}'])('are told, and no error, where there are none: %s', (text) => {
    expect(
      read({ 't.yaml': `AWSTemplateFormatVersion: '2010-09-09'\nTransform: x\n${text}\n` }).diagnostics,
    ).toMatchObject([{ code: 'template-shape', severity: 'warning', file: 't.yaml', line: 3, column: 1 }]);
  });
});

describe('parameters', () => {
  const TEMPLATE = 'Parameters: { Stage: { Type: String, Default: dev }, Other: { Type: String } }\n' + QUEUE;
  const resolve = (files: Record<string, string>, name: string, options = {}): string | undefined => {
    const app = read(files, options);
    const template = app.templates.find((t) => t.file === 'template.yaml');
    return template && resolveText(ref(name), template, app);
  };

  it.each([
    ['no file', {}, 'dev'],
    [
      'a string',
      { 'samconfig.toml': '[default.deploy.parameters]\nparameter_overrides = "Stage=prod Other=\\"a b\\""\n' },
      'prod',
    ],
    [
      'a list',
      { 'samconfig.toml': '[default.deploy.parameters]\nparameter_overrides = ["Stage=prod", "Other=x"]\n' },
      'prod',
    ],
    [
      'the old spelling',
      {
        'samconfig.toml':
          '[default.deploy.parameters]\nparameter_overrides = "ParameterKey=Stage,ParameterValue=prod"\n',
      },
      'prod',
    ],
    [
      'YAML',
      { 'samconfig.yaml': 'default:\n  deploy:\n    parameters:\n      parameter_overrides: { Stage: prod }\n' },
      'prod',
    ],
    [
      'settings for every command',
      { 'samconfig.toml': '[default.global.parameters]\nparameter_overrides = "Stage=prod"\n' },
      'prod',
    ],
    [
      'another template',
      {
        'samconfig.toml':
          '[default.deploy.parameters]\ntemplate_file = "other.yaml"\nparameter_overrides = "Stage=prod"\n',
      },
      'dev',
    ],
    ['a broken file', { 'samconfig.toml': '[default' }, 'dev'],
  ])('are bound by samconfig: %s', (_, files, expected) => {
    expect(resolve({ 'template.yaml': TEMPLATE, ...files }, 'Stage')).toBe(expected);
  });

  it('are bound by the caller first', () => {
    const files = {
      'template.yaml': TEMPLATE,
      'samconfig.toml': '[default.deploy.parameters]\nparameter_overrides = "Stage=prod"\n',
    };
    expect(resolve(files, 'Stage', { parameters: { Stage: 'test' } })).toBe('test');
    expect(resolve(files, 'Other')).toBeUndefined();
  });

  it('are read in every spelling of overrides', () => {
    const text = `A=1 B="x y" C='z' ParameterKey=D,ParameterValue="q \\"r\\"" E=`;
    expect(Object.fromEntries(parseOverrides(text))).toEqual({ A: '1', B: 'x y', C: 'z', D: 'q "r"', E: '' });
  });
});

describe('values are followed', () => {
  const files = {
    'main.yaml': `
Resources:
  Data: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: nested/data.yaml, Parameters: { Stage: prod } } }
  App: { Type: AWS::Serverless::Application, Properties: { Location: nested/app.yaml, Parameters: { Table: !GetAtt Data.Outputs.TableName } } }
`,
    'nested/data.yaml': `
Parameters: { Stage: { Type: String } }
Resources:
  Orders: { Type: AWS::DynamoDB::Table }
  Stored: { Type: AWS::SSM::Parameter, Properties: { Type: String, Name: !Sub '/\${Stage}/orders', Value: !Ref Orders } }
Outputs:
  TableName: { Value: !Ref Orders }
  Exported: { Value: !GetAtt Orders.Arn, Export: { Name: !Sub '\${AWS::StackName}-orders-arn' } }
`,
    'nested/app.yaml': `
Parameters:
  Table: { Type: String }
  Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /prod/orders }
Resources:
  Q:
    Type: AWS::SQS::Queue
    Properties:
      a: !Ref Table
      b: !Ref Stored
      c: '{{resolve:ssm:/prod/orders:1}}'
      d: !ImportValue data-orders-arn
      e: !Ref AWS::Region
      f: !If [Missing, a, b]
`,
  };
  const app = read(files);
  const template = app.templates.find((t) => t.file === 'nested/app.yaml');

  it.each([
    ['a', 'Orders', null],
    ['b', 'Orders', null],
    ['c', 'Orders', null],
    ['d', 'Orders', 'Arn'],
    ['e', undefined, undefined],
    ['f', undefined, undefined],
  ])('into other stacks: %s', (key, id, attribute) => {
    const value = findEntry(template?.resources.get('Q')?.properties, key) ?? literal('');
    const found = template && findResource(value, template, app);
    const file = id === undefined ? undefined : 'nested/data.yaml';
    expect([found?.resource.id, found?.attribute, found?.template.file]).toEqual([id, attribute, file]);
  });

  it('into a template that two stacks share, unless they bind it differently', () => {
    const stack = (stage: string): string =>
      `{ Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ../shared/q.yaml, Parameters: { Same: x, Stage: ${stage} } } }`;
    const shared = `Parameters: { Same: { Type: String }, Stage: { Type: String, Default: d } }\n${QUEUE}Outputs: { Url: { Value: !Ref Q } }\n`;
    const files = {
      'a/t.yaml': `Resources: { N: ${stack('one')} }\n`,
      'b/t.yaml': `Resources: { N: ${stack('two')} }\n`,
      'shared/q.yaml': shared,
    };
    const all = read(files);
    const [, second, child] = all.templates;
    const found = second && findResource(ref('N', 'Outputs.Url'), second, all);
    expect(found?.template.file).toBe('shared/q.yaml');
    expect(child && [resolveText(ref('Same'), child, all), resolveText(ref('Stage'), child, all)]).toEqual([
      'x',
      undefined,
    ]);
    expect(findFiles(files, { path: 'b/t.yaml' })).toEqual(['b/t.yaml', 'shared/q.yaml']);
  });

  it('never by a guess between two exports', () => {
    const exporting =
      "Resources: { T: { Type: AWS::SNS::Topic } }\nOutputs: { O: { Value: !Ref T, Export: { Name: !Sub '${AWS::StackName}-t' } } }\n";
    const two = read({ 'a.yaml': exporting, 'b.yaml': exporting });
    const [first] = two.templates;
    expect(first && findExport(two, { kind: 'import', name: literal('x-t') }, first)).toBeUndefined();
  });
});

describe('what AWS would refuse', () => {
  const refused = (parameters: string, id: string): readonly string[] =>
    read({
      'template.yaml': `Transform: AWS::Serverless-2016-10-31
${parameters}Resources:
  Orders:
    Type: AWS::Serverless::Application
    Properties:
      Location: { ApplicationId: ${id}, SemanticVersion: 1.0.0 }
`,
    })
      .diagnostics.filter(({ code }) => code === 'sam-refuses')
      .map(({ line, message }) => `${line} ${message}`);

  it('is told with its place, and the template is read', () => {
    expect(refused('', '!GetAtt A.B')).toEqual([
      '6 SAM refuses this: `ApplicationId` and `SemanticVersion` must be known before the stack is',
    ]);
  });

  it('is not told where a parameter without a value decides it', () => {
    expect(refused('Parameters: { Id: { Type: String } }\n', '!Ref Id')).toEqual([]);
  });
});

describe('what looks like a template is never passed over in silence', () => {
  const tell = (file: string, text: string): readonly string[] =>
    read({ [file]: text, 'good/template.yaml': QUEUE }).diagnostics.map(
      ({ code, severity, line, column }) => `${severity} ${code} ${line}:${column}`,
    );

  it.each([
    ['template.yaml', 'Resources:\n  A:\n    Typ: [\n', ['error template-syntax 4:1']],
    ['stack.yaml', 'Resources:\n  A:\n    Typ: [\n', ['warning template-syntax 4:1']],
    ['template.json', '{"Resources": {"A": ', ['error template-syntax 1:22']],
    ['template.yaml', 'Resources:\n  A:\n    Typ: X\n', ['error template-shape 2:3']],
    ['stack.yaml', 'Resources:\n  A:\n    Typ: X\n', []],
    ['template.yaml', 'Resources: {A', ['error template-syntax 1:15']],
    ['values.yaml', 'resources:\n  limits: [\n', []],
    ['template.yaml', `${QUEUE}---\n${QUEUE}`, ['warning template-shape 5:1']],
  ])('%s: %j', (file, text, expected) => {
    expect(tell(file, text)).toEqual(expected);
  });

  it('tells once of aliases that multiply', () => {
    const levels = Array.from({ length: 9 }, (_, i) => `A${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}*a${i}]\n`);
    const bomb = `A0: &a0 [x]\n${levels.join('')}${QUEUE}`;
    expect(tell('template.yaml', bomb).filter((line) => line.includes('alias-expansion'))).toHaveLength(1);
  });
});

describe('circles', () => {
  const tell = (files: Record<string, string>): readonly string[] =>
    read(files)
      .diagnostics.filter(({ code }) => /circ/.test(code))
      .map(({ file, line, message }) => `${file}:${line} ${message}`);
  const queue = (id: string, name: string): string =>
    `  ${id}: { Type: AWS::SQS::Queue, Properties: { QueueName: ${name} } }\n`;

  it('of resources are told, where no condition is in between', () => {
    const names = ['!Ref B', '!Sub "${C}-x"', '!GetAtt A.QueueName'];
    const circle = ['A', 'B', 'C'].map((id, i) => queue(id, names[i] ?? '')).join('');
    const others = `${queue('D', '!Ref A')}${queue('E', '!GetAtt E.Arn')}${queue('F', '!If [X, !Ref F, a]')}`;
    expect(
      tell({ 'template.yaml': `Resources:\n${circle}${others}Conditions: { X: !Equals [a, b] }\n` }).toSorted(),
    ).toEqual([
      'template.yaml:2 `A`, `B`, `C` refer to each other in a circle, which CloudFormation refuses',
      'template.yaml:6 `E` refers to itself, which CloudFormation refuses',
    ]);
  });

  it('of stacks are told', () => {
    const stack = (to: string): string =>
      `Resources:\n  S:\n    Type: AWS::CloudFormation::Stack\n    Properties: { TemplateURL: ${to} }\n`;
    expect(
      tell({
        'a.yaml': stack('b.yaml'),
        'b.yaml': stack('a.yaml'),
        'c.yaml': stack('c.yaml'),
        'd.yaml': stack('c.yaml'),
      }),
    ).toEqual([
      expect.stringMatching(/^([ab]\.yaml):2 stack `S` leads to `\1` again, without an end$/),
      'c.yaml:2 stack `S` leads to `c.yaml` again, without an end',
    ]);
  });

  it('are looked for in chains as long as a template', () => {
    const chain = Array.from({ length: 3000 }, (_, i) => queue(`Q${i}`, `!Ref Q${i + 1}`)).join('');
    expect(tell({ 'template.yaml': `Resources:\n${chain}${queue('Q3000', 'x')}` })).toEqual([]);
  });
});
