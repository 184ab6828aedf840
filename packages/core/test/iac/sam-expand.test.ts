import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../src/app/value.ts';
import { parseDocuments } from '../../src/iac/document/parse-document.ts';
import { readApplication } from '../../src/iac/index.ts';
import type { ExpandedTemplate, ExpandOptions } from '../../src/iac/sam/expand/expand-template.ts';
import { expandTemplate } from '../../src/iac/sam/expand/expand-template.ts';
import type { JsonObject } from '../../src/iac/sam/expand/json.ts';
import { isObject, toText } from '../../src/iac/sam/expand/json.ts';
import { toJson } from '../../src/iac/sam/expand/read-json.ts';
import { toSha1 } from '../../src/iac/sam/expand/sha1.ts';
import { createMemoryHost } from '../memory-host.ts';

const FUNCTION = 'Runtime: nodejs22.x, Handler: app.handler, CodeUri: s3://code/app.zip';

function expand(resources: string, options: ExpandOptions = {}): ExpandedTemplate {
  const [root] = parseDocuments(resources.includes('Resources:') ? resources : `Resources:\n${resources}`).roots;
  const json = root === undefined ? {} : toJson(root);
  return expandTemplate(isObject(json) ? json : {}, options);
}

const types = ({ template }: ExpandedTemplate): Record<string, string> =>
  Object.fromEntries(
    Object.entries(template['Resources'] as Record<string, JsonObject>).map(([id, r]) => [id, toText(r['Type'])]),
  );
const properties = ({ template }: ExpandedTemplate, id: string): JsonObject =>
  (template['Resources'] as Record<string, JsonObject>)[id]?.['Properties'] as JsonObject;

/** The lines of every value below one. */
function listLines(value: Value | undefined): number[] {
  if (value === undefined) return [];
  const own = value.at === undefined ? [] : [value.at.line];
  if (value.kind === 'list') return [...own, ...value.items.flatMap(listLines)];
  return value.kind === 'map' ? [...own, ...[...value.entries.values()].flatMap(listLines)] : own;
}

describe('the expansion of a function', () => {
  it('makes its role, its implicit API and the permission to call it', () => {
    const made = expand(`
  Orders:
    Type: AWS::Serverless::Function
    Properties: { ${FUNCTION}, Events: { Get: { Type: Api, Properties: { Path: '/orders/{id}', Method: get } } } }
`);
    expect(made.problems).toEqual([]);
    expect(types(made)).toMatchObject({
      Orders: 'AWS::Lambda::Function',
      OrdersRole: 'AWS::IAM::Role',
      OrdersGetPermissionProd: 'AWS::Lambda::Permission',
      ServerlessRestApi: 'AWS::ApiGateway::RestApi',
      ServerlessRestApiProdStage: 'AWS::ApiGateway::Stage',
    });
    expect(properties(made, 'OrdersGetPermissionProd')).toMatchObject({
      SourceArn: { 'Fn::Sub': [expect.stringContaining('${__Stage__}/GET/orders/*'), { __Stage__: '*' }] },
    });
  });

  it('lets references name what it makes', () => {
    const made = expand(`
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties: { ${FUNCTION}, AutoPublishAlias: live }
Outputs:
  Alias: { Value: !Ref Orders.Alias }
  Version: { Value: !GetAtt Orders.Version.Version }
  Text: { Value: !Sub '\${Orders.Alias}' }
`);
    expect(made.template['Outputs']).toEqual({
      Alias: { Value: { Ref: 'OrdersAliaslive' } },
      Version: { Value: { 'Fn::GetAtt': [expect.stringMatching(/^OrdersVersion[0-9a-f]{10}$/), 'Version'] } },
      Text: { Value: { 'Fn::Sub': '${OrdersAliaslive}' } },
    });
  });

  it('refuses what SAM refuses, where it stands, and expands the rest', () => {
    const made = expand(`
  Bad:
    Type: AWS::Serverless::Function
    Properties: { ${FUNCTION}, Events: { Q: { Type: SQS, Properties: { Queue: a, Nope: 1 } } } }
  Good: { Type: AWS::Serverless::Function, Properties: { ${FUNCTION} } }
`);
    expect(made.problems).toMatchObject([
      { resource: 'Bad/Q', message: 'an event of type `SQS` has no property `Nope`', node: { kind: 'mapping' } },
    ]);
    expect(types(made)['GoodRole']).toBe('AWS::IAM::Role');
  });

  it('takes paths for addresses only where it is told to', () => {
    const text = '  F: { Type: AWS::Serverless::Function, Properties: { Runtime: x, Handler: y, CodeUri: src/ } }';
    expect(expand(text).problems).toHaveLength(1);
    const made = expand(text, { isLocalPath: () => true });
    expect(properties(made, 'F')['Code']).toBe('src/');
  });
});

describe('language extensions', () => {
  it('make copies, names and lengths', () => {
    const made = expand(`
Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]
Parameters: { Names: { Type: CommaDelimitedList, Default: 'A,B' } }
Resources:
  Fn::ForEach::Functions:
    - Name
    - !Ref Names
    - Handler\${Name}:
        Type: AWS::Serverless::Function
        Properties: { ${FUNCTION}, Description: !Ref Name, MemorySize: { Fn::Length: [1, 2, 3] } }
`);
    expect(types(made)).toMatchObject({ HandlerA: 'AWS::Lambda::Function', HandlerBRole: 'AWS::IAM::Role' });
    expect(properties(made, 'HandlerB')).toMatchObject({ Description: 'B', MemorySize: 3 });
  });

  it('are bounded', () => {
    const list = `[${Array.from({ length: 100 }, (_, i) => i).join()}]`;
    const loop = `Fn::ForEach::I: [I, ${list}, { 'R\${I}': { Type: AWS::SNS::Topic } }]`;
    const nested = `Fn::ForEach::J: [J, ${list}, { 'Fn::ForEach::I\${J}': [I, ${list}, { 'R\${J}x\${I}': { Type: AWS::SNS::Topic } }] }]`;
    expect(Object.keys(types(expand(`Resources: { ${loop} }`)))).toHaveLength(100);
    expect(expand(`Resources: { ${nested} }`).problems[0]?.message).toContain('copies');
  });
});

describe('what the expansion makes', () => {
  it('stands where its author wrote what it is made for', () => {
    const text = `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Policies:
        - Statement:
            - Effect: Allow
              Action: '*'
              Resource: '*'
      Events:
        Queue:
          Type: SQS
          Properties: { Queue: !GetAtt Q.Arn }
  Q: { Type: AWS::SQS::Queue }
`;
    const [template] = readApplication(createMemoryHost({ 'template.yaml': text })).templates;
    const role = template?.expanded?.get('OrdersRole');
    const mapping = template?.expanded?.get('OrdersQueue');
    expect(role).toMatchObject({ type: 'AWS::IAM::Role', provenance: 'expansion', at: { line: 3 } });
    expect(listLines(role?.properties)).toContain(10);
    expect(mapping).toMatchObject({ type: 'AWS::Lambda::EventSourceMapping', at: { line: 14 } });
  });

  it('has hashes as SHA-1 makes them', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: 'binary' }), (text) => {
        const wellFormed = new TextDecoder().decode(new TextEncoder().encode(text));
        expect(toSha1(wellFormed)).toBe(createHash('sha1').update(wellFormed, 'utf8').digest('hex'));
      }),
    );
  });

  it('is never an exception, whatever the template says', () => {
    const names = fc.constantFrom(
      'Properties',
      'Type',
      'Events',
      'Auth',
      'Policies',
      'Fn::If',
      'Ref',
      '__proto__',
      'Path',
    );
    const json = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom(null, true, 0, '', 'Api', '/a', 'NONE'),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(names, tie('any'), { maxKeys: 4 }),
      ),
    })).any;
    const kinds = fc.constantFrom(
      'Function',
      'Api',
      'HttpApi',
      'StateMachine',
      'GraphQLApi',
      'WebSocketApi',
      'Connector',
    );
    fc.assert(
      fc.property(kinds, json, json, (kind, body, globals) => {
        const template = {
          Globals: { [kind]: globals },
          Resources: { A: { Type: `AWS::Serverless::${kind}`, Properties: body } },
        };
        expect(() => expandTemplate(template as JsonObject)).not.toThrow();
        expect(() => expandTemplate(template as JsonObject, { isDraft: true })).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  it('lets the other globals hold where one is refused', () => {
    const { template, problems } = expandTemplate({
      Globals: { Function: { Role: 'arn:aws:iam::123456789012:role/r', Timeout: 20 }, Queue: {} },
      Resources: {
        A: {
          Type: 'AWS::Serverless::Function',
          Properties: { Runtime: 'nodejs22.x', Handler: 'a.b', InlineCode: 'exports.b = () => 1' },
        },
      },
    });
    expect(problems.map(({ message }) => message)).toEqual([
      '`Globals.Function` cannot set `Role`',
      '`Globals` has no section `Queue`',
    ]);
    expect(template).toMatchObject({ Resources: { A: { Properties: { Timeout: 20 } } } });
  });
});
